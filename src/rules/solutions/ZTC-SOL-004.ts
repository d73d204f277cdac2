import { internetSites } from '../builders/places.ts';
import type { AnyKit } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';
import { attempt } from '../kit/unknown-read.ts';

/** The sites with internet service of a city that has two of them. */
function pairable(k: AnyKit): readonly string[] {
  const city = (site: string) => k.catalog.get(`transport_end_points.${site}.city`);
  const sites = internetSites(k.catalog);
  return sites.filter((site) => sites.some((other) => other !== site && city(other) === city(site)));
}

/** The internet entries that stand at one of the sites. */
function entriesAt(sites: readonly string[], k: AnyKit): readonly RuleNode[] {
  return ['ztc_eip', 'ztc_nat_gateway'].flatMap((type) =>
    k.all(type).known.filter((entry) => attempt(() => sites.includes(entry.site() ?? '')) === true),
  );
}

export default defineRule({
  id: 'ZTC-SOL-004',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.scenario',
    'ztc_design_profile.topology',
    'ztc_design_profile.sites',
    'ztc_eip.site',
    'ztc_nat_gateway.site',
    'ztc_nat_gateway.vpc_id',
    'ztc_vpc.site',
  ],
  scope: 'request',
  messages: {
    excluded: {
      en: 'an internet-finance system cannot be active at {sites}; both of its sites have to be among {allowed}',
      zh: '互金系统不能以 {sites} 作为双活站点，两个站点均须属于 {allowed}',
    },
    notTwo: {
      en: 'an active-active design uses two sites, this one uses {sites}',
      zh: '双活设计应使用两个站点，当前为 {sites}',
    },
    otherDesign: {
      en: 'the design is not an active-active internet-finance system',
      zh: '该设计不是互金同城双活',
    },
  },
  fix: {
    en: 'use exactly the sites of the city that have internet service',
    zh: '恰好使用同城内提供互联网服务的两个站点',
  },
  check(node, k) {
    const isMeant =
      node.string('scenario') === 'internet_finance' && node.string('topology') === 'same_city_active_active';
    if (!isMeant) return k.skip('otherDesign');
    const allowed = pairable(k);
    const sites = node.strings('sites').filter((site) => k.catalog.isSite(site));
    const excluded = [...new Set(sites.known.filter((site) => !allowed.includes(site)))];
    if (excluded.length > 0) {
      const related = entriesAt(excluded, k);
      return k.fail(
        'excluded',
        { sites: excluded, allowed },
        { attribute: 'sites', value: sites.known, allowed, related },
      );
    }
    const used = [...new Set(sites.all())];
    if (used.length === 2 || node.strings('sites').known.length > sites.known.length) return k.pass();
    return k.fail('notTwo', { sites: used }, { attribute: 'sites', value: used, allowed });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            topology: 'same_city_active_active',
            sites: ['sh-jq', 'sh-nq'],
          },
        },
      },
    ],
    fail: [
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            topology: 'same_city_active_active',
            sites: ['sh-jq', 'sh-wgq'],
          },
          'ztc_eip.a': { site: 'sh-wgq' },
          'ztc_eip.b': { site: 'sh-jq' },
        },
        at: 'ztc_design_profile.p',
        message: 'excluded',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            topology: 'same_city_active_active',
            sites: ['sh-jq', 'sh-nq', 'bj-aw'],
          },
        },
        at: 'ztc_design_profile.p',
        message: 'excluded',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            topology: 'same_city_active_active',
            sites: ['sh-jq'],
          },
        },
        at: 'ztc_design_profile.p',
        message: 'notTwo',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': {
            scenario: 'internet_finance',
            topology: 'same_city_active_active',
            sites: ['sh-jq', '${ztc_vswitch.a.site}'],
          },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { scenario: 'internet_finance', sites: ['sh-jq'] } } },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'other',
            topology: 'same_city_active_active',
            sites: ['sh-jq', 'sh-wgq'],
          },
        },
      },
    ],
  },
});
