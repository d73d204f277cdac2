import { immutable } from '../builders/planned-change.ts';

export default immutable({
  id: 'ZTC-EIP-015',
  fixed: { ztc_eip: ['site'] },
  fix: {
    en: 'plan a replacement: apply for an address at the other site, open its policy there, then release the old one',
    zh: '按重建处理：在新站点另行申请弹性公网IP 并开通策略，再释放原有的',
  },
  examples: {
    pass: [
      {
        before: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 } },
        given: { 'ztc_eip.a': { site: 'sh-nq', bandwidth_mbps: 50 } },
      },
      {
        before: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 } },
        given: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 80 } },
      },
    ],
    fail: [
      {
        before: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 } },
        given: { 'ztc_eip.a': { site: 'sh-nq', bandwidth_mbps: 50 } },
        actions: { 'ztc_eip.a': ['update'] },
        at: 'ztc_eip.a',
        message: 'inPlace',
      },
    ],
    unknown: [
      {
        before: { 'ztc_eip.a': { site: 'sh-jq', bandwidth_mbps: 50 } },
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_eip.a': { site: '${ztc_service_request.r.completed_at}', bandwidth_mbps: 80 },
        },
        actions: { 'ztc_eip.a': ['update'] },
        at: 'ztc_eip.a',
        because: 'ztc_service_request.r.completed_at',
      },
    ],
  },
});
