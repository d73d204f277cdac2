import { assumed, isConfirmed } from '../builders/not-described.ts';
import { defineRule } from '../kit/rule.ts';

const KEY = 'auto_scaling';

export default defineRule({
  id: 'ZTC-ECS-019',
  on: ['ztc_design_profile'],
  reads: [
    'ztc_design_profile.assumptions',
    'ztc_design_profile.confirmations',
    'ztc_design_profile.scale_up',
  ],
  scope: 'design',
  messages: {
    counted: {
      en: 'the design counts on automatic scaling ({text}), which the platform names but does not describe',
      zh: '设计依赖弹性伸缩（{text}），该功能仅被提及，平台未作为产品提供',
    },
  },
  fix: {
    en: 'scale out with more hosts behind a load balancer, or have the operators confirm auto_scaling and list it in confirmations',
    zh: '通过增加云服务器及负载均衡后端扩容；若运营方已确认开放，将 auto_scaling 列入 confirmations',
  },
  check(node, k) {
    const assumption = assumed(node, KEY);
    if (assumption !== undefined) {
      return k.fail('counted', { text: assumption }, { attribute: 'assumptions', value: assumption });
    }
    const plan = node.string('scale_up') ?? '';
    const title = String(k.catalog.get(`mentioned_not_described.${KEY}.titles.zh`));
    const automatic = /\bauto(matic)?[-_ ]?scal/i.test(plan) || plan.includes(title);
    if (!automatic || isConfirmed(node, KEY)) return k.pass();
    return k.fail('counted', { text: plan }, { attribute: 'scale_up', value: plan });
  },
  examples: {
    pass: [
      { given: { 'ztc_design_profile.p': { scale_up: 'add hosts behind the load balancer' } } },
      {
        given: { 'ztc_design_profile.p': { assumptions: ['auto_scaling'], confirmations: ['auto_scaling'] } },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { assumptions: ['auto_scaling'] } },
        at: 'ztc_design_profile.p',
        message: 'counted',
      },
      {
        given: { 'ztc_design_profile.p': { scale_up: '通过弹性伸缩自动扩容' } },
        at: 'ztc_design_profile.p',
        message: 'counted',
      },
    ],
    unknown: { never: 'intents are written by the user' },
  },
});
