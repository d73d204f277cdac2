import { immutable } from '../builders/planned-change.ts';

export default immutable({
  id: 'ZTC-EXP-010',
  fixed: {
    ztc_express_channel: [
      'local_interface_id',
      'peer_interface_id',
      'peer_account_id',
      'peer_vpc_id',
      'local_vpc_id',
    ],
    ztc_router_interface: ['vpc_id', 'peer_vpc_id'],
  },
  fix: {
    en: 'plan a replacement: build interfaces and a channel for the other pair of networks, then remove the old ones',
    zh: '按重建处理：为新的一对专有网络建立接口与高速通道，再删除原有的',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_router_interface.a': { vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2' } },
        given: { 'ztc_router_interface.a': { vpc_id: 'vpc-1', peer_vpc_id: 'vpc-3' } },
      },
      {
        before: { 'ztc_router_interface.a': { vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2', role: 'initiator' } },
        given: { 'ztc_router_interface.a': { vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2', role: 'acceptor' } },
      },
    ],
    fail: [
      {
        before: { 'ztc_router_interface.a': { vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2' } },
        given: { 'ztc_router_interface.a': { vpc_id: 'vpc-1', peer_vpc_id: 'vpc-3' } },
        actions: { 'ztc_router_interface.a': ['update'] },
        at: 'ztc_router_interface.a',
        message: 'inPlace',
      },
      {
        before: {
          'ztc_express_channel.a': {
            local_interface_id: 'ri-1',
            peer_account_id: 'acct-2',
            peer_vpc_id: 'vpc-2',
          },
        },
        given: {
          'ztc_express_channel.a': {
            local_interface_id: 'ri-1',
            peer_account_id: 'acct-2',
            peer_vpc_id: 'vpc-3',
          },
        },
        actions: { 'ztc_express_channel.a': ['update'] },
        at: 'ztc_express_channel.a',
        message: 'inPlace',
      },
    ],
    unknown: [
      {
        before: { 'ztc_router_interface.a': { vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2' } },
        given: {
          'ztc_vpc.new': { site: 'sh-nq' },
          'ztc_router_interface.a': { vpc_id: 'vpc-1', peer_vpc_id: '${ztc_vpc.new.id}' },
        },
        actions: { 'ztc_router_interface.a': ['update'] },
        at: 'ztc_router_interface.a',
        because: 'ztc_vpc.new.id',
      },
    ],
  },
});
