import { groupsOf } from '../builders/internet.ts';
import {
  hostsIn,
  isEverything,
  liesInside,
  localEnd,
  peerEnd,
  rangeOf,
  rangeOwner,
  vpcOf,
} from '../builders/networks.ts';
import type { AnyKit } from '../builders/sets.ts';
import { collect, distinct, find, union } from '../builders/sets.ts';
import { overlaps } from '../kit/cidr.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

const PAIR = {
  'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
  'ztc_vpc.b': { site: 'sh-nq', cidr: '10.9.0.0/16' },
  'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
  'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
  'ztc_express_channel.ab': {
    local_interface_id: '${ztc_router_interface.a.id}',
    peer_interface_id: '${ztc_router_interface.b.id}',
  },
};
const HOST = {
  'ztc_vswitch.db': { vpc_id: '${ztc_vpc.b.id}' },
  'ztc_security_group.db': { vpc_id: '${ztc_vpc.b.id}' },
  'ztc_instance.db': {
    vswitch_id: '${ztc_vswitch.db.id}',
    security_group_ids: ['${ztc_security_group.db.id}'],
  },
};
const route = (destination_cidr: string) => ({
  'ztc_route_entry.a': {
    route_table_id: '${ztc_vpc.a.route_table_id}',
    next_hop_id: '${ztc_router_interface.a.id}',
    destination_cidr,
  },
});

