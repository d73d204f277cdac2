import { immutable } from '../builders/planned-change.ts';

const line = { site: 'sh-jq', carrier: 'telecom', application_mode: 'self' };

export default immutable({
  id: 'ZTC-DCL-010',
  fixed: { ztc_dedicated_line: ['site', 'carrier', 'application_mode'] },
  fix: {
    en: 'replace the line, with a new ztc_line_parameter_allocation for the new site or carrier',
    zh: '重建专线，并为新的站点或运营商重新申请 ztc_line_parameter_allocation',
  },
  examples: {
    pass: [
      {
        given: { 'ztc_dedicated_line.a': { ...line, carrier: 'unicom' } },
        before: { 'ztc_dedicated_line.a': line },
      },
      {
        given: { 'ztc_dedicated_line.a': { ...line, bandwidth_mbps: 10 } },
        before: { 'ztc_dedicated_line.a': line },
      },
    ],
    fail: [
      {
        given: { 'ztc_dedicated_line.a': { ...line, carrier: 'unicom' } },
        before: { 'ztc_dedicated_line.a': line },
        actions: { 'ztc_dedicated_line.a': ['update'] },
        at: 'ztc_dedicated_line.a',
        message: 'inPlace',
      },
    ],
    unknown: { never: 'site, carrier and mode are given by the user' },
  },
});
