import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-XST-001',
  types: ['ztc_cross_site_link'],
  attribute: 'bandwidth_mbps',
  allowed: (catalog) => catalog.enum('cross_site_bandwidth_mbps'),
  what: { en: 'bandwidth', zh: '带宽' },
  fix: {
    en: 'choose the tier in Mbps that is next above what is needed',
    zh: '按所需带宽向上选取最接近的一档（Mbps）',
  },
  examples: {
    pass: [{ given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 50 } } }],
    fail: [
      {
        given: { 'ztc_cross_site_link.a': { site_a: 'sh-jq', site_b: 'bj-aw', bandwidth_mbps: 30 } },
        at: 'ztc_cross_site_link.a',
        message: 'other',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_cross_site_link.a': { bandwidth_mbps: '${ztc_service_request.r.assigned_values}' },
        },
        at: 'ztc_cross_site_link.a',
        because: 'ztc_service_request.r.assigned_values',
      },
    ],
  },
});
