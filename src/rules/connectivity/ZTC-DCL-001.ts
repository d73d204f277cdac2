import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-DCL-001',
  on: ['ztc_dedicated_line', 'ztc_line_parameter_allocation'],
  reads: [
    'ztc_dedicated_line.site',
    'ztc_dedicated_line.carrier',
    'ztc_line_parameter_allocation.site',
    'ztc_line_parameter_allocation.carrier',
  ],
  scope: 'request',
  messages: {
    notThere: {
      en: 'lines of {carrier} do not end at {site}; {allowed} do',
      zh: '{site} 不接入 {carrier} 的专线，可选运营商为 {allowed}',
    },
    noSite: {
      en: 'the site is not one of the platform; the schema reports it',
      zh: '站点代码有误，由模式校验报告',
    },
    viaLine: { en: 'reported on the line that uses the allocation', zh: '由使用该分配的专线报告' },
  },
  fix: {
    en: 'take one of the carriers of the site, or another site',
    zh: '改选该站点接入的运营商，或改用其他站点',
  },
  check(node, k) {
    if (
      node.type === 'ztc_line_parameter_allocation' &&
      node.referrers('ztc_dedicated_line', 'allocation_id').known.length > 0
    ) {
      return k.skip('viaLine');
    }
    const site = node.string('site');
    if (!k.catalog.isSite(site)) return k.skip('noSite');
    const carrier = node.string('carrier') ?? '';
    const allowed = k.catalog.siteInfo(site).lineCarriers;
    if (allowed.some((other) => other === carrier)) return k.pass();
    return k.fail('notThere', { carrier, site, allowed }, { attribute: 'carrier', value: carrier, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_dedicated_line.a': { site: 'sh-wgq', carrier: 'mobile' } } },
      { given: { 'ztc_line_parameter_allocation.a': { site: 'bj-aw', carrier: 'unicom' } } },
    ],
    fail: [
      {
        given: { 'ztc_dedicated_line.a': { site: 'sh-nq', carrier: 'mobile' } },
        at: 'ztc_dedicated_line.a',
        message: 'notThere',
      },
      {
        given: { 'ztc_line_parameter_allocation.a': { site: 'bj-aw', carrier: 'mobile' } },
        at: 'ztc_line_parameter_allocation.a',
        message: 'notThere',
      },
      {
        given: {
          'ztc_line_parameter_allocation.a': { site: 'bj-aw', carrier: 'mobile' },
          'ztc_dedicated_line.a': {
            site: 'bj-aw',
            carrier: 'mobile',
            allocation_id: '${ztc_line_parameter_allocation.a.id}',
          },
        },
        at: 'ztc_dedicated_line.a',
        message: 'notThere',
      },
    ],
    unknown: { never: 'site and carrier of a line are given by the user' },
    notApplicable: [{ given: { 'ztc_dedicated_line.a': { site: 'moon', carrier: 'telecom' } } }],
  },
});
