import { defineRule } from '../kit/rule.ts';

const ASSUMPTION = 'core_trading_in_jinqiao';
const CONFIRMATION = 'relocation_done';

export default defineRule({
  id: 'ZTC-REG-007',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.assumptions', 'ztc_design_profile.confirmations'],
  scope: 'design',
  messages: {
    notYet: {
      en: 'the design relies on {assumption}, which holds only once the machine room of the exchange has moved; nothing confirms that',
      zh: '设计以 {assumption} 为前提，该前提在交易所主机房迁入后才成立，尚无确认',
    },
    notAssumed: {
      en: 'the design does not rely on core trading at Jinqiao',
      zh: '设计不以核心交易位于金桥为前提',
    },
  },
  fix: {
    en: 'have the operators confirm the move and list relocation_done in confirmations, or drop the assumption',
    zh: '向运营方确认迁移完成并在 confirmations 中列出 relocation_done，或去掉该前提',
  },
  check(node, k) {
    if (node.strings('assumptions').none((text) => text === ASSUMPTION)) return k.skip('notAssumed');
    if (node.strings('confirmations').some((text) => text === CONFIRMATION)) return k.pass();
    return k.fail(
      'notYet',
      { assumption: ASSUMPTION },
      { attribute: 'confirmations', value: node.strings('confirmations').known, allowed: [CONFIRMATION] },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { assumptions: [ASSUMPTION], confirmations: [CONFIRMATION, 'level2_open'] },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { assumptions: [ASSUMPTION] } },
        at: 'ztc_design_profile.p',
        message: 'notYet',
      },
      {
        given: { 'ztc_design_profile.p': { assumptions: [ASSUMPTION], confirmations: ['level2_open'] } },
        at: 'ztc_design_profile.p',
        message: 'notYet',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_design_profile.p': {
            assumptions: [ASSUMPTION],
            confirmations: ['${ztc_service_request.r.assigned_values.confirmation}'],
          },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_service_request.r.assigned_values.confirmation',
      },
    ],
    notApplicable: [{ given: { 'ztc_design_profile.p': { scenario: 'other' } } }],
  },
});
