import { inPlace } from '../builders/planned-change.ts';

export default inPlace({
  id: 'ZTC-EIP-009',
  type: 'ztc_eip',
  changeable: ['bandwidth_mbps'],
  fixed: ['site'],
  fix: {
    en: 'let the plan update the address in place; bindings and policies stay as they are',
    zh: '按原地更新执行，绑定与互联网策略均不受影响',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 } },
        given: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 100 } },
      },
      {
        before: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 } },
        given: { 'ztc_eip.a': { site: 'sh-nq', bandwidth_mbps: 100 } },
      },
    ],
    fail: [
      {
        before: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 } },
        given: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 100 } },
        actions: { 'ztc_eip.a': ['delete', 'create'] },
        at: 'ztc_eip.a',
        message: 'replaced',
      },
    ],
    unknown: [
      {
        before: {
          'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 },
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
        },
        given: {
          'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: '${ztc_service_request.r.assigned_values}' },
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-2' },
        },
        actions: { 'ztc_eip.a': ['delete', 'create'] },
        at: 'ztc_eip.a',
        because: 'ztc_service_request.r.assigned_values',
      },
    ],
  },
});
