import { find, precedes, siblings } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EIP-001',
  on: ['ztc_eip_association'],
  reads: ['ztc_eip_association.eip_id'],
  scope: 'request',
  messages: {
    second: {
      en: 'the address is bound by {other} already; it carries {max} binding at a time',
      zh: '该弹性公网IP 已由 {other} 绑定，同一时刻只能有 {max} 个绑定',
    },
  },
  fix: {
    en: 'use another elastic public IP, or let several hosts share one over a NAT gateway',
    zh: '改用另一个弹性公网IP，或经 NAT 网关由多台主机共享',
  },
  check(node, k) {
    const max = k.catalog.number('eip.instances_per_eip');
    const earlier = siblings(node, 'eip_id', k).filter((other) => precedes(other, node, k));
    if (!earlier.atLeast(max)) return k.pass();
    const other = find(earlier, () => true);
    if (!other) return k.pass();
    const target = node.isKnown('eip_id') ? node.string('eip_id') : (node.ref('eip_id')?.address ?? null);
    return k.fail(
      'second',
      { other: other.address, max },
      { attribute: 'eip_id', value: target, related: [other] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip.b': { site: 'sh-jq' },
          'ztc_instance.a': { site: 'sh-jq' },
          'ztc_eip_association.a': { eip_id: '${ztc_eip.a.id}', instance_id: '${ztc_instance.a.id}' },
          'ztc_eip_association.b': { eip_id: '${ztc_eip.b.id}', instance_id: '${ztc_instance.a.id}' },
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
        at: 'ztc_eip_association.b',
        message: 'second',
      },
      {
        given: {
          'ztc_eip_association.a': { eip_id: 'eip-1', instance_id: 'i-1' },
          'ztc_eip_association.b': { eip_id: 'eip-1', nat_gateway_id: 'nat-1' },
        },
        at: 'ztc_eip_association.b',
        message: 'second',
      },
      {
        before: { 'ztc_eip.a': { site: 'sh-jq' }, 'ztc_eip_association.z': { eip_id: 'id-of-ztc_eip.a' } },
        given: {
          'ztc_eip.a': { site: 'sh-jq' },
          'ztc_eip_association.z': { eip_id: 'id-of-ztc_eip.a' },
          'ztc_eip_association.b': { eip_id: '${ztc_eip.a.id}', instance_id: 'i-1' },
        },
        at: 'ztc_eip_association.b',
        message: 'second',
      },
    ],
    unknown: { never: 'a binding whose address is not known is compared with none' },
  },
});
