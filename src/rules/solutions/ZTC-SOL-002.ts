import { endsOf } from '../builders/design-ends.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SOL-002',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.scenario',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
    'ztc_design_profile.topology',
  ],
  scope: 'request',
  messages: {
    same: {
      en: 'the design recovers at {place}, where it runs',
      zh: '灾备中心与主中心同为 {place}',
    },
    notCloud: {
      en: 'the design recovers at {place}, which is not a site of the cloud',
      zh: '灾备中心 {place} 不是云站点',
    },
    noCity: {
      en: 'the primary {place} names no city, so that the topology {topology} cannot be checked',
      zh: '主中心 {place} 未注明城市，无法核对架构 {topology}',
    },
    otherCity: {
      en: 'the topology {topology} has both ends in one city, but {primary} and {recovery} are in {cities}',
      zh: '架构 {topology} 要求两端同城，但 {primary} 与 {recovery} 分处 {cities}',
    },
    sameCity: {
      en: 'the topology {topology} has its ends in different cities, but {primary} and {recovery} are both in {cities}',
      zh: '架构 {topology} 要求两端异地，但 {primary} 与 {recovery} 同在 {cities}',
    },
    noRecovery: { en: 'the design is not about disaster recovery', zh: '该设计不是灾备方案' },
    noEnds: {
      en: 'the design does not say where it runs and where it recovers',
      zh: '设计未说明主中心与灾备中心',
    },
  },
  fix: {
    en: 'name a recovery site other than the primary, in the same city or in another one as the topology says',
    zh: '指定不同于主中心的灾备站点，并与架构的同城或异地要求一致',
  },
  check(node, k) {
    if (node.string('scenario') !== 'dr') return k.skip('noRecovery');
    const { primary, recovery } = endsOf(node, k.catalog);
    if (recovery && recovery.site === null) {
      const allowed = k.catalog.keys('sites');
      return k.fail(
        'notCloud',
        { place: recovery.text },
        { attribute: 'recovery', value: recovery.text, allowed },
      );
    }
    if (!primary || !recovery) return k.skip('noEnds');
    if (primary.text === recovery.text) {
      return k.fail('same', { place: recovery.text }, { attribute: 'recovery', value: recovery.text });
    }
    const topology = node.string('topology') ?? '';
    const [sites, cities] = ['sites', 'cities'].map((of) =>
      k.catalog.lookup(`topologies.{topology}.${of}`, { topology }),
    );
    if (topology === '' || sites !== 2) return k.pass();
    if (primary.city === null) {
      return k.fail(
        'noCity',
        { place: primary.text, topology },
        { attribute: 'primary', value: primary.text },
      );
    }
    const isOneCity = primary.city === recovery.city;
    if (isOneCity === (cities === 1)) return k.pass();
    const named = isOneCity ? [primary.city] : [primary.city, recovery.city ?? '-'];
    return k.fail(
      isOneCity ? 'sameCity' : 'otherCity',
      { topology, primary: primary.text, recovery: recovery.text, cities: named },
      { attribute: 'topology', value: topology },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'on_premises:shanghai',
            recovery: 'sh-nq',
            topology: 'same_city_dr',
          },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'bj-aw',
            topology: 'remote_dr',
          },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'on_premises:shenzhen',
            recovery: 'sh-nq',
            topology: 'remote_dr',
          },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            sites: ['sh-jq', 'sh-nq', 'bj-aw'],
            primary: 'sh-jq',
            recovery: 'sh-nq',
            topology: 'two_city_three_centre',
          },
        },
      },
      { given: { 'ztc_design_profile.p': { scenario: 'dr', primary: 'on_premises', recovery: 'sh-nq' } } },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { scenario: 'dr', primary: 'sh-jq', recovery: 'sh-jq' } },
        at: 'ztc_design_profile.p',
        message: 'same',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'sh-jq',
            recovery: 'bj-aw',
            topology: 'same_city_dr',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'otherCity',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            sites: ['sh-jq', 'sh-wgq'],
            primary: 'sh-jq',
            topology: 'remote_dr',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'sameCity',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'on_premises 北京',
            recovery: 'bj-aw',
            topology: 'remote_dr',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'sameCity',
      },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            primary: 'on_premises',
            recovery: 'sh-nq',
            topology: 'remote_dr',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'noCity',
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'dr', primary: 'sh-nq', recovery: 'on_premises:shanghai' },
        },
        at: 'ztc_design_profile.p',
        message: 'notCloud',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': { scenario: 'dr', primary: 'sh-jq', recovery: '${ztc_vswitch.a.site}' },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { scenario: 'other', primary: 'sh-jq', recovery: 'sh-jq' } } },
      { given: { 'ztc_design_profile.p': { scenario: 'dr', sites: ['sh-jq'] } } },
    ],
  },
});
