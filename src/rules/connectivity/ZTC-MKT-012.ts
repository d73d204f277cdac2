import { availabilityOf } from '../builders/market-services.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-MKT-012',
  on: ['ztc_market_link'],
  reads: ['ztc_market_link.service', 'ztc_market_link.operator_confirmed'],
  scope: 'design',
  messages: {
    unstated: {
      en: 'the whitepaper does not say at which sites {service} is offered; the operator has to confirm this one',
      zh: '白皮书未说明 {service} 在哪些站点提供，须由平台确认',
    },
    stated: { en: 'the whitepaper names the sites of the service', zh: '白皮书已说明该业务的站点' },
  },
  fix: {
    en: 'ask the operator and set operator_confirmed = true',
    zh: '向平台确认后设置 operator_confirmed = true',
  },
  check(node, k) {
    const service = node.string('service') ?? '';
    if (availabilityOf(k.catalog, service) !== null) return k.skip('stated');
    if (node.flag('operator_confirmed')) return k.pass();
    return k.fail(
      'unstated',
      { service },
      { attribute: 'operator_confirmed', value: false, allowed: [true] },
    );
  },
  examples: {
    pass: [{ given: { 'ztc_market_link.a': { service: 'neeq', operator_confirmed: true } } }],
    fail: [
      { given: { 'ztc_market_link.a': { service: 'neeq' } }, at: 'ztc_market_link.a', message: 'unstated' },
    ],
    unknown: { never: 'service and confirmation are given by the user' },
    notApplicable: [{ given: { 'ztc_market_link.a': { service: 'sse_level2_nondisplay' } } }],
  },
});
