import { snatEntriesOf } from '../builders/internet.ts';
import { find } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-NAT-005',
  on: ['ztc_eip_association'],
  reads: [
    'ztc_eip_association.instance_id',
    'ztc_instance.vswitch_id',
    'ztc_instance.private_ip',
    'ztc_vswitch.vpc_id',
    'ztc_vswitch.cidr',
    'ztc_nat_gateway.vpc_id',
    'ztc_snat_entry.instance_id',
    'ztc_snat_entry.vswitch_id',
    'ztc_snat_entry.nat_gateway_id',
    'ztc_snat_entry.source_cidr',
  ],
  scope: 'design',
  messages: {
    twoWays: {
      en: '{host} gets an address of its own although the SNAT entry {entry} covers it already',
      zh: '{host} 已被 SNAT 条目 {entry} 覆盖，又绑定了自己的弹性公网IP',
    },
    noHost: { en: 'the address is bound to no host of this design', zh: '未绑定到本设计内的主机' },
  },
  fix: {
    en: 'drop the binding, or take the host out of the SNAT range, for example by a subnet of its own',
    zh: '取消该绑定，或将主机移出 SNAT 范围，例如置于单独的交换机',
  },
  check(node, k) {
    const host = node.isSet('instance_id') ? node.ref('instance_id') : null;
    if (host?.type !== 'ztc_instance') return k.skip('noHost');
    const entry = find(snatEntriesOf(host), () => true);
    if (!entry) return k.pass();
    return k.fail(
      'twoWays',
      { host: host.address, entry: entry.address },
      { attribute: 'instance_id', value: host.address, related: [host, entry] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_vswitch.web': { cidr: '10.8.1.0/24' },
          'ztc_vswitch.app': { cidr: '10.8.2.0/24' },
          'ztc_instance.web': { vswitch_id: '${ztc_vswitch.web.id}' },
          'ztc_eip_association.web': { instance_id: '${ztc_instance.web.id}' },
          'ztc_snat_entry.app': { vswitch_id: '${ztc_vswitch.app.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_vswitch.app': { cidr: '10.8.2.0/24' },
          'ztc_instance.app': { vswitch_id: '${ztc_vswitch.app.id}' },
          'ztc_eip_association.app': { instance_id: '${ztc_instance.app.id}' },
          'ztc_snat_entry.app': { vswitch_id: '${ztc_vswitch.app.id}' },
        },
        at: 'ztc_eip_association.app',
        message: 'twoWays',
      },
      {
        given: {
          'ztc_vpc.a': { cidr: '10.8.0.0/16' },
          'ztc_vswitch.app': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.2.0/24' },
          'ztc_instance.app': { vswitch_id: '${ztc_vswitch.app.id}' },
          'ztc_eip_association.app': { instance_id: '${ztc_instance.app.id}' },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_snat_entry.all': { nat_gateway_id: '${ztc_nat_gateway.a.id}', source_cidr: '10.8.0.0/16' },
        },
        at: 'ztc_eip_association.app',
        message: 'twoWays',
      },
    ],
    unknown: [
      {
        given: { 'ztc_eip_association.app': { instance_id: 'i-1' } },
        at: 'ztc_eip_association.app',
        because: 'object outside the graph: i-1',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip_association.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
      },
    ],
  },
});
