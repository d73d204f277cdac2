import { localEnd, peerEnd } from '../builders/networks.ts';
import { targetKey } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const A = {
  'ztc_vpc.a': { site: 'sh-jq' },
  'ztc_vpc.b': { site: 'sh-jq' },
  'ztc_router_interface.a': { vpc_id: '${ztc_vpc.a.id}' },
  'ztc_router_interface.b': { vpc_id: '${ztc_vpc.b.id}' },
  'ztc_router_interface.too': { vpc_id: '${ztc_vpc.a.id}' },
};
const channel = (peer: string) => ({
  ...A,
  'ztc_express_channel.x': { local_interface_id: '${ztc_router_interface.a.id}', peer_interface_id: peer },
});

export default defineRule({
  id: 'ZTC-EXP-007',
  on: ['ztc_express_channel'],
  reads: [
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_express_channel.peer_account_id',
    'ztc_express_channel.peer_vpc_id',
    'ztc_router_interface.vpc_id',
  ],
  scope: 'request',
  messages: {
    same: {
      en: 'both ends of the channel are in {vpc}',
      zh: '高速通道两端同为 {vpc}',
    },
    elsewhere: { en: 'an end is not part of this design', zh: '有一端不在本设计之内' },
  },
  fix: {
    en: 'use a router interface of another network; inside one network no channel is needed',
    zh: '对端改用另一专有网络的路由器接口；同一专有网络内无需高速通道',
  },
  check(node, k) {
    const attribute = node.isSet('peer_interface_id') ? 'peer_interface_id' : 'peer_vpc_id';
    const near = targetKey(node, 'local_interface_id');
    if (attribute === 'peer_interface_id' && near !== null && near === targetKey(node, attribute)) {
      return k.fail('same', { vpc: localEnd(node)?.address ?? near }, { attribute, value: near });
    }
    const [local, peer] = [localEnd(node), peerEnd(node)];
    if (!local || !peer) return k.skip('elsewhere');
    if (!local.is(peer)) return k.pass();
    return k.fail('same', { vpc: local.address }, { attribute, value: local.address, related: [local] });
  },
  examples: {
    pass: [{ given: channel('${ztc_router_interface.b.id}') }],
    fail: [
      { given: channel('${ztc_router_interface.too.id}'), at: 'ztc_express_channel.x', message: 'same' },
      { given: channel('${ztc_router_interface.a.id}'), at: 'ztc_express_channel.x', message: 'same' },
      {
        given: {
          ...A,
          'ztc_express_channel.x': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_account_id: 'acct-2',
            peer_vpc_id: '${ztc_vpc.a.id}',
          },
        },
        at: 'ztc_express_channel.x',
        message: 'same',
      },
    ],
    unknown: { never: 'ends are named by reference' },
    notApplicable: [
      {
        given: {
          ...A,
          'ztc_express_channel.x': {
            local_interface_id: '${ztc_router_interface.a.id}',
            peer_account_id: 'acct-2',
            peer_vpc_id: 'vpc-2',
          },
        },
      },
    ],
  },
});
