/** Which networks a network reaches, and whether security groups let one host's traffic pass to another. */
import { overlaps } from '../kit/cidr.ts';
import type { Few } from '../kit/few.ts';
import type { RuleNode } from '../kit/node.ts';
import { groupsOf } from './internet.ts';
import { channelEnds, rangeOf, rangeOwner, vpcOf } from './networks.ts';
import { type AnyKit, refInside, union } from './sets.ts';

/** The networks that a network reaches by a channel or a route; `null` stands for one outside the graph. */
export function reachedFrom(vpc: RuleNode, k: AnyKit): Few<RuleNode | null> {
  const byChannel = k
    .all('ztc_express_channel')
    .map((channel) => channelEnds(channel))
    .filter(({ local, peer }) => local?.is(vpc) === true || peer?.is(vpc) === true)
    .map(({ local, peer }) => (local?.is(vpc) ? peer : local));
  const byRoute = k
    .all('ztc_route_entry')
    .filter((entry) => entry.string('next_hop_type') !== 'nat_gateway' && vpcOf(entry)?.is(vpc) === true)
    .map((entry) => behind(entry, vpc));
  return union<RuleNode | null>(byChannel, byRoute);
}

/** The network that a route leads to. */
function behind(entry: RuleNode, vpc: RuleNode): RuleNode | null {
  const hop = refInside(entry, 'next_hop_id');
  if (hop?.type === 'ztc_router_interface') return refInside(hop, 'peer_vpc_id');
  if (hop?.type !== 'ztc_cross_site_link') return null;
  const a = refInside(hop, 'vpc_a_id');
  return a?.is(vpc) ? refInside(hop, 'vpc_b_id') : a;
}

/** Whether a rule of either host's groups allows traffic from one to the other; hosts without groups are not asked. */
export function isForwardingAllowed(from: RuleNode, to: RuleNode, k: AnyKit): boolean {
  const into = allowing(to, 'inbound').filter((rule) => isAbout(rule, from, k));
  const out = allowing(from, 'outbound').filter((rule) => isAbout(rule, to, k));
  return union(into, out).some(() => true);
}

function allowing(host: RuleNode, direction: 'inbound' | 'outbound'): Few<RuleNode> {
  return groupsOf(host)
    .flatMap((group) => group.referrers('ztc_security_group_rule', 'security_group_id'))
    .filter((rule) => rule.string('direction') === direction && rule.string('policy') === 'allow');
}

/** Whether a rule's range includes the subnet of a host, or a part of it. */
function isAbout(rule: RuleNode, host: RuleNode, k: AnyKit): boolean {
  const owner = rangeOwner(rule, 'cidr', k);
  if (owner) return vpcOf(host)?.is(owner) === true;
  const range = rangeOf(rule);
  if (!range) return false;
  if (range.first === 0 && range.last === 2 ** 32 - 1) return true;
  const vswitch = refInside(host, 'vswitch_id');
  const subnet = vswitch && rangeOf(vswitch);
  return subnet ? overlaps(range, subnet) : false;
}
