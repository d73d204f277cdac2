import { bindingsOf, dnatEntriesTo, snatEntriesOf } from '../builders/internet.ts';
import { collect, union } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EIP-007',
  on: ['ztc_nat_gateway', 'ztc_instance'],
  reads: [
    'ztc_eip_association.nat_gateway_id',
    'ztc_eip_association.instance_id',
    'ztc_snat_entry.nat_gateway_id',
    'ztc_snat_entry.instance_id',
    'ztc_snat_entry.vswitch_id',
    'ztc_snat_entry.source_cidr',
    'ztc_dnat_entry.nat_gateway_id',
    'ztc_dnat_entry.target_id',
    'ztc_nat_gateway.vpc_id',
    'ztc_instance.internet.inbound',
    'ztc_instance.internet.outbound',
    'ztc_instance.vswitch_id',
    'ztc_instance.private_ip',
    'ztc_vswitch.vpc_id',
    'ztc_vswitch.cidr',
    'ztc_slb_backend.instance_id',
    'ztc_slb_backend.backend_group_id',
    'ztc_slb_backend_group.slb_id',
  ],
  scope: 'design',
  messages: {
    gateway: {
      en: 'the gateway has entries to translate but no elastic public IP is bound to it',
      zh: '该 NAT 网关配置了转换条目，但未绑定弹性公网IP',
    },
    inbound: {
      en: 'the host is to be reached from the internet, but no elastic public IP leads to it',
      zh: '主机需对互联网提供服务，但没有弹性公网IP 通向该主机',
    },
    outbound: {
      en: 'the host is to go out to the internet, but no elastic public IP serves it',
      zh: '主机需访问互联网，但没有弹性公网IP 可用',
    },
    inside: { en: 'no internet is asked for', zh: '未使用互联网' },
  },
  fix: {
    en: 'apply for a ztc_eip at the site and bind it by a ztc_eip_association to the host or to the gateway that serves it',
    zh: '在该站点申请 ztc_eip，并以 ztc_eip_association 绑定到该主机或为其服务的 NAT 网关',
  },
  check(node, k) {
    if (node.type === 'ztc_nat_gateway') {
      if (entriesOf(node).isEmpty()) return k.skip('inside');
      return bindingsOf(node).isEmpty() ? k.fail('gateway', {}) : k.pass();
    }
    const inbound = node.flag('internet.inbound');
    const outbound = node.flag('internet.outbound');
    if (!inbound && !outbound) return k.skip('inside');
    if (bindingsOf(node).known.length > 0) return k.pass();
    const fails = collect([
      () => {
        if (!inbound || !union(bindingsOf(node), dnatEntriesTo(node)).isEmpty()) return null;
        return k.fail('inbound', {}, { attribute: 'internet.inbound', value: true });
      },
      () => {
        if (!outbound || !union(bindingsOf(node), snatEntriesOf(node)).isEmpty()) return null;
        return k.fail('outbound', {}, { attribute: 'internet.outbound', value: true });
      },
    ]);
    return fails[0] ?? k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
      },
      {
        given: {
          'ztc_instance.web': { internet: { inbound: true } },
          'ztc_slb.web': {},
          'ztc_slb_backend_group.web': { slb_id: '${ztc_slb.web.id}' },
          'ztc_slb_backend.web': {
            backend_group_id: '${ztc_slb_backend_group.web.id}',
            instance_id: '${ztc_instance.web.id}',
          },
          'ztc_dnat_entry.web': { target_id: '${ztc_slb.web.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_dnat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
        at: 'ztc_nat_gateway.a',
        message: 'gateway',
      },
      {
        given: { 'ztc_instance.web': { internet: { inbound: true } } },
        at: 'ztc_instance.web',
        message: 'inbound',
      },
      {
        given: {
          'ztc_instance.app': { internet: { outbound: true } },
          'ztc_dnat_entry.app': { target_id: '${ztc_instance.app.id}' },
        },
        at: 'ztc_instance.app',
        message: 'outbound',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vpc.a': { cidr: '10.8.0.0/16' },
          'ztc_vswitch.app': { vpc_id: '${ztc_vpc.a.id}', cidr: '10.8.1.0/24' },
          'ztc_instance.app': { vswitch_id: '${ztc_vswitch.app.id}', internet: { outbound: true } },
          'ztc_nat_gateway.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', source_cidr: '10.8.1.0/25' },
          'ztc_eip_association.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
        at: 'ztc_instance.app',
        because: 'ztc_instance.app.private_ip',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.db': {}, 'ztc_nat_gateway.idle': {} } }],
  },
});

function entriesOf(gateway: RuleNode) {
  return union(
    gateway.referrers('ztc_snat_entry', 'nat_gateway_id'),
    gateway.referrers('ztc_dnat_entry', 'nat_gateway_id'),
  );
}
