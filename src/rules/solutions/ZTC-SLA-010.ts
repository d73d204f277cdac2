import { defineRule } from '../kit/rule.ts';

/** What a design says it relies on: experts of the provider, at times when there are none. */
const EXPERTS = /expert|专家/i;
const OWN = /\b(own|our|in[\s_-]?house)\b|(^|_)own_|自有|自己|己方/i;
const ANY_TIME =
  /24|night|weekend|holiday|round_the_clock|(outside|off|after|non)[\s_-]*(working|office|business|hours)|夜|凌晨|周末|节假日|非工作|全天/i;

export default defineRule({
  id: 'ZTC-SLA-010',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.assumptions'],
  scope: 'design',
  messages: {
    outOfHours: {
      en: 'the design relies on {assumption}; experts of the provider are there {hours}',
      zh: '设计依赖 {assumption}，而平台专家服务时间为 {hours}',
    },
    notRelied: {
      en: 'the design assumes nothing about experts of the provider',
      zh: '设计未以平台专家服务为前提',
    },
  },
  fix: {
    en: 'move the work into working hours or plan it with your own experts',
    zh: '将操作安排在工作时间，或由己方专家承担',
  },
  check(node, k) {
    const experts = node.strings('assumptions').filter((text) => EXPERTS.test(text) && !OWN.test(text));
    if (experts.isEmpty()) return k.skip('notRelied');
    const assumption = experts.known.find((text) => ANY_TIME.test(text));
    if (assumption === undefined) return k.pass();
    const hours = String(k.catalog.get('service_indicators.service_hours.expert'));
    return k.fail('outOfHours', { assumption, hours }, { attribute: 'assumptions', value: assumption });
  },
  examples: {
    pass: [{ given: { 'ztc_design_profile.p': { assumptions: ['provider_experts_in_working_hours'] } } }],
    fail: [
      {
        given: { 'ztc_design_profile.p': { assumptions: ['provider_experts_at_night_cutover'] } },
        at: 'ztc_design_profile.p',
        message: 'outOfHours',
      },
      {
        given: {
          'ztc_design_profile.p': {
            assumptions: ['core_trading_in_jinqiao', 'expert_support_outside_working_hours'],
          },
        },
        at: 'ztc_design_profile.p',
        message: 'outOfHours',
      },
    ],
    unknown: { never: 'assumptions are written by the user' },
    notApplicable: [
      { given: { 'ztc_design_profile.p': {} } },
      { given: { 'ztc_design_profile.p': { assumptions: ['night_cutover_with_own_experts'] } } },
    ],
  },
});
