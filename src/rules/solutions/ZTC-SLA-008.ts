import { placesOf } from '../builders/design-ends.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SLA-008',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.target_availability',
    'ztc_design_profile.sites',
    'ztc_design_profile.primary',
    'ztc_design_profile.recovery',
  ],
  scope: 'design',
  messages: {
    oneSite: {
      en: 'a target of {percent} percent leaves less than {hours} h of interruption a year, but the design uses {site} only',
      zh: '{percent}% 的目标意味着全年中断少于 {hours} 小时，而设计只使用 {site}',
    },
    covered: {
      en: 'the design promises no more than the platform does',
      zh: '设计目标未超过平台总体指标',
    },
  },
  fix: {
    en: 'use a second site, or promise at most what the platform gives',
    zh: '增加第二个站点，或将目标降至平台总体指标以内',
  },
  check(node, k) {
    const percent = node.number('target_availability');
    const given = k.catalog.number('service_indicators.platform_availability_percent.value');
    if (percent === null || percent <= given) return k.skip('covered');
    const places = placesOf(node, k.catalog);
    if (places.length > 1) return k.pass();
    const hours = k.catalog.number('service_indicators.annual_interruption_hours.value');
    return k.fail(
      'oneSite',
      { percent, hours, site: places[0]?.text ?? '-' },
      { attribute: 'target_availability', value: percent, allowed: `<= ${given}` },
    );
  },
  examples: {
    pass: [
      { given: { 'ztc_design_profile.p': { target_availability: 99.95, sites: ['sh-jq', 'sh-nq'] } } },
      {
        given: {
          'ztc_design_profile.p': {
            target_availability: 99.95,
            sites: ['sh-nq'],
            primary: 'on_premises:shanghai',
            recovery: 'sh-nq',
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { target_availability: 99.95, sites: ['sh-jq'] } },
        at: 'ztc_design_profile.p',
        message: 'oneSite',
      },
      {
        given: { 'ztc_design_profile.p': { target_availability: 99.99, sites: ['bj-aw'], primary: 'bj-aw' } },
        at: 'ztc_design_profile.p',
        message: 'oneSite',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': { target_availability: 99.95, sites: ['sh-jq', '${ztc_vswitch.a.site}'] },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [
      { given: { 'ztc_design_profile.p': { sites: ['sh-jq'] } } },
      { given: { 'ztc_design_profile.p': { sites: ['sh-jq'], target_availability: 99.9 } } },
    ],
  },
});
