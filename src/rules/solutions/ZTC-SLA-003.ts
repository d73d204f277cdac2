import { isOfOtherObjects } from '../builders/availability-target.ts';
import { collect } from '../builders/sets.ts';
import { tiersOf } from '../builders/tiers.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-SLA-003',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.target_availability', 'ztc_design_profile.tiers', 'ztc_instance.role'],
  scope: 'design',
  messages: {
    aboveAll: {
      en: 'no commitment for hosts covers a target of {percent} percent; the highest is {max}',
      zh: '没有云服务器承诺可覆盖 {percent}% 的目标，最高承诺为 {max}%',
    },
  },
  fix: {
    en: 'promise at most the multi-zone commitment; higher figures in the whitepaper are a comparison',
    zh: '目标不超过多可用区承诺值，白皮书中更高的数字仅为对比宣传',
  },
  check(node, k) {
    const max = k.catalog.number('sla.ecs_multi_zone_single_region.percent');
    const verdict = (percent: number | null, attribute: string) =>
      percent === null || percent <= max
        ? null
        : k.fail('aboveAll', { percent, max }, { attribute, value: percent, allowed: `<= ${max}` });
    const fails = collect([
      () => verdict(node.number('target_availability'), 'target_availability'),
      ...tiersOf(node, k)
        .all()
        .map((tier) => () => {
          const percent = tier.node.number('target_availability');
          if (percent === null || percent <= max || isOfOtherObjects(tier)) return null;
          return verdict(percent, `${tier.path}.target_availability`);
        }),
    ]);
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      { given: { 'ztc_design_profile.p': { target_availability: 99.95 } } },
      { given: { 'ztc_design_profile.p': { tiers: [{ name: 'web', target_availability: 99.9 }] } } },
      {
        given: {
          'ztc_slb.a': {},
          'ztc_design_profile.p': {
            tiers: [{ name: 'entry', resource_ids: ['${ztc_slb.a.id}'], target_availability: 99.97 }],
          },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { target_availability: 99.97 } },
        at: 'ztc_design_profile.p',
        message: 'aboveAll',
      },
      {
        given: {
          'ztc_design_profile.p': {
            target_availability: 99.9,
            tiers: [{ name: 'web', target_availability: 99.99 }],
          },
          'ztc_instance.a': { role: 'web' },
        },
        at: 'ztc_design_profile.p',
        message: 'aboveAll',
      },
    ],
    unknown: { never: 'targets are given by the user' },
  },
});
