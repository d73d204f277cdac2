import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-REG-005',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.topology', 'ztc_design_profile.sites'],
  scope: 'design',
  messages: {
    tooFew: {
      en: 'two cities and three centres mean two Shanghai sites and the Beijing site; the design has {sites}',
      zh: '两地三中心须包含上海两个站点和北京站点，而设计使用 {sites}',
    },
    other: { en: 'the topology is another one', zh: '采用其他架构' },
  },
  fix: {
    en: 'list two different Shanghai sites and bj-aw in sites',
    zh: '在 sites 中列出上海的两个不同站点和 bj-aw',
  },
  check(node, k) {
    if (node.string('topology') !== 'two_city_three_centre') return k.skip('other');
    const listed = node.strings('sites');
    const inRegion = (code: string) =>
      k.catalog.sites().filter((site) => site.region === code && listed.known.includes(site.code)).length;
    // One region has several sites and gives two of the centres, the other one gives the third.
    const enough = k.catalog.keys('regions').every((region) => {
      const there = k.catalog.sites().filter((site) => site.region === region).length;
      return inRegion(region) >= Math.min(there, 2);
    });
    if (enough) return k.pass();
    const sites = listed.all();
    return k.fail(
      'tooFew',
      { sites },
      { attribute: 'sites', value: sites, allowed: k.catalog.keys('sites') },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { topology: 'two_city_three_centre', sites: ['sh-jq', 'sh-nq', 'bj-aw'] },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            topology: 'two_city_three_centre',
            sites: ['bj-aw', 'sh-wgq', 'sh-nq', 'sh-jq'],
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { topology: 'two_city_three_centre', sites: ['sh-jq', 'bj-aw'] } },
        at: 'ztc_design_profile.p',
        message: 'tooFew',
      },
      {
        given: {
          'ztc_design_profile.p': { topology: 'two_city_three_centre', sites: ['sh-jq', 'sh-nq', 'sh-wgq'] },
        },
        at: 'ztc_design_profile.p',
        message: 'tooFew',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': {
            topology: 'two_city_three_centre',
            sites: ['sh-jq', 'bj-aw', '${ztc_vswitch.a.site}'],
          },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { topology: 'remote_dr', sites: ['sh-jq', 'bj-aw'] } } },
    ],
  },
});
