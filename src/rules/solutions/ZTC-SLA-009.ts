import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SLA-009',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.provider_response_minutes'],
  scope: 'design',
  messages: {
    tooSoon: {
      en: 'the design needs an answer within {minutes} minutes; the provider gives one within {given}',
      zh: '设计要求服务商在 {minutes} 分钟内响应，平台响应时间为 {given} 分钟',
    },
    noNeed: { en: 'the design states no need of a response', zh: '设计未声明响应时间需求' },
  },
  fix: {
    en: 'plan the first minutes of an incident with your own staff, and set provider_response_minutes accordingly',
    zh: '事件初期由己方人员处置，并相应调整 provider_response_minutes',
  },
  check(node, k) {
    const minutes = node.number('provider_response_minutes');
    if (minutes === null) return k.skip('noNeed');
    const given = k.catalog.number('service_indicators.response_minutes.value');
    if (minutes >= given) return k.pass();
    return k.fail(
      'tooSoon',
      { minutes, given },
      { attribute: 'provider_response_minutes', value: minutes, allowed: `>= ${given}` },
    );
  },
  examples: {
    pass: [{ given: { 'ztc_design_profile.p': { provider_response_minutes: 15 } } }],
    fail: [
      {
        given: { 'ztc_design_profile.p': { provider_response_minutes: 5 } },
        at: 'ztc_design_profile.p',
        message: 'tooSoon',
      },
    ],
    unknown: { never: 'the need is given by the user' },
    notApplicable: [{ given: { 'ztc_design_profile.p': {} } }],
  },
});
