import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SOL-014',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.scenario', 'ztc_design_profile.drill_interval_days'],
  scope: 'design',
  messages: {
    noDrill: {
      en: 'the design does not say how often its recovery is exercised',
      zh: '设计未说明灾备演练的间隔',
    },
    noRecovery: { en: 'the design is not about disaster recovery', zh: '该设计不是灾备方案' },
  },
  fix: {
    en: 'set drill_interval_days to the interval of your continuity plan; the whitepaper gives none',
    zh: '按业务连续性计划填写 drill_interval_days，白皮书未给出间隔',
  },
  check(node, k) {
    if (node.string('scenario') !== 'dr') return k.skip('noRecovery');
    return node.isSet('drill_interval_days')
      ? k.pass()
      : k.fail('noDrill', {}, { attribute: 'drill_interval_days' });
  },
  examples: {
    pass: [{ given: { 'ztc_design_profile.p': { scenario: 'dr', drill_interval_days: 180 } } }],
    fail: [
      {
        given: { 'ztc_design_profile.p': { scenario: 'dr' } },
        at: 'ztc_design_profile.p',
        message: 'noDrill',
      },
    ],
    unknown: { never: 'a value that is not known yet is stated all the same' },
    notApplicable: [{ given: { 'ztc_design_profile.p': { scenario: 'hosted_cloud' } } }],
  },
});
