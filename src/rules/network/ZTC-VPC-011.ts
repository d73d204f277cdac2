import { vpcOf } from '../builders/networks.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-VPC-011',
  on: { having: 'vswitch_id' },
  reads: [
    'ztc_instance.vswitch_id',
    'ztc_instance.site',
    'ztc_slb.vswitch_id',
    'ztc_slb.vpc_id',
    'ztc_slb.site',
    'ztc_vswitch.vpc_id',
    'ztc_vpc.site',
  ],
  scope: 'request',
  messages: {
    elsewhere: {
      en: 'placed at {site}, but its subnet is part of {vpc} at {place}',
      zh: '资源位于 {site}，而其交换机属于 {place} 的专有网络 {vpc}',
    },
    noSubnet: { en: 'not placed in a subnet', zh: '未置于交换机内' },
  },
  fix: {
    en: 'use a subnet of a network at {site}, or place the object at {place}',
    zh: '改用 {site} 专有网络的交换机，或将资源置于 {place}',
  },
  check(node, k) {
    // What a SNAT entry names is a source, not a place; ZTC-NAT-006 judges it.
    if (node.type === 'ztc_snat_entry' || !node.isSet('vswitch_id')) return k.skip('noSubnet');
    const vswitch = node.ref('vswitch_id');
    const vpc = vswitch && vpcOf(vswitch);
    if (!vpc) return k.skip('noSubnet');
    const site = node.site();
    const place = vpc.site();
    if (site === null || place === null || site === place) return k.pass();
    const attribute = node.isSet('site') ? 'site' : 'vswitch_id';
    return k.fail(
      'elsewhere',
      { site, vpc: vpc.address, place },
      { attribute, value: site, allowed: place, related: [vpc] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_instance.a': { site: 'sh-jq', vswitch_id: '${ztc_vswitch.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_instance.a': { site: 'sh-nq', vswitch_id: '${ztc_vswitch.a.id}' },
        },
        at: 'ztc_instance.a',
        message: 'elsewhere',
      },
      {
        given: {
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_vpc.b': { site: 'bj-aw' },
          'ztc_vswitch.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_slb.a': { vpc_id: '${ztc_vpc.b.id}', vswitch_id: '${ztc_vswitch.a.id}' },
        },
        at: 'ztc_slb.a',
        message: 'elsewhere',
      },
    ],
    unknown: [
      {
        given: { 'ztc_instance.a': { site: 'sh-nq', vswitch_id: 'vsw-1' } },
        at: 'ztc_instance.a',
        because: 'object outside the graph: vsw-1',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_vswitch.a': { cidr: '10.8.1.0/24' },
          'ztc_snat_entry.a': { vswitch_id: '${ztc_vswitch.a.id}' },
        },
      },
    ],
  },
});
