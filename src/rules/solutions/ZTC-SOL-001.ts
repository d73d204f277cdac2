import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SOL-001',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.scenario',
    'ztc_design_profile.rpo_minutes',
    'ztc_design_profile.rto_minutes',
    'ztc_design_profile.tiers',
  ],
  scope: 'design',
  messages: {
    missing: {
      en: 'a recovery design has to state {missing}; the whitepaper gives no figure to fall back on',
      zh: '灾备设计须给出 {missing}，白皮书没有可沿用的指标',
    },
    noRecovery: { en: 'the design is not about disaster recovery', zh: '该设计不是灾备方案' },
  },
  fix: {
    en: 'take rpo_minutes and rto_minutes from your own business requirements',
    zh: '按自身业务要求填写 rpo_minutes 与 rto_minutes',
  },
  check(node, k) {
    if (node.string('scenario') !== 'dr') return k.skip('noRecovery');
    const tiers = node.objects('tiers');
    const byTier = tiers.known.length > 0 && tiers.known.every((tier) => tier.isSet('rto_minutes'));
    const missing = [
      ...(node.isSet('rpo_minutes') ? [] : ['rpo_minutes']),
      ...(node.isSet('rto_minutes') || byTier ? [] : ['rto_minutes']),
    ];
    const [first] = missing;
    return first === undefined ? k.pass() : k.fail('missing', { missing }, { attribute: first });
  },
  examples: {
    pass: [
      { given: { 'ztc_design_profile.p': { scenario: 'dr', rpo_minutes: 5, rto_minutes: 120 } } },
      { given: { 'ztc_design_profile.p': { scenario: 'dr', rpo_minutes: 0, rto_minutes: 0 } } },
      {
        given: {
          'ztc_design_profile.p': {
            scenario: 'dr',
            rpo_minutes: 5,
            tiers: [{ name: 'web', rto_minutes: 30 }],
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { scenario: 'dr', rto_minutes: 120 } },
        at: 'ztc_design_profile.p',
        message: 'missing',
      },
      {
        given: { 'ztc_design_profile.p': { scenario: 'dr', rpo_minutes: 5 } },
        at: 'ztc_design_profile.p',
        message: 'missing',
      },
      {
        given: { 'ztc_design_profile.p': { scenario: 'dr' } },
        at: 'ztc_design_profile.p',
        message: 'missing',
      },
    ],
    unknown: { never: 'a value that is not known yet is stated all the same' },
    notApplicable: [{ given: { 'ztc_design_profile.p': { scenario: 'internet_finance' } } }],
  },
});
