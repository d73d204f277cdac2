import { environmentOf } from '../builders/environment.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ECS-014',
  on: ['ztc_instance'],
  reads: ['ztc_instance.purchase', 'ztc_instance.environment', 'ztc_design_profile.environment'],
  scope: 'design',
  messages: {
    spot: {
      en: 'the host is bought as spot although it is not declared for test or development; it may be released at any time outside the service level',
      zh: '该主机按竞价方式购买且未声明为测试或开发用途，可能随时被释放并不计入 SLA',
    },
    notSpot: { en: 'the host is bought in the ordinary way', zh: '该主机按常规方式购买' },
  },
  fix: {
    en: 'set purchase to normal, or declare the environment as test or development',
    zh: '将 purchase 改为 normal，或将 environment 声明为 test 或 development',
  },
  check(node, k) {
    if (node.string('purchase') !== 'spot') return k.skip('notSpot');
    const environment = environmentOf(node, k) ?? 'production';
    if (environment !== 'production') return k.pass();
    return k.fail('spot', {}, { attribute: 'purchase', value: 'spot', allowed: ['normal'] });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { purchase: 'spot', environment: 'test' } } },
      {
        given: {
          'ztc_design_profile.p': { environment: 'development' },
          'ztc_instance.a': { purchase: 'spot' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_instance.a': { purchase: 'spot', environment: 'production' } },
        at: 'ztc_instance.a',
        message: 'spot',
      },
      {
        given: { 'ztc_instance.a': { purchase: 'spot', role: 'trading' } },
        at: 'ztc_instance.a',
        message: 'spot',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other' },
          'ztc_instance.a': { purchase: '${ztc_service_request.r.assigned_values.purchase}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values.purchase',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.a': { purchase: 'normal', environment: 'production' } } }],
  },
});
