import { defineRule } from '../kit/rule.ts';

/** Figures that regulation is behind of and the whitepaper gives none for. */
const FIGURES = ['rpo_minutes', 'rto_minutes', 'target_availability'];
/** Solutions that the whitepaper builds on rules of the supervisors. */
const REGULATED = ['new_fund', 'dr', 'internet_finance'];

export default defineRule({
  id: 'ZTC-SOL-015',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.scenario',
    'ztc_design_profile.claims',
    'ztc_design_profile.rpo_minutes',
    'ztc_design_profile.rto_minutes',
    'ztc_design_profile.target_availability',
  ],
  scope: 'design',
  messages: {
    noClaim: {
      en: 'the design does not say which standards it claims to meet; the platform refers to {standards} among others',
      zh: '设计未声明遵循哪些标准，平台参照的标准包括 {standards} 等',
    },
    figures: {
      en: 'the design states {figures} without a standard or requirement behind it; the whitepaper gives no such figure',
      zh: '设计给出了 {figures}，但未说明依据的标准或要求，白皮书并未给出相应指标',
    },
    notRegulated: {
      en: 'the design follows no solution that regulation is named for and states no figure',
      zh: '该设计不属于引用监管要求的方案，也未给出指标',
    },
  },
  fix: {
    en: 'list in claims the standards that the design follows, and take figures from them or from your own requirements',
    zh: '在 claims 中列出所遵循的标准，指标取自这些标准或自身要求',
  },
  check(node, k) {
    const figures = FIGURES.filter((figure) => node.isSet(figure));
    const isRegulated = REGULATED.includes(node.string('scenario') ?? '');
    if (!isRegulated && figures.length === 0) return k.skip('notRegulated');
    if (!node.list('claims').isEmpty()) return k.pass();
    const standards = k.catalog.keys('standards.financial_cloud.values');
    const details = { attribute: 'claims', allowed: standards };
    return figures.length > 0
      ? k.fail('figures', { figures }, details)
      : k.fail('noClaim', { standards }, details);
  },
  examples: {
    pass: [
      { given: { 'ztc_design_profile.p': { scenario: 'new_fund', claims: ['JR/T 0167-2018'] } } },
      {
        given: { 'ztc_design_profile.p': { scenario: 'dr', rto_minutes: 30, claims: ['JR/T 0168-2018'] } },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { scenario: 'new_fund' } },
        at: 'ztc_design_profile.p',
        message: 'noClaim',
      },
      {
        given: { 'ztc_design_profile.p': { scenario: 'other', rto_minutes: 30, claims: [] } },
        at: 'ztc_design_profile.p',
        message: 'figures',
      },
    ],
    unknown: { never: 'claims are written by the user' },
    notApplicable: [{ given: { 'ztc_design_profile.p': { scenario: 'other' } } }],
  },
});
