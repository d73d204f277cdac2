import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-VPC-009',
  on: ['ztc_instance', 'ztc_slb', 'ztc_nas_mount_target'],
  reads: ['ztc_instance.vswitch_id', 'ztc_slb.network_type'],
  scope: 'request',
  messages: {
    otherNetwork: {
      en: 'the network type {value} does not exist; every site offers {allowed} only',
      zh: '不存在网络类型 {value}，各站点仅提供 {allowed}',
    },
    noSubnet: {
      en: 'the host has no subnet, and there is no classic network it could be in',
      zh: '主机未指定交换机，而平台没有经典网络',
    },
  },
  fix: {
    en: 'place the object in a subnet of a virtual private cloud: vswitch_id of a ztc_vswitch, network_type vpc or left out',
    zh: '将资源置于专有网络的交换机内：指定 ztc_vswitch 的 vswitch_id，network_type 为 vpc 或不填',
  },
  check(node, k) {
    const value = node.type === 'ztc_instance' ? null : node.string('network_type');
    const allowed = k.catalog.keys('slb.network_types');
    if (value !== null && !allowed.includes(value)) {
      return k.fail('otherNetwork', { value, allowed }, { attribute: 'network_type', value, allowed });
    }
    if (node.type !== 'ztc_instance' || node.isSet('vswitch_id')) return k.pass();
    return k.fail('noSubnet', {}, { attribute: 'vswitch_id' });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vswitch.app': { cidr: '10.8.1.0/24' },
          'ztc_instance.app': { vswitch_id: '${ztc_vswitch.app.id}' },
          'ztc_slb.app': {},
        },
      },
    ],
    fail: [
      { given: { 'ztc_instance.app': { vswitch_id: null } }, at: 'ztc_instance.app', message: 'noSubnet' },
      { given: { 'ztc_slb.app': { network_type: 'classic' } }, at: 'ztc_slb.app', message: 'otherNetwork' },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_slb.app': { network_type: '${ztc_service_request.r.completed_at}' },
        },
        at: 'ztc_slb.app',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
