import type { AnyKit } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** Whether a topology keeps both sides in one city. */
function isSameCity(topology: string | null, k: AnyKit): boolean {
  if (topology === null || k.catalog.get(`topologies.${topology}`) === undefined) return false;
  const row = (field: string) => k.catalog.number(`topologies.${topology}.${field}`);
  return row('cities') === 1 && row('sites') > 1;
}

/** What one side may be: the site that is named, or any that the design uses; null for a place outside the cloud. */
function side(node: RuleNode, attribute: 'primary' | 'recovery', k: AnyKit): readonly string[] | null {
  const named = node.string(attribute);
  if (named === null) return node.strings('sites').all();
  return k.catalog.isSite(named) ? [named] : null;
}

export default defineRule({
  id: 'ZTC-REG-004',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.topology',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
  ],
  scope: 'design',
  messages: {
    noPair: {
      en: 'topology {topology} needs two different cloud sites of one city; the design has {sites}. Only these share a city: {allowed}',
      zh: '架构 {topology} 需要同城的两个不同站点，而设计使用 {sites}；同城站点只有 {allowed}',
    },
    other: { en: 'the topology does not keep both sides in one city', zh: '该架构不要求同城' },
    outside: { en: 'one side lies outside the cloud', zh: '其中一侧位于云外' },
  },
  fix: {
    en: 'use two of the Shanghai sites, or another topology',
    zh: '选用上海的两个站点，或更换部署架构',
  },
  check(node, k) {
    const topology = node.string('topology');
    if (topology === null || !isSameCity(topology, k)) return k.skip('other');
    const primary = side(node, 'primary', k);
    const recovery = side(node, 'recovery', k);
    if (!primary || !recovery) return k.skip('outside');
    const region = (site: string) => (k.catalog.isSite(site) ? k.catalog.regionOf(site) : null);
    const pair = primary.some((a) =>
      recovery.some((b) => a !== b && region(a) !== null && region(a) === region(b)),
    );
    if (pair) return k.pass();
    const codes = k.catalog.sites().map(({ code }) => code);
    const allowed = codes.filter((a) => codes.some((b) => a !== b && region(a) === region(b)));
    const sites = [...new Set([...primary, ...recovery])].toSorted();
    const attribute = node.isSet('recovery') ? 'recovery' : 'sites';
    return k.fail('noPair', { topology, sites, allowed }, { attribute, value: sites, allowed });
  },
  examples: {
    pass: [
      {
        given: { 'ztc_design_profile.p': { topology: 'same_city_active_active', sites: ['sh-jq', 'sh-nq'] } },
      },
      {
        given: {
          'ztc_design_profile.p': {
            topology: 'same_city_dr',
            sites: ['sh-jq', 'sh-wgq'],
            primary: 'sh-jq',
            recovery: 'sh-wgq',
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { topology: 'same_city_active_active', sites: ['bj-aw'] } },
        at: 'ztc_design_profile.p',
        message: 'noPair',
      },
      {
        given: { 'ztc_design_profile.p': { topology: 'same_city_dr', sites: ['sh-jq', 'bj-aw'] } },
        at: 'ztc_design_profile.p',
        message: 'noPair',
      },
      {
        given: {
          'ztc_design_profile.p': {
            topology: 'same_city_dr',
            sites: ['sh-jq', 'sh-nq', 'bj-aw'],
            primary: 'sh-jq',
            recovery: 'bj-aw',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'noPair',
      },
      {
        given: {
          'ztc_design_profile.p': {
            topology: 'same_city_dr',
            sites: ['sh-jq'],
            primary: 'sh-jq',
            recovery: 'sh-jq',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'noPair',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': { topology: 'same_city_dr', sites: ['sh-jq', '${ztc_vswitch.a.site}'] },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { topology: 'remote_dr', sites: ['sh-jq', 'bj-aw'] } } },
      {
        given: {
          'ztc_design_profile.p': {
            topology: 'same_city_dr',
            sites: ['bj-aw'],
            primary: 'on_premises:beijing',
            recovery: 'bj-aw',
          },
        },
      },
    ],
  },
});
