import { placesOf } from '../builders/design-ends.ts';
import { defineRule } from '../kit/rule.ts';

/** How a design says that it accepts what is left. */
const RESIDUAL_RISK = /residual|accept\w*[\s_-]+risk|risk[\s_-]+accept|残余风险|剩余风险|风险接受|接受风险/i;

export default defineRule({
  id: 'ZTC-SOL-007',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.important_system',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
    'ztc_design_profile.assumptions',
    'ztc_design_profile.confirmations',
  ],
  scope: 'design',
  messages: {
    onePlace: {
      en: 'an important system has to survive a disaster, but all of it is at {places}',
      zh: '重要信息系统须能应对灾难，但全部位于 {places}',
    },
    oneCity: {
      en: 'an important system has to survive a major disaster, but {places} are all in {city}',
      zh: '重要信息系统须能应对重大灾难，但 {places} 均在 {city}',
    },
    notImportant: {
      en: 'the design is not declared an important system',
      zh: '设计未声明为重要信息系统',
    },
  },
  fix: {
    en: 'add a recovery site, one of them in another city, or name the accepted residual_risk in assumptions',
    zh: '增加灾备站点且其中之一位于另一城市，或在 assumptions 中写明已接受的 residual_risk',
  },
  check(node, k) {
    if (!node.flag('important_system')) return k.skip('notImportant');
    const isAccepted = ['assumptions', 'confirmations'].some((list) =>
      node.strings(list).some((text) => RESIDUAL_RISK.test(text)),
    );
    if (isAccepted) return k.pass();
    const places = placesOf(node, k.catalog);
    const texts = places.map(({ text }) => text);
    const [first, ...others] = places.map(({ city }) => city);
    const details = { attribute: 'sites', value: texts };
    if (others.length === 0) return k.fail('onePlace', { places: texts }, details);
    // Premises without a city may well be elsewhere.
    if (others.some((city) => city !== first) || first == null) return k.pass();
    return k.fail('oneCity', { places: texts, city: first }, details);
  },
  examples: {
    pass: [
      { given: { 'ztc_design_profile.p': { important_system: true, sites: ['sh-jq', 'sh-nq', 'bj-aw'] } } },
      {
        given: {
          'ztc_design_profile.p': {
            important_system: true,
            sites: ['sh-nq', 'bj-aw'],
            primary: 'on_premises:shanghai',
          },
        },
      },
      {
        given: {
          'ztc_design_profile.p': {
            important_system: true,
            sites: ['sh-jq', 'sh-nq'],
            assumptions: ['residual_risk_major_disaster_accepted'],
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { important_system: true, sites: ['sh-jq'] } },
        at: 'ztc_design_profile.p',
        message: 'onePlace',
      },
      {
        given: { 'ztc_design_profile.p': { important_system: true, sites: ['sh-jq', 'sh-nq'] } },
        at: 'ztc_design_profile.p',
        message: 'oneCity',
      },
      {
        given: {
          'ztc_design_profile.p': {
            important_system: true,
            sites: ['bj-aw'],
            primary: 'on_premises:beijing',
          },
        },
        at: 'ztc_design_profile.p',
        message: 'oneCity',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': { important_system: true, sites: ['sh-jq', '${ztc_vswitch.a.site}'] },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [{ given: { 'ztc_design_profile.p': { sites: ['sh-jq'] } } }],
  },
});
