/** Which network an object is part of, and what joins two networks. */
import { isUnknown } from '../../graph/plain.ts';
import { contains, overlaps, parseCidr, type Range } from '../kit/cidr.ts';
import type { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { type AnyKit, refInside, union } from './sets.ts';

/** The network that an object is part of, through its subnet where needed; null where that is nowhere said. */
export function vpcOf(node: RuleNode, depth = 0): RuleNode | null {
  if (node.type === 'ztc_vpc') return node;
  if (depth > 4) return null;
  for (const attribute of ['vpc_id', 'vswitch_id', 'route_table_id']) {
    const target = attribute in node.node.values ? refInside(node, attribute) : null;
    if (target) return vpcOf(target, depth + 1);
  }
  return null;
}

/** The range at `path`; null when it is not set or malformed. */
export function rangeOf(node: RuleNode, path = 'cidr'): Range | null {
  const text = node.string(path);
  return text === null ? null : parseCidr(text);
}

/** Whether a range is everything there is. */
export function isEverything(range: Range): boolean {
  return range.first === 0 && range.last === 2 ** 32 - 1;
}

/** The network whose range, or part of it, the value at `path` is by reference; null for anything else. */
export function rangeOwner(node: RuleNode, path: string, k: AnyKit): RuleNode | null {
  const value = node.node.values[path];
  if (!isUnknown(value) || !value.ref) return null;
  const { address, attribute } = value.ref;
  const owner = attribute === 'cidr' ? k.object(address) : undefined;
  if (owner?.type === 'ztc_vpc' || owner?.type === 'ztc_vswitch') return vpcOf(owner);
  if (owner?.type !== 'ztc_vpc_address_allocation') return null;
  return owner.referrers('ztc_vpc', 'allocation_id').known[0] ?? null;
}

/** Whether the range at `path` lies inside the network, by reference or by numbers. */
export function liesInside(node: RuleNode, path: string, vpc: RuleNode, k: AnyKit): boolean {
  const owner = rangeOwner(node, path, k);
  if (owner) return owner.is(vpc);
  const [inner, outer] = [rangeOf(node, path), rangeOf(vpc)];
  return inner !== null && outer !== null && contains(outer, inner);
}

/** The operator's allocation that a network's range comes from: by reference, or because the ranges are equal. */
export function allocationOf(vpc: RuleNode, k: AnyKit): RuleNode | null {
  const named = refInside(vpc, 'allocation_id');
  if (named) return named;
  const value = vpc.node.values.cidr;
  const all = k.all('ztc_vpc_address_allocation').known;
  const from = isUnknown(value) ? value.ref?.address : undefined;
  const source = from === undefined ? undefined : all.find((allocation) => allocation.address === from);
  if (source) return source;
  const range = rangeOf(vpc);
  if (!range) return null;
  return all.find((allocation) => isEqual(assignedRange(allocation), range)) ?? null;
}

/** Read past the view: ranges that turn out to be others are no evidence. */
function assignedRange({ node }: RuleNode): Range | null {
  return typeof node.values.cidr === 'string' ? parseCidr(node.values.cidr) : null;
}

/** Whether an allocation is declared: in the graph, or by the id of one outside of it. */
export function isAllocated(vpc: RuleNode, k: AnyKit): boolean {
  return vpc.isSet('allocation_id') || allocationOf(vpc, k) !== null;
}

function isEqual(a: Range | null, b: Range): boolean {
  return a !== null && a.first === b.first && a.last === b.last;
}

/** The two networks of an express channel; null for one that the graph does not hold. */
export function channelEnds(channel: RuleNode): {
  readonly local: RuleNode | null;
  readonly peer: RuleNode | null;
} {
  return { local: localEnd(channel), peer: peerEnd(channel) };
}

export function localEnd(channel: RuleNode): RuleNode | null {
  const side = refInside(channel, 'local_interface_id');
  return side ? vpcOf(side) : null;
}

export function peerEnd(channel: RuleNode): RuleNode | null {
  const side = refInside(channel, 'peer_interface_id');
  if (side) return vpcOf(side);
  return channel.isSet('peer_account_id') ? refInside(channel, 'peer_vpc_id') : null;
}

function channelJoins(channel: RuleNode, a: RuleNode, b: RuleNode): boolean {
  const local = localEnd(channel);
  const other = local?.is(a) ? b : local?.is(b) ? a : null;
  return other !== null && (peerEnd(channel)?.is(other) ?? false);
}

/** Whether a cross-site link serves the network at one of its ends. */
export function linkServes(link: RuleNode, end: 'a' | 'b', vpc: RuleNode): boolean {
  const named = `vpc_${end}_id`;
  if (link.isSet(named)) return refInside(link, named)?.is(vpc) ?? false;
  return link.string(`site_${end}`) === vpc.site();
}

function linkJoins(link: RuleNode, a: RuleNode, b: RuleNode): boolean {
  return (
    (linkServes(link, 'a', a) && linkServes(link, 'b', b)) ||
    (linkServes(link, 'a', b) && linkServes(link, 'b', a))
  );
}

function tunnelJoins(connection: RuleNode, a: RuleNode, b: RuleNode): boolean {
  const own = tunnelEnd(connection, 'gateway_id');
  const other = own?.is(a) ? b : own?.is(b) ? a : null;
  if (!other) return false;
  if (connection.isSet('peer_gateway_id'))
    return tunnelEnd(connection, 'peer_gateway_id')?.is(other) ?? false;
  const range = rangeOf(other);
  return connection.strings('remote_cidrs').some((text) => {
    const remote = parseCidr(text);
    return range !== null && remote !== null && overlaps(range, remote);
  });
}

export function tunnelEnd(connection: RuleNode, attribute: string): RuleNode | null {
  const gateway = refInside(connection, attribute);
  return gateway ? vpcOf(gateway) : null;
}

/** The express channels between two networks. */
export function channelsBetween(a: RuleNode, b: RuleNode, k: AnyKit): Few<RuleNode> {
  return k.all('ztc_express_channel').filter((channel) => channelJoins(channel, a, b));
}

/** The cross-site links between two networks. */
export function linksBetween(a: RuleNode, b: RuleNode, k: AnyKit): Few<RuleNode> {
  return k.all('ztc_cross_site_link').filter((link) => linkJoins(link, a, b));
}

/** Everything that joins exactly these two networks. */
export function pathsBetween(a: RuleNode, b: RuleNode, k: AnyKit): Few<RuleNode> {
  const tunnels = k.all('ztc_vpn_ipsec_connection').filter((connection) => tunnelJoins(connection, a, b));
  return union(channelsBetween(a, b, k), linksBetween(a, b, k), tunnels);
}

/** Connections that lead out of the cloud, and the attribute by which they name their networks. */
export const WAYS_OUT: readonly (readonly [type: string, attribute: string])[] = [
  ['ztc_dedicated_line', 'vpc_ids'],
  ['ztc_lan_access', 'vpc_id'],
  ['ztc_vsep_access', 'vpc_id'],
  ['ztc_zln_access', 'vpc_id'],
  ['ztc_fdep_link', 'vpc_id'],
  ['ztc_market_link', 'vpc_id'],
];

/** What joins a network to the customer's own premises. */
export function waysToPremises(vpc: RuleNode): Few<RuleNode> {
  const tunnels = vpc
    .referrers('ztc_vpn_gateway', 'vpc_id')
    .flatMap((gateway) => gateway.referrers('ztc_vpn_ipsec_connection', 'gateway_id'))
    .filter((connection) => !connection.isSet('peer_gateway_id'));
  return union(
    vpc.referrers('ztc_dedicated_line', 'vpc_ids'),
    vpc.referrers('ztc_lan_access', 'vpc_id'),
    tunnels,
  );
}

/** The hosts in the subnets of a network. */
export function hostsIn(vpc: RuleNode): Few<RuleNode> {
  return vpc
    .referrers('ztc_vswitch', 'vpc_id')
    .flatMap((vswitch) => vswitch.referrers('ztc_instance', 'vswitch_id'));
}
