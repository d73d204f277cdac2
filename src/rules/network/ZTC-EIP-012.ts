import { union } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EIP-012',
  on: ['ztc_eip'],
  reads: ['ztc_eip_association.eip_id', 'ztc_snat_entry.eip_id', 'ztc_dnat_entry.eip_id'],
  scope: 'design',
  messages: {
    idle: {
      en: 'the address is bound to nothing and used by no SNAT or DNAT entry, yet it is paid for',
      zh: '该弹性公网IP 未绑定资源，也未用于 SNAT 或 DNAT 条目，仍会计费',
    },
  },
  fix: { en: 'bind the address, or release it', zh: '绑定该弹性公网IP，或将其释放' },
  check(node, k) {
    const uses = union(
      node.referrers('ztc_eip_association', 'eip_id'),
      node.referrers('ztc_snat_entry', 'eip_id'),
      node.referrers('ztc_dnat_entry', 'eip_id'),
      node.referrers('ztc_vpn_gateway', 'eip_id'),
    );
    return uses.isEmpty() ? k.fail('idle', {}) : k.pass();
  },
  examples: {
    pass: [
      { given: { 'ztc_eip.a': { site: 'sh-jq' }, 'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}' } } },
      { given: { 'ztc_eip.a': { site: 'sh-jq' }, 'ztc_dnat_entry.a': { eip_id: '${ztc_eip.a.id}' } } },
    ],
    fail: [
      {
        given: {
          'ztc_eip.spare': { site: 'sh-jq' },
          'ztc_internet_access_policy.spare': { eip_id: '${ztc_eip.spare.id}' },
        },
        at: 'ztc_eip.spare',
        message: 'idle',
      },
    ],
    unknown: { never: 'every use in the design names its address by reference' },
  },
});
