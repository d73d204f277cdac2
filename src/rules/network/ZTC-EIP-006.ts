import { targetKey } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EIP-006',
  on: ['ztc_eip'],
  reads: ['ztc_eip_association.eip_id', 'ztc_eip_association.instance_id'],
  scope: 'design',
  messages: {
    shared: {
      en: 'the address is bound to several hosts ({hosts}); they can share it over a NAT gateway only',
      zh: '该弹性公网IP 被绑定到多台主机（{hosts}），多台主机共享须经 NAT 网关',
    },
  },
  fix: {
    en: 'bind the address to a ztc_nat_gateway and cover the hosts by ztc_snat_entry, or give each host its own address',
    zh: '将该弹性公网IP 绑定到 ztc_nat_gateway，并以 ztc_snat_entry 覆盖各主机；或为每台主机单独申请',
  },
  check(node, k) {
    const bindings = node
      .referrers('ztc_eip_association', 'eip_id')
      .filter((binding) => binding.isSet('instance_id'));
    const hosts = [...new Set(bindings.map((binding) => targetKey(binding, 'instance_id') ?? '').known)];
    if (hosts.length < 2) return k.pass();
    return k.fail(
      'shared',
      { hosts: hosts.toSorted() },
      { value: hosts.toSorted(), related: bindings.known },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_nat_gateway.a': {},
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', nat_gateway_id: '${ztc_nat_gateway.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_instance.b': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', instance_id: '${ztc_instance.a.id}' },
          'ztc_eip_association.b': { eip_id: '${ztc_eip.a.id}', instance_id: '${ztc_instance.b.id}' },
        },
        at: 'ztc_eip.a',
        message: 'shared',
      },
    ],
    unknown: { never: 'only hosts that are certainly bound count' },
  },
});
