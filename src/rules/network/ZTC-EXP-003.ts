import { vpcOf } from '../builders/networks.ts';
import { collect, find, refInside } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const PAIR = {
  'ztc_vpc.a': { site: 'sh-jq' },
  'ztc_vpc.b': { site: 'sh-nq' },
  'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
  'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
  'ztc_express_channel.ab': {
    local_interface_id: '${ztc_router_interface.a.id}',
    peer_interface_id: '${ztc_router_interface.b.id}',
  },
};
const THERE = {
  'ztc_route_entry.there': {
    route_table_id: '${ztc_vpc.a.route_table_id}',
    next_hop_id: '${ztc_router_interface.a.id}',
  },
};
const BACK = {
  'ztc_route_table.b': { vpc_id: '${ztc_vpc.b.id}' },
  'ztc_route_entry.back': {
    route_table_id: '${ztc_route_table.b.id}',
    next_hop_id: '${ztc_router_interface.b.id}',
  },
};

export default defineRule({
  id: 'ZTC-EXP-003',
  on: ['ztc_express_channel'],
  reads: [
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_route_entry.next_hop_id',
    'ztc_route_entry.route_table_id',
    'ztc_route_table.vpc_id',
    'ztc_router_interface.vpc_id',
  ],
  scope: 'design',
  messages: {
    noRoute: {
      en: 'no route in {vpc} hands traffic to {side}, so nothing gets through in that direction',
      zh: '{vpc} 中没有以 {side} 为下一跳的路由，该方向流量不通',
    },
  },
  fix: {
    en: 'add a ztc_route_entry to a route table of {vpc} with the range of the other network as destination and {side} as next hop',
    zh: '在 {vpc} 的路由表中增加 ztc_route_entry，目的网段为对端网段，下一跳为 {side}',
  },
  check(node, k) {
    const fails = collect(
      ['local_interface_id', 'peer_interface_id'].map((attribute) => () => {
        const side = refInside(node, attribute);
        if (side?.type !== 'ztc_router_interface') return null;
        const vpc = vpcOf(side);
        const route = find(side.referrers('ztc_route_entry', 'next_hop_id'), (entry) => {
          const table = refInside(entry, 'route_table_id');
          const owner = table && vpcOf(table);
          return !owner || !vpc || owner.is(vpc);
        });
        if (route) return null;
        const own = vpc?.address ?? '-';
        return k.fail(
          'noRoute',
          { vpc: own, side: side.address },
          { attribute, value: side.address, related: vpc ? [side, vpc] : [side] },
        );
      }),
    );
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      { given: { ...PAIR, ...THERE, ...BACK } },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_express_channel.a': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_account_id: 'acct-2',
          },
          ...THERE,
        },
      },
    ],
    fail: [
      { given: { ...PAIR, ...THERE }, at: 'ztc_express_channel.ab', message: 'noRoute' },
      {
        given: {
          ...PAIR,
          ...THERE,
          'ztc_route_entry.back': {
            route_table_id: '${ztc_vpc.a.route_table_id}',
            next_hop_id: '${ztc_router_interface.b.id}',
          },
        },
        at: 'ztc_express_channel.ab',
        message: 'noRoute',
      },
    ],
    unknown: {
      never:
        'routes name their next hop by reference; a number of them that is not known yet is an open type',
    },
  },
});
