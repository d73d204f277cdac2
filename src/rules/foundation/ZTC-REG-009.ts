import type { Localized } from '../../schema/model.ts';
import { assumed } from '../builders/not-described.ts';
import { said } from '../builders/tiers.ts';
import { Few } from '../kit/few.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-REG-009',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.assumptions', 'ztc_design_profile.confirmations'],
  scope: 'design',
  messages: {
    onlyNamed: {
      en: 'the design counts on {text}; {product} is named in the whitepaper in passing and not offered as a product',
      zh: '设计依赖 {text}，而 {product} 仅被提及，未作为产品提供',
    },
  },
  fix: {
    en: 'do without it, or have the operators confirm that it is open to the tenant and list its key in confirmations',
    zh: '改用已提供的产品；若运营方确认已对租户开放，将其代码列入 confirmations',
  },
  check(node, k) {
    const fails = said(new Few(k.catalog.keys('mentioned_not_described')), (key) => {
      const text = assumed(node, key);
      if (text === undefined) return null;
      const titles = k.catalog.get(`mentioned_not_described.${key}.titles`) as unknown as Localized;
      const product = `${titles.en} (${titles.zh})`;
      return k.fail('onlyNamed', { text, product }, { attribute: 'assumptions', value: text });
    });
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      { given: { 'ztc_design_profile.p': { assumptions: ['core_trading_in_jinqiao'] } } },
      { given: { 'ztc_design_profile.p': { assumptions: ['cdn'], confirmations: ['cdn'] } } },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { assumptions: ['cdn'] } },
        at: 'ztc_design_profile.p',
        message: 'onlyNamed',
      },
      {
        given: {
          'ztc_design_profile.p': { assumptions: ['uses_container_service'], confirmations: ['cdn'] },
        },
        at: 'ztc_design_profile.p',
        message: 'onlyNamed',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_design_profile.p': {
            assumptions: ['cdn'],
            confirmations: ['${ztc_service_request.r.assigned_values.confirmation}'],
          },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_service_request.r.assigned_values.confirmation',
      },
    ],
  },
});
