import { isUnknown } from '../../graph/plain.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-REG-001',
  on: { having: 'site' },
  reads: [
    'ztc_availability.site',
    'ztc_dedicated_line.site',
    'ztc_disk.site',
    'ztc_eip.site',
    'ztc_instance.site',
    'ztc_instance_flavors.site',
    'ztc_line_parameter_allocation.site',
    'ztc_market_services.site',
    'ztc_vpc.site',
    'ztc_vpc_address_allocation.site',
    'ztc_vswitch.site',
    'ztc_zln_access.site',
  ],
  scope: 'request',
  messages: {
    noSite: {
      en: 'there is no site {value}; the sites are {allowed}',
      zh: '站点 {value} 不存在，可选 {allowed}',
    },
    notGiven: { en: 'no site is given here', zh: '此处未给出站点' },
    endPoint: {
      en: 'the place is an end point of transport; another rule reports it',
      zh: '该地点仅为传输端点，由其他规则报告',
    },
  },
  fix: { en: 'use the code of one of the four sites', zh: '改用四个站点之一的代码' },
  check(node, k) {
    const raw = node.node.values.site;
    // A site that the platform copies from elsewhere is judged there.
    if (isUnknown(raw) && raw.ref?.address === node.address) return k.skip('notGiven');
    const value = node.string('site');
    if (value === null) return k.skip('notGiven');
    const allowed = k.catalog.keys('sites');
    if (allowed.includes(value)) return k.pass();
    if (k.catalog.keys('transport_end_points').includes(value)) return k.skip('endPoint');
    return k.fail('noSite', { value, allowed }, { attribute: 'site', value, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { site: 'sh-jq' } } },
      { given: { 'ztc_vpc.a': { site: 'bj-aw' }, 'ztc_disk.d': { site: 'sh-wgq' } } },
    ],
    fail: [
      { given: { 'ztc_instance.a': { site: 'sz-nanshan' } }, at: 'ztc_instance.a', message: 'noSite' },
      { given: { 'ztc_eip.a': { site: 'SH-JQ' } }, at: 'ztc_eip.a', message: 'noSite' },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { site: '${ztc_service_request.r.assigned_values.site}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_vswitch.a': { cidr: '10.8.1.0/24' } } },
      { given: { 'ztc_disk.a': { site: 'dongguan' } } },
    ],
  },
});
