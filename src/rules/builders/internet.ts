/** How hosts reach the internet and are reached from it. */
import { contains, overlaps, type Range } from '../kit/cidr.ts';
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { rangeOf, vpcOf } from './networks.ts';
import { distinct, refInside, union } from './sets.ts';

/** An IPv4 address as a number; null for anything else. */
export function parseAddress(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return null;
  return parts.reduce((number, part) => number * 256 + part, 0);
}

/** The hosts whose way out is a SNAT entry. */
export function hostsBehind(entry: RuleNode): Few<RuleNode> {
  const inSubnet = entry
    .refs('vswitch_id')
    .flatMap((vswitch) => vswitch.referrers('ztc_instance', 'vswitch_id'));
  return distinct(union(entry.refs('instance_id'), inSubnet, hostsInRange(entry)));
}

function hostsInRange(entry: RuleNode): Few<RuleNode> {
  const source = rangeOf(entry, 'source_cidr');
  const vpc = source && gatewayNetwork(entry);
  if (!source || !vpc) return new Few([]);
  return vpc.referrers('ztc_vswitch', 'vpc_id').flatMap((vswitch) => {
    const range = rangeOf(vswitch);
    if (!range || !overlaps(source, range)) return new Few<RuleNode>([]);
    const hosts = vswitch.referrers('ztc_instance', 'vswitch_id');
    return contains(source, range) ? hosts : hosts.filter((host) => hasAddressIn(host, source));
  });
}

function hasAddressIn(host: RuleNode, range: Range): boolean {
  const address = parseAddress(host.string('private_ip') ?? '');
  return address !== null && range.first <= address && address <= range.last;
}

/** The network that the gateway of a SNAT or DNAT entry serves. */
export function gatewayNetwork(entry: RuleNode): RuleNode | null {
  const gateway = refInside(entry, 'nat_gateway_id');
  return gateway ? vpcOf(gateway) : null;
}

/** The SNAT entries through which a host leaves. */
export function snatEntriesOf(host: RuleNode): Few<RuleNode> {
  const vswitch = refInside(host, 'vswitch_id');
  const bySubnet = vswitch ? vswitch.referrers('ztc_snat_entry', 'vswitch_id') : new Few<RuleNode>([]);
  return distinct(
    union(host.referrers('ztc_snat_entry', 'instance_id'), bySubnet, snatEntriesByRange(host, vswitch)),
  );
}

function snatEntriesByRange(host: RuleNode, vswitch: RuleNode | null): Few<RuleNode> {
  const vpc = vswitch && vpcOf(vswitch);
  if (!vswitch || !vpc) return new Few([]);
  return vpc
    .referrers('ztc_nat_gateway', 'vpc_id')
    .flatMap((gateway) => gateway.referrers('ztc_snat_entry', 'nat_gateway_id'))
    .filter((entry) => {
      const source = rangeOf(entry, 'source_cidr');
      const range = source && rangeOf(vswitch);
      if (!source || !range || !overlaps(source, range)) return false;
      return contains(source, range) || hasAddressIn(host, source);
    });
}

/** The DNAT entries that lead to a host, directly or over a load balancer. */
export function dnatEntriesTo(host: RuleNode): Few<RuleNode> {
  const balanced = host
    .referrers('ztc_slb_backend', 'instance_id')
    .flatMap((backend) => backend.refs('backend_group_id'))
    .flatMap((group) => group.refs('slb_id'))
    .flatMap((slb) => slb.referrers('ztc_dnat_entry', 'target_id'));
  return distinct(union(host.referrers('ztc_dnat_entry', 'target_id'), balanced));
}

/** The bindings of an object's elastic public IPs. */
export function bindingsOf(target: RuleNode): Few<RuleNode> {
  const attribute = target.type === 'ztc_nat_gateway' ? 'nat_gateway_id' : 'instance_id';
  return target.referrers('ztc_eip_association', attribute);
}

/** Whether a request to the operators was refused, as far as that is known. */
export function isRefused(request: RuleNode): boolean {
  return (
    request.isKnown('status') &&
    ['rejected', 'failed', 'withdrawing'].includes(request.string('status') ?? '')
  );
}

/** Whether a request is known to wait for the operators still. */
export function isWaiting(request: RuleNode, done: string): boolean {
  const status = request.isKnown('status') ? request.string('status') : null;
  return status !== null && status !== done;
}

/** The requests to open the internet for an address in one direction that were not refused. */
export function openings(eip: RuleNode, direction: 'inbound' | 'outbound'): Few<RuleNode> {
  return eip
    .referrers('ztc_internet_access_policy', 'eip_id')
    .filter((policy) => policy.string('direction') === direction && !isRefused(policy));
}

export interface Ports {
  readonly first: number;
  readonly last: number;
  /** Null for any. */
  readonly protocol: string | null;
}

/** `443/tcp`, `8000-8010/udp`, `22`, `all`; null for anything else. */
export function parsePorts(text: string): Ports | null {
  const match = /^(?:(\d{1,5})(?:-(\d{1,5}))?|(all))(?:\/(\w+))?$/i.exec(text.trim());
  if (!match) return null;
  const protocol = match[4]?.toLowerCase() ?? null;
  if (match[3]) return { first: 1, last: 65535, protocol };
  const first = Number(match[1]);
  return { first, last: match[2] === undefined ? first : Number(match[2]), protocol };
}

/** Whether the ports of a policy include those that are exposed. */
export function covers(policy: RuleNode, exposed: Ports): boolean {
  return policy.strings('ports').some((text) => {
    const open = parsePorts(text);
    if (!open || open.first > exposed.first || open.last < exposed.last) return false;
    return open.protocol === null || exposed.protocol === null || open.protocol === exposed.protocol;
  });
}

/** The port that a DNAT entry exposes; null when it is malformed. */
export function exposedBy(entry: RuleNode): Ports | null {
  const port = entry.number('external_port');
  return port === null ? null : { first: port, last: port, protocol: entry.string('protocol') };
}

/** The hosts that a security group applies to, through themselves or through an additional network interface. */
export function membersOf(group: RuleNode): Few<RuleNode> {
  const byInterface = group
    .referrers('ztc_network_interface', 'security_group_ids')
    .flatMap((nic) => nic.referrers('ztc_network_interface_attachment', 'network_interface_id'))
    .flatMap((attachment) => attachment.refs('instance_id'));
  return distinct(union(group.referrers('ztc_instance', 'security_group_ids'), byInterface));
}

/** The security groups of a host, those of its additional network interfaces included. */
export function groupsOf(host: RuleNode): Few<RuleNode> {
  const byInterface = host
    .referrers('ztc_network_interface_attachment', 'instance_id')
    .flatMap((attachment) => attachment.refs('network_interface_id'))
    .flatMap((nic) => nic.refs('security_group_ids'));
  return distinct(union(host.refs('security_group_ids'), byInterface));
}

/** The rules of a host's groups that let something in. */
export function inboundRules(host: RuleNode): Few<RuleNode> {
  return groupsOf(host)
    .flatMap((group) => group.referrers('ztc_security_group_rule', 'security_group_id'))
    .filter((rule) => rule.string('direction') === 'inbound' && rule.string('policy') === 'allow');
}

/** The rules that let the internet reach a host over its own address. */
export function publicRules(host: RuleNode): Few<RuleNode> {
  return inboundRules(host).filter((rule) => rule.string('network') === 'public');
}
