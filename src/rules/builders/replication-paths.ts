/** The paths between the two ends of a design that data are copied over. */
import { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { channelsBetween, linksBetween, pathsBetween, vpcOf, waysToPremises } from './networks.ts';
import { cityAt } from './places.ts';
import { type AnyKit, find, refInside, union } from './sets.ts';

/** The networks at a site. */
export function networksAt(site: string, k: AnyKit): Few<RuleNode> {
  return k.all('ztc_vpc').filter((vpc) => vpc.site() === site);
}

/** The networks that the customer's premises reach directly. */
export function landings(k: AnyKit): Few<RuleNode> {
  return k.all('ztc_vpc').filter((vpc) => !waysToPremises(vpc).isEmpty());
}

/** The kind of path that the distance between two sites asks for. */
export function pathType(a: string, b: string, k: AnyKit): 'ztc_express_channel' | 'ztc_cross_site_link' {
  return cityAt(k.catalog, a) === cityAt(k.catalog, b) ? 'ztc_express_channel' : 'ztc_cross_site_link';
}

/** The paths of the right kind between networks. */
export function rightPaths(as: Few<RuleNode>, bs: Few<RuleNode>, k: AnyKit): Few<Path> {
  return pairs(as, bs).flatMap(([a, b]) => {
    const kind = pathType(a.site() ?? '', b.site() ?? '', k);
    const found = kind === 'ztc_express_channel' ? channelsBetween(a, b, k) : linksBetween(a, b, k);
    return found.map((path) => ({ path, a, b }));
  });
}

/** Everything that joins the networks, of whatever kind. */
export function anyPaths(as: Few<RuleNode>, bs: Few<RuleNode>, k: AnyKit): Few<RuleNode> {
  return pairs(as, bs).flatMap(([a, b]) => pathsBetween(a, b, k));
}

export interface Path {
  readonly path: RuleNode;
  readonly a: RuleNode;
  readonly b: RuleNode;
}

function pairs(as: Few<RuleNode>, bs: Few<RuleNode>): Few<[RuleNode, RuleNode]> {
  return as.flatMap((a) => bs.filter((b) => !b.is(a)).map((b): [RuleNode, RuleNode] => [a, b]));
}

/** The side of a path that has no route to it; null when both have one. */
export function sideWithoutRoute({ path, a, b }: Path): RuleNode | null {
  return [a, b].find((side) => !isRouted(path, side)) ?? null;
}

function isRouted(path: RuleNode, side: RuleNode): boolean {
  const hop = path.type === 'ztc_express_channel' ? interfaceOf(path, side) : path;
  // The side of another account is not seen from here.
  if (!hop) return true;
  return hop.referrers('ztc_route_entry', 'next_hop_id').some((entry) => vpcOf(entry)?.is(side) ?? false);
}

function interfaceOf(channel: RuleNode, side: RuleNode): RuleNode | null {
  const ends = ['local_interface_id', 'peer_interface_id'].map((end) => refInside(channel, end));
  return ends.find((end) => end !== null && (vpcOf(end)?.is(side) ?? false)) ?? null;
}

/** Whether premises reach one of the networks, directly or over another site. */
export function onwardPaths(networks: Few<RuleNode>, k: AnyKit): Few<Path> {
  const elsewhere = landings(k).filter((vpc) => networks.none((network) => network.is(vpc)));
  return rightPaths(elsewhere, networks, k);
}

/** A network among these that premises reach directly. */
export function directLanding(networks: Few<RuleNode>, k: AnyKit): RuleNode | undefined {
  return find(landings(k), (vpc) => networks.some((network) => network.is(vpc)));
}

export const PATH_READS = [
  'ztc_vpc.site',
  'ztc_vpc.cidr',
  'ztc_express_channel.local_interface_id',
  'ztc_express_channel.peer_interface_id',
  'ztc_express_channel.peer_account_id',
  'ztc_express_channel.peer_vpc_id',
  'ztc_router_interface.vpc_id',
  'ztc_cross_site_link.site_a',
  'ztc_cross_site_link.site_b',
  'ztc_cross_site_link.vpc_a_id',
  'ztc_cross_site_link.vpc_b_id',
  'ztc_dedicated_line.vpc_ids',
  'ztc_lan_access.vpc_id',
] as const;

export const ROUTE_READS = [
  'ztc_route_entry.next_hop_id',
  'ztc_route_entry.route_table_id',
  'ztc_route_table.vpc_id',
] as const;

/** The given networks, or the others where there are none. */
export function either(some: Few<RuleNode>, others: () => Few<RuleNode>): Few<RuleNode> {
  return some.known.length > 0 ? some : union(others(), new Few<RuleNode>([], some.open));
}