export default defineRule({
  id: 'ZTC-EXP-006',
  on: ['ztc_route_entry', 'ztc_express_channel'],
  reads: [
    'ztc_route_entry.next_hop_id',
    'ztc_route_entry.destination_cidr',
    'ztc_router_interface.vpc_id',
    'ztc_router_interface.peer_vpc_id',
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_express_channel.peer_account_id',
    'ztc_express_channel.peer_vpc_id',
    'ztc_vpc.cidr',
    'ztc_vswitch.vpc_id',
    'ztc_vswitch.cidr',
    'ztc_instance.vswitch_id',
    'ztc_instance.security_group_ids',
    'ztc_network_interface.security_group_ids',
    'ztc_network_interface_attachment.instance_id',
    'ztc_network_interface_attachment.network_interface_id',
    'ztc_security_group_rule.security_group_id',
    'ztc_security_group_rule.cidr',
  ],
  scope: 'design',
  messages: {
    wide: {
      en: 'the route sends {destination} over the channel, more than the range {range} of {peer}',
      zh: '该路由将 {destination} 引入高速通道，超出对端 {peer} 的网段 {range}',
    },
    unlimited: {
      en: 'no security-group rule of the hosts in {vpc} is about the range of {peer} at the other end',
      zh: '{vpc} 内主机的安全组没有针对对端 {peer} 网段的规则',
    },
    other: { en: 'the route does not lead over an express channel', zh: '该路由不经高速通道' },
  },
  fix: {
    en: 'route only the subnets that are needed, and add security-group rules for the range of {peer} on both sides',
    zh: '仅为所需子网配置精确路由，并在两侧安全组增加针对 {peer} 网段的规则',
  },
  check(node, k) {
    if (node.type === 'ztc_express_channel') {
      const [local, peer] = [localEnd(node), peerEnd(node)];
      if (!local || !peer || local.is(peer)) return k.pass();
      const fails = collect(
        [
          { vpc: local, other: peer, attribute: 'local_interface_id' },
          { vpc: peer, other: local, attribute: 'peer_interface_id' },
        ].map(({ vpc, other, attribute }) => () => {
          const hosts = hostsIn(vpc);
          if (hosts.known.length === 0 || isLimited(distinct(hosts.flatMap(groupsOf)), other, k)) return null;
          return k.fail(
            'unlimited',
            { vpc: vpc.address, peer: other.address },
            { attribute, related: [vpc, other] },
          );
        }),
      );
      return fails.length > 0 ? fails : k.pass();
    }
    const side = node.refs('next_hop_id').known[0];
    if (side?.type !== 'ztc_router_interface') return k.skip('other');
    const destination = rangeOwner(node, 'destination_cidr', k) ? null : node.string('destination_cidr');
    const peer = otherEnd(side);
    const range = destination === null ? null : rangeOf(node, 'destination_cidr');
    if (range && isEverything(range)) {
      const known = peer?.isKnown('cidr') ? peer.string('cidr') : null;
      return k.fail(
        'wide',
        { destination: destination ?? '', range: known ?? '-', peer: peer?.address ?? '-' },
        {
          attribute: 'destination_cidr',
          value: destination,
          ...(known === null ? {} : { allowed: known }),
          related: peer ? [peer] : [],
        },
      );
    }
    if (!peer || liesInside(node, 'destination_cidr', peer, k)) return k.pass();
    const value = destination ?? rangeOwner(node, 'destination_cidr', k)?.address ?? '';
    const allowed = peer.string('cidr') ?? '';
    return k.fail(
      'wide',
      { destination: value, range: allowed, peer: peer.address },
      { attribute: 'destination_cidr', value, allowed, related: [peer] },
    );
  },
  examples: {
    pass: [
      { given: { ...PAIR, ...route('10.9.3.0/24') } },
      { given: { ...PAIR, ...route('${ztc_vpc.b.cidr}') } },
      {
        given: {
          ...PAIR,
          ...HOST,
          'ztc_security_group_rule.db': {
            security_group_id: '${ztc_security_group.db.id}',
            cidr: '10.8.1.0/24',
          },
        },
      },
    ],
    fail: [
      { given: { ...PAIR, ...route('0.0.0.0/0') }, at: 'ztc_route_entry.a', message: 'wide' },
      { given: { ...PAIR, ...route('10.8.0.0/15') }, at: 'ztc_route_entry.a', message: 'wide' },
      {
        given: {
          ...PAIR,
          ...HOST,
          'ztc_security_group_rule.db': {
            security_group_id: '${ztc_security_group.db.id}',
            cidr: '10.20.0.0/16',
          },
        },
        at: 'ztc_express_channel.ab',
        message: 'unlimited',
      },
    ],
    unknown: [
      {
        given: {
          ...PAIR,
          'ztc_vpc_address_allocation.b': { site: 'sh-nq', prefix_length: 16 },
          'ztc_vpc.b': { site: 'sh-nq', allocation_id: '${ztc_vpc_address_allocation.b.id}' },
          ...route('10.9.3.0/24'),
        },
        at: 'ztc_route_entry.a',
        because: 'ztc_vpc.b.cidr',
      },
    ],
    notApplicable: [
      { given: { 'ztc_nat_gateway.a': {}, 'ztc_route_entry.a': { next_hop_id: '${ztc_nat_gateway.a.id}' } } },
    ],
  },
});

/** The network at the other side of an interface: by its channel, or as the interface itself says. */
function otherEnd(side: RuleNode): RuleNode | null {
  const own = vpcOf(side);
  const channels = union(
    side.referrers('ztc_express_channel', 'local_interface_id'),
    side.referrers('ztc_express_channel', 'peer_interface_id'),
  ).known;
  const ends = channels.flatMap((channel) => [localEnd(channel), peerEnd(channel)]);
  const named = [...ends, side.refs('peer_vpc_id').known[0] ?? null];
  return named.find((vpc) => vpc !== null && (own === null || !vpc.is(own))) ?? null;
}

/** Whether one of the groups has a rule about a part of the network's range, or all of it and not everything. */
function isLimited(groups: ReturnType<typeof groupsOf>, peer: RuleNode, k: AnyKit): boolean {
  const rules = groups.flatMap((group) => group.referrers('ztc_security_group_rule', 'security_group_id'));
  const rule = find(rules, (candidate) => {
    const owner = rangeOwner(candidate, 'cidr', k);
    if (owner) return owner.is(peer);
    const range = rangeOf(candidate);
    if (!range || isEverything(range)) return false;
    const theirs = rangeOf(peer);
    return theirs !== null && overlaps(range, theirs);
  });
  return rule !== undefined;
}
