import { vpcOf } from '../builders/networks.ts';
import { refInside } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

const SIDES = {
  'ztc_vpc.a': { site: 'sh-jq' },
  'ztc_vpc.b': { site: 'sh-nq' },
  'ztc_vpc.c': { site: 'sh-nq' },
  'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}', peer_vpc_id: '${ztc_vpc.b.id}' },
  'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
  'ztc_router_interface.c': { vpc_id: '${ztc_vpc.c.id}', peer_vpc_id: '${ztc_vpc.a.id}' },
};

export default defineRule({
  id: 'ZTC-EXP-001',
  on: ['ztc_express_channel'],
  reads: [
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_express_channel.peer_account_id',
    'ztc_router_interface.vpc_id',
    'ztc_router_interface.peer_vpc_id',
  ],
  scope: 'request',
  messages: {
    three: {
      en: 'the channel names a peer interface and a peer account; it joins exactly {ends} networks',
      zh: '高速通道同时指定了对端接口与对端账户，一条通道只连通 {ends} 个专有网络',
    },
    one: {
      en: 'the channel has no second end; it joins exactly {ends} networks',
      zh: '高速通道缺少对端，一条通道须连通 {ends} 个专有网络',
    },
    others: {
      en: 'the interfaces of the channel are made for more than two networks ({networks}); it joins exactly {ends}',
      zh: '高速通道两端接口涉及多于两个专有网络（{networks}），一条通道只连通 {ends} 个',
    },
  },
  fix: {
    en: 'give every pair of networks a channel of its own, with one router interface on each side that names the other',
    zh: '每两个专有网络各建一条高速通道，两侧各一个互指对端的路由器接口',
  },
  check(node, k) {
    const ends = k.catalog.number('express_channel.vpcs_per_channel');
    const own = node.isSet('peer_interface_id');
    const foreign = node.isSet('peer_account_id');
    if (own && foreign) return k.fail('three', { ends }, { attribute: 'peer_account_id' });
    if (!own && !foreign) return k.fail('one', { ends }, { attribute: 'peer_interface_id' });
    const sides = ['local_interface_id', 'peer_interface_id'].flatMap(
      (attribute) => refInside(node, attribute) ?? [],
    );
    const networks = [...new Set(sides.flatMap(networksOf))];
    if (networks.length <= ends) return k.pass();
    return k.fail(
      'others',
      { networks: networks.toSorted(), ends },
      { attribute: 'peer_interface_id', value: networks.length, allowed: ends, related: sides },
    );
  },
  examples: {
    pass: [
      {
        given: {
          ...SIDES,
          'ztc_express_channel.ab': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_interface_id: '${ztc_router_interface.b.id}',
          },
        },
      },
      {
        given: {
          ...SIDES,
          'ztc_express_channel.out': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_account_id: 'acct-2',
            peer_vpc_id: 'vpc-2',
          },
        },
      },
    ],
    fail: [
      {
        given: {
          ...SIDES,
          'ztc_express_channel.abc': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_interface_id: '${ztc_router_interface.c.id}',
          },
        },
        at: 'ztc_express_channel.abc',
        message: 'others',
      },
      {
        given: {
          ...SIDES,
          'ztc_express_channel.abc': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_interface_id: '${ztc_router_interface.b.id}',
            peer_account_id: 'acct-2',
          },
        },
        at: 'ztc_express_channel.abc',
        message: 'three',
      },
      {
        given: { ...SIDES, 'ztc_express_channel.a': { local_interface_id: '${ztc_router_interface.a.id}' } },
        at: 'ztc_express_channel.a',
        message: 'one',
      },
    ],
    unknown: { never: 'ends are named by reference, and one outside the graph adds no third network' },
  },
});

/** The networks that an interface names, its own and the one at the other side. */
function networksOf(side: RuleNode): readonly string[] {
  const peer = refInside(side, 'peer_vpc_id');
  return [vpcOf(side), peer].flatMap((vpc) => (vpc ? [vpc.address] : []));
}
