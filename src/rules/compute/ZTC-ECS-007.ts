import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ECS-007',
  on: ['ztc_instance'],
  reads: ['ztc_instance.family', 'ztc_instance.site'],
  scope: 'request',
  messages: {
    farFromQuotes: {
      en: 'the multicast host is at {site}, where no quotes are produced; they are at {allowed}',
      zh: '组播型主机位于 {site}，该站点与行情不同址；行情同址站点为 {allowed}',
    },
    other: { en: 'the host is not of the multicast family', zh: '该主机不是组播型' },
  },
  fix: {
    en: 'receive multicast at a site that is co-located with the quotes',
    zh: '将组播接收主机放到与行情同址的站点',
  },
  check(node, k) {
    if (node.string('family') !== 'multicast') return k.skip('other');
    const site = node.string('site');
    const allowed = k.catalog.sites().flatMap(({ code, quotesCoLocated }) => (quotesCoLocated ? [code] : []));
    if (!k.catalog.isSite(site) || allowed.includes(site)) return k.pass();
    return k.fail('farFromQuotes', { site, allowed }, { attribute: 'site', value: site, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.mc': { family: 'multicast', site: 'sh-nq' } } },
      { given: { 'ztc_instance.mc': { family: 'multicast', site: 'sh-jq' } } },
    ],
    fail: [
      {
        given: { 'ztc_instance.mc': { family: 'multicast', site: 'bj-aw' } },
        at: 'ztc_instance.mc',
        message: 'farFromQuotes',
      },
      {
        given: { 'ztc_instance.mc': { family: 'multicast', site: 'sh-wgq' } },
        at: 'ztc_instance.mc',
        message: 'farFromQuotes',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_instance.mc': { family: 'multicast', site: '${ztc_vswitch.a.site}' },
        },
        at: 'ztc_instance.mc',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.a': { family: 'general', site: 'bj-aw' } } }],
  },
});
