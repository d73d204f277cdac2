import { hostsBehind } from '../builders/internet.ts';
import { distinct, total } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

const SHARED = {
  'ztc_eip.out': { site: 'sh-jq', bandwidth_mbps: 50 },
  'ztc_vswitch.app': { cidr: '10.8.1.0/24' },
  'ztc_snat_entry.app': { eip_id: '${ztc_eip.out.id}', vswitch_id: '${ztc_vswitch.app.id}' },
  'ztc_instance.one': { vswitch_id: '${ztc_vswitch.app.id}', required_egress_mbps: 20 },
};

export default defineRule({
  id: 'ZTC-NAT-010',
  on: ['ztc_eip'],
  reads: [
    'ztc_eip.bandwidth_mbps',
    'ztc_snat_entry.eip_id',
    'ztc_snat_entry.instance_id',
    'ztc_snat_entry.vswitch_id',
    'ztc_snat_entry.source_cidr',
    'ztc_snat_entry.nat_gateway_id',
    'ztc_nat_gateway.vpc_id',
    'ztc_vswitch.vpc_id',
    'ztc_vswitch.cidr',
    'ztc_instance.vswitch_id',
    'ztc_instance.private_ip',
    'ztc_instance.required_egress_mbps',
  ],
  scope: 'design',
  messages: {
    tooNarrow: {
      en: 'the hosts that share the address need {sum} Mbps, but it has {bandwidth} Mbps',
      zh: '共享该弹性公网IP 的主机共需 {sum} Mbps，而其带宽为 {bandwidth} Mbps',
    },
    noHosts: { en: 'no host shares the address over a gateway', zh: '没有主机经网关共享该弹性公网IP' },
  },
  fix: {
    en: 'raise bandwidth_mbps to at least {sum}, or spread the hosts over several addresses',
    zh: '将 bandwidth_mbps 提高到至少 {sum}，或将主机分散到多个弹性公网IP',
  },
  check(node, k) {
    const hosts = distinct(node.referrers('ztc_snat_entry', 'eip_id').flatMap(hostsBehind));
    const { sum, rest } = total(hosts, (host) => host.number('required_egress_mbps') ?? 0);
    if (hosts.known.length === 0 && hosts.isEmpty()) return k.skip('noHosts');
    const bandwidth = node.number('bandwidth_mbps');
    if (bandwidth === null) return k.skip('noHosts');
    if (sum > bandwidth) {
      return k.fail(
        'tooNarrow',
        { sum, bandwidth },
        { attribute: 'bandwidth_mbps', value: bandwidth, allowed: `>= ${sum}`, related: hosts.known },
      );
    }
    rest.isEmpty();
    return k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          ...SHARED,
          'ztc_instance.two': { vswitch_id: '${ztc_vswitch.app.id}', required_egress_mbps: 30 },
        },
      },
    ],
    fail: [
      {
        given: {
          ...SHARED,
          'ztc_instance.two': { vswitch_id: '${ztc_vswitch.app.id}', required_egress_mbps: 31 },
        },
        at: 'ztc_eip.out',
        message: 'tooNarrow',
      },
      {
        given: {
          ...SHARED,
          'ztc_instance.two': { required_egress_mbps: 40 },
          'ztc_snat_entry.two': { eip_id: '${ztc_eip.out.id}', instance_id: '${ztc_instance.two.id}' },
        },
        at: 'ztc_eip.out',
        message: 'tooNarrow',
      },
    ],
    unknown: [
      {
        given: {
          ...SHARED,
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_instance.two': {
            vswitch_id: '${ztc_vswitch.app.id}',
            required_egress_mbps: '${ztc_service_request.r.assigned_values}',
          },
        },
        at: 'ztc_eip.out',
        because: 'ztc_service_request.r.assigned_values',
      },
    ],
    notApplicable: [{ given: { 'ztc_eip.in': { site: 'sh-jq', bandwidth_mbps: 50 } } }],
  },
});
