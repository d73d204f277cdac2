import { channelsBetween, linksBetween, vpcOf } from '../builders/networks.ts';
import { union } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const APART = {
  'ztc_vpc.a': { site: 'sh-jq' },
  'ztc_vpc.b': { site: 'bj-aw' },
  'ztc_slb.web': { vpc_id: '${ztc_vpc.a.id}' },
  'ztc_slb_backend_group.web': { slb_id: '${ztc_slb.web.id}' },
  'ztc_vswitch.b': { vpc_id: '${ztc_vpc.b.id}' },
  'ztc_instance.b': { vswitch_id: '${ztc_vswitch.b.id}' },
  'ztc_slb_backend.b': {
    backend_group_id: '${ztc_slb_backend_group.web.id}',
    instance_id: '${ztc_instance.b.id}',
  },
};

export default defineRule({
  id: 'ZTC-SLB-008',
  on: ['ztc_slb_backend'],
  reads: [
    'ztc_slb_backend.instance_id',
    'ztc_slb_backend.backend_group_id',
    'ztc_slb_backend_group.slb_id',
    'ztc_slb.vpc_id',
    'ztc_instance.vswitch_id',
    'ztc_vswitch.vpc_id',
    'ztc_vpc.site',
    'ztc_express_channel.local_interface_id',
    'ztc_express_channel.peer_interface_id',
    'ztc_express_channel.peer_account_id',
    'ztc_express_channel.peer_vpc_id',
    'ztc_router_interface.vpc_id',
    'ztc_cross_site_link.vpc_a_id',
    'ztc_cross_site_link.vpc_b_id',
    'ztc_cross_site_link.site_a',
    'ztc_cross_site_link.site_b',
  ],
  scope: 'design',
  messages: {
    noPath: {
      en: '{host} is in {theirs}, the load balancer in {own}, and nothing joins the two networks',
      zh: '{host} 位于 {theirs}，负载均衡位于 {own}，两个专有网络之间没有连接',
    },
    nowhere: {
      en: 'the host or the load balancer is in no network of this design',
      zh: '主机或负载均衡不在本设计的专有网络内',
    },
  },
  fix: {
    en: 'join {own} and {theirs} by a ztc_express_channel in one city or a ztc_cross_site_link between cities, or use hosts of {own}',
    zh: '同城以 ztc_express_channel、异地以 ztc_cross_site_link 打通 {own} 与 {theirs}，或改用 {own} 内的主机',
  },
  check(node, k) {
    const host = node.ref('instance_id');
    const group = node.ref('backend_group_id');
    const slb = group?.ref('slb_id');
    const own = slb && vpcOf(slb);
    const theirs = host && vpcOf(host);
    if (!own || !theirs) return k.skip('nowhere');
    if (own.is(theirs)) return k.pass();
    if (!union(channelsBetween(own, theirs, k), linksBetween(own, theirs, k)).isEmpty()) return k.pass();
    return k.fail(
      'noPath',
      { host: host.address, theirs: theirs.address, own: own.address },
      { attribute: 'instance_id', value: host.address, related: [own, theirs] },
    );
  },
  examples: {
    pass: [
      {
        given: { ...APART, 'ztc_cross_site_link.ab': { site_a: 'sh-jq', site_b: 'bj-aw' } },
      },
    ],
    fail: [{ given: APART, at: 'ztc_slb_backend.b', message: 'noPath' }],
    unknown: [
      {
        given: {
          ...APART,
          'ztc_slb_backend.b': { backend_group_id: '${ztc_slb_backend_group.web.id}', instance_id: 'i-1' },
        },
        at: 'ztc_slb_backend.b',
        because: 'object outside the graph: i-1',
      },
    ],
    notApplicable: [
      { given: { 'ztc_instance.a': {}, 'ztc_slb_backend.a': { instance_id: '${ztc_instance.a.id}' } } },
    ],
  },
});
