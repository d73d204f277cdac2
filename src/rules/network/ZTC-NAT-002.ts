import { find, targetKey } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-NAT-002',
  on: ['ztc_snat_entry', 'ztc_dnat_entry'],
  reads: [
    'ztc_snat_entry.eip_id',
    'ztc_snat_entry.nat_gateway_id',
    'ztc_dnat_entry.eip_id',
    'ztc_dnat_entry.nat_gateway_id',
    'ztc_eip_association.eip_id',
    'ztc_eip_association.nat_gateway_id',
    'ztc_eip_association.instance_id',
  ],
  scope: 'design',
  messages: {
    unbound: {
      en: 'the address {eip} is not bound to the gateway {gateway} of this entry',
      zh: '弹性公网IP {eip} 未绑定到该条目所属的 NAT 网关 {gateway}',
    },
    elsewhere: {
      en: 'the address {eip} is bound by {binding} to something else than the gateway {gateway} of this entry',
      zh: '弹性公网IP {eip} 由 {binding} 绑定在其他对象上，而非该条目所属的 NAT 网关 {gateway}',
    },
    incomplete: {
      en: 'the entry names no gateway or address; the schema reports it',
      zh: '条目未指定网关或弹性公网IP，由模式校验报告',
    },
  },
  fix: {
    en: 'add a ztc_eip_association of the address with this gateway, or use an address that is bound to it',
    zh: '增加该弹性公网IP 与此网关的 ztc_eip_association，或改用已绑定到此网关的弹性公网IP',
  },
  check(node, k) {
    const eip = node.ref('eip_id');
    const gateway = targetKey(node, 'nat_gateway_id');
    if (!eip || gateway === null) return k.skip('incomplete');
    const bindings = eip.referrers('ztc_eip_association', 'eip_id');
    if (find(bindings, (binding) => targetKey(binding, 'nat_gateway_id') === gateway)) return k.pass();
    const binding = bindings.known[0];
    const details = { attribute: 'eip_id', value: eip.address };
    if (!binding) return k.fail('unbound', { eip: eip.address, gateway }, { ...details, related: [eip] });
    return k.fail(
      'elsewhere',
      { eip: eip.address, binding: binding.address, gateway },
      { ...details, related: [eip, binding] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.in': { site: 'sh-jq' },
          'ztc_eip_association.in': { eip_id: '${ztc_eip.in.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
          'ztc_dnat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.in.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_instance.web': {},
          'ztc_eip.z': { site: 'sh-jq' },
          'ztc_eip_association.z': { eip_id: '${ztc_eip.z.id}', instance_id: '${ztc_instance.web.id}' },
          'ztc_dnat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.z.id}' },
        },
        at: 'ztc_dnat_entry.a',
        message: 'elsewhere',
      },
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_eip.out': { site: 'sh-jq' },
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: '${ztc_eip.out.id}' },
        },
        at: 'ztc_snat_entry.a',
        message: 'unbound',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_nat_gateway.a': {},
          'ztc_snat_entry.a': { nat_gateway_id: '${ztc_nat_gateway.a.id}', eip_id: 'eip-1' },
        },
        at: 'ztc_snat_entry.a',
        because: 'object outside the graph: eip-1',
      },
    ],
    notApplicable: [{ given: { 'ztc_snat_entry.a': { name: 'out' } } }],
  },
});
