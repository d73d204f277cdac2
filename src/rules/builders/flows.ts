/** Traffic between two networks that the design declares: a security-group rule that names the other one's range. */
import { contains, overlaps, type Range } from '../kit/cidr.ts';
import type { RuleNode } from '../kit/node.ts';
import { attempt, UnknownRead } from '../kit/unknown-read.ts';
import { channelEnds, isEverything, pathsBetween, rangeOf, rangeOwner, vpcOf } from './networks.ts';
import { type AnyKit, refInside } from './sets.ts';

export interface Flow {
  readonly own: RuleNode;
  readonly peer: RuleNode;
  /** Networks over which a chain of channels leads; empty where there is none. */
  readonly over: readonly string[];
}

/** The flow that a security-group rule declares without anything that joins the two networks; null when there is none. */
export function unservedFlow(rule: RuleNode, k: AnyKit): Flow | null {
  const own = ownNetwork(rule);
  if (!own) return null;
  let doubt: UnknownRead | undefined;
  for (const peer of possiblePeers(rule, own, k)) {
    if (peer.is(own)) continue;
    const declared = attempt(() => isPeer(rule, own, peer, k));
    if (declared === false) continue;
    const joined = attempt(() => !pathsBetween(own, peer, k).isEmpty());
    if (joined === true) continue;
    if (declared === true && joined === false)
      return isSpokesman(rule, own, peer, k) ? { own, peer, over: chain(own, peer, k) } : null;
    doubt ??= declared instanceof UnknownRead ? declared : joined instanceof UnknownRead ? joined : undefined;
    // Without the rule's own range no peer is declared for certain, so that the first doubt is the answer.
    if (doubt && !rule.isKnown('cidr') && !rangeOwner(rule, 'cidr', k)) throw doubt;
  }
  if (doubt) throw doubt;
  return null;
}

function ownNetwork(rule: RuleNode): RuleNode | null {
  if (rule.string('policy') !== 'allow') return null;
  const group = refInside(rule, 'security_group_id');
  return group ? vpcOf(group) : null;
}

function possiblePeers(rule: RuleNode, own: RuleNode, k: AnyKit): readonly RuleNode[] {
  const owner = rangeOwner(rule, 'cidr', k);
  if (!owner && rule.isKnown('cidr')) {
    const range = rangeOf(rule);
    if (!range || isEverything(range) || isAtHome(own, range)) return [];
  }
  return owner ? [owner] : k.all('ztc_vpc').known;
}

/** Whether the range is of the rule's own network, so that no other needs to be looked at: there may be thousands. */
function isAtHome(own: RuleNode, range: Range): boolean {
  const mine = own.isKnown('cidr') ? rangeOf(own) : null;
  return mine !== null && overlaps(mine, range);
}

/** Whether the rule's range is part of the other network and not of its own. */
function isPeer(rule: RuleNode, own: RuleNode, peer: RuleNode, k: AnyKit): boolean {
  const owner = rangeOwner(rule, 'cidr', k);
  if (owner) return owner.is(peer);
  const range = rangeOf(rule);
  const theirs = range && rangeOf(peer);
  if (!range || !theirs || !contains(theirs, range)) return false;
  return !isAtHome(own, range);
}

/** Of all rules that declare traffic between the same two networks one speaks for all: the first inbound one. */
function isSpokesman(rule: RuleNode, own: RuleNode, peer: RuleNode, k: AnyKit): boolean {
  const rank = (node: RuleNode) => `${node.node.values.direction === 'inbound' ? 0 : 1} ${node.address}`;
  const others = [own, peer].flatMap((vpc) =>
    vpc
      .referrers('ztc_security_group', 'vpc_id')
      .known.flatMap((group) => group.referrers('ztc_security_group_rule', 'security_group_id').known)
      .map((other) => ({ other, mine: vpc, theirs: vpc.is(own) ? peer : own })),
  );
  return !others.some(
    ({ other, mine, theirs }) =>
      rank(other) < rank(rule) &&
      other.node.values.policy === 'allow' &&
      attempt(() => isPeer(other, mine, theirs, k)) === true,
  );
}

/** The networks between two that a chain of express channels joins. */
function chain(from: RuleNode, to: RuleNode, k: AnyKit): readonly string[] {
  const joins = k.all('ztc_express_channel').known.flatMap((channel) => {
    const ends = attempt(() => channelEnds(channel));
    if (ends instanceof UnknownRead || !ends.local || !ends.peer) return [];
    return [[ends.local.address, ends.peer.address] as const];
  });
  const cameFrom = new Map<string, string>([[from.address, '']]);
  const queue = [from.address];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const [a, b] of joins) {
      const next = a === at ? b : b === at ? a : undefined;
      if (next === undefined || cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  const path: string[] = [];
  for (let at = cameFrom.get(to.address); at && at !== from.address; at = cameFrom.get(at)) path.unshift(at);
  return path;
}

/** What the rules about declared flows read. */
export const FLOW_READS = [
  'ztc_security_group_rule.security_group_id',
  'ztc_security_group_rule.policy',
  'ztc_security_group_rule.direction',
  'ztc_security_group_rule.cidr',
  'ztc_security_group.vpc_id',
  'ztc_vpc.cidr',
  'ztc_vpc.site',
  'ztc_vswitch.vpc_id',
  'ztc_vswitch.cidr',
  'ztc_express_channel.local_interface_id',
  'ztc_express_channel.peer_interface_id',
  'ztc_express_channel.peer_account_id',
  'ztc_express_channel.peer_vpc_id',
  'ztc_router_interface.vpc_id',
  'ztc_cross_site_link.vpc_a_id',
  'ztc_cross_site_link.vpc_b_id',
  'ztc_cross_site_link.site_a',
  'ztc_cross_site_link.site_b',
] as const;
