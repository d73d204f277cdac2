import { localEnd, peerEnd, rangeOf, tunnelEnd } from '../builders/networks.ts';
import { refInside } from '../builders/sets.ts';
import { overlaps } from '../kit/cidr.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

const two = (a: object, b: object) => ({
  'ztc_vpc.a': { site: 'sh-jq', ...a },
  'ztc_vpc.b': { site: 'sh-nq', ...b },
  'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
  'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
  'ztc_express_channel.ab': {
    local_interface_id: '${ztc_router_interface.a.id}',
    peer_interface_id: '${ztc_router_interface.b.id}',
  },
});

export default defineRule({
  id: 'ZTC-EXP-009',
  on: ['ztc_express_channel', 'ztc_cross_site_link', 'ztc_vpn_ipsec_connection'],
  reads: [
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_express_channel.peer_account_id',
    'ztc_express_channel.peer_vpc_id',
    'ztc_router_interface.vpc_id',
    'ztc_cross_site_link.vpc_a_id',
    'ztc_cross_site_link.vpc_b_id',
    'ztc_vpc.cidr',
  ],
  scope: 'request',
  messages: {
    overlapping: {
      en: 'the joined networks overlap: {a} has {rangeA} and {b} has {rangeB}, so neither can route to the other',
      zh: '互通的专有网络网段重叠：{a} 为 {rangeA}，{b} 为 {rangeB}，无法相互路由',
    },
    oneEnd: {
      en: 'fewer than two networks of this design are joined',
      zh: '所连接的专有网络不都在本设计之内',
    },
  },
  fix: {
    en: 'build one of the networks on another range, assigned by the operators',
    zh: '将其中一个专有网络改建在运维另行分配的网段上',
  },
  check(node, k) {
    const [a, b, attribute] = endsOf(node);
    if (!a || !b || a.is(b)) return k.skip('oneEnd');
    const [one, two] = [rangeOf(a), rangeOf(b)];
    if (!one || !two || !overlaps(one, two)) return k.pass();
    const [rangeA, rangeB] = [a.string('cidr') ?? '', b.string('cidr') ?? ''];
    return k.fail(
      'overlapping',
      { a: a.address, rangeA, b: b.address, rangeB },
      { attribute, value: [rangeA, rangeB], related: [a, b] },
    );
  },
  examples: {
    pass: [{ given: two({ cidr: '10.8.0.0/16' }, { cidr: '10.9.0.0/16' }) }],
    fail: [
      {
        given: two({ cidr: '10.8.0.0/16' }, { cidr: '10.8.0.0/17' }),
        at: 'ztc_express_channel.ab',
        message: 'overlapping',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq', cidr: '10.8.0.0/16' },
          'ztc_vpc.b': { site: 'bj-aw', cidr: '10.8.0.0/16' },
          'ztc_cross_site_link.ab': { vpc_a_id: '${ztc_vpc.a.id}', vpc_b_id: '${ztc_vpc.b.id}' },
        },
        at: 'ztc_cross_site_link.ab',
        message: 'overlapping',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vpc_address_allocation.a': { site: 'sh-jq', prefix_length: 16 },
          ...two({ allocation_id: '${ztc_vpc_address_allocation.a.id}' }, { cidr: '10.9.0.0/16' }),
        },
        at: 'ztc_express_channel.ab',
        because: 'ztc_vpc.a.cidr',
      },
    ],
    notApplicable: [{ given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw' } } }],
  },
});

type Ends = readonly [a: RuleNode | null, b: RuleNode | null, attribute: string];

function endsOf(node: RuleNode): Ends {
  if (node.type === 'ztc_cross_site_link')
    return [refInside(node, 'vpc_a_id'), refInside(node, 'vpc_b_id'), 'vpc_b_id'];
  if (node.type === 'ztc_vpn_ipsec_connection') {
    return [tunnelEnd(node, 'gateway_id'), tunnelEnd(node, 'peer_gateway_id'), 'peer_gateway_id'];
  }
  const attribute = node.isSet('peer_interface_id') ? 'peer_interface_id' : 'peer_vpc_id';
  return [localEnd(node), peerEnd(node), attribute];
}
