import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-EIP-008',
  on: ['ztc_eip'],
  reads: ['ztc_eip.bandwidth_mbps'],
  scope: 'request',
  messages: {
    unset: {
      en: 'no bandwidth is chosen for the address',
      zh: '未为该弹性公网IP 选择带宽',
    },
    notPositive: {
      en: 'a bandwidth of {value} Mbps cannot be ordered; it has to be more than zero',
      zh: '带宽 {value} Mbps 无效，须大于零',
    },
  },
  fix: { en: 'set bandwidth_mbps to the bandwidth that is needed', zh: '将 bandwidth_mbps 设为所需带宽' },
  check(node, k) {
    const value = node.get('bandwidth_mbps');
    if (value === null) return k.fail('unset', {}, { attribute: 'bandwidth_mbps' });
    if (typeof value !== 'number' || value > 0) return k.pass();
    return k.fail('notPositive', { value }, { attribute: 'bandwidth_mbps', value, allowed: '> 0' });
  },
  examples: {
    pass: [{ given: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 } } }],
    fail: [
      { given: { 'ztc_eip.a': { site: 'sh-jq' } }, at: 'ztc_eip.a', message: 'unset' },
      {
        given: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 0 } },
        at: 'ztc_eip.a',
        message: 'notPositive',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: '${ztc_service_request.r.assigned_values}' },
        },
        at: 'ztc_eip.a',
        because: 'ztc_service_request.r.assigned_values',
      },
    ],
  },
});
