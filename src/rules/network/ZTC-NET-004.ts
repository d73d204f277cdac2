import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-NET-004',
  types: ['ztc_eip'],
  attribute: 'line_type',
  allowed: (catalog) => [String(catalog.get('internet.line'))],
  what: { en: 'line type', zh: '线路类型' },
  fix: {
    en: 'use the three-carrier line, or leave the attribute out; a single carrier cannot be ordered',
    zh: '使用三线 BGP 线路或不填该属性，不可指定单一运营商',
  },
  examples: {
    pass: [
      { given: { 'ztc_eip.a': { site: 'sh-jq', line_type: 'bgp' } } },
      { given: { 'ztc_eip.a': { site: 'sh-jq', line_type: null } } },
    ],
    fail: [
      { given: { 'ztc_eip.a': { site: 'sh-jq', line_type: 'telecom' } }, at: 'ztc_eip.a', message: 'other' },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.a': { kind: 'other', subject_id: 'acct-1' },
          'ztc_eip.a': { line_type: '${ztc_service_request.a.assigned_values}' },
        },
        at: 'ztc_eip.a',
        because: 'ztc_service_request.a.assigned_values',
      },
    ],
  },
});
