import { availabilityOf } from '../builders/market-services.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-MKT-004',
  on: ['ztc_market_link'],
  reads: ['ztc_market_link.service', 'ztc_market_link.display_use'],
  scope: 'request',
  messages: {
    display: {
      en: '{service} is licensed for machines, not for display to people',
      zh: '{service} 仅限非展示用途，不得用于展示',
    },
    notLevel2: { en: 'the service is not the Level-2 feed', zh: '该业务不是 Level-2 行情' },
  },
  fix: {
    en: 'set display_use = false, and take quotes for display elsewhere',
    zh: '设置 display_use = false，展示用行情另行取得',
  },
  check(node, k) {
    const service = node.string('service') ?? '';
    if (availabilityOf(k.catalog, service) !== 'level2_quotes') return k.skip('notLevel2');
    if (!node.flag('display_use')) return k.pass();
    return k.fail('display', { service }, { attribute: 'display_use', value: true, allowed: [false] });
  },
  examples: {
    pass: [
      { given: { 'ztc_market_link.a': { service: 'sse_level2_nondisplay', display_use: false } } },
      { given: { 'ztc_market_link.a': { service: 'sse_level2_nondisplay' } } },
    ],
    fail: [
      {
        given: { 'ztc_market_link.a': { service: 'sse_level2_nondisplay', display_use: true } },
        at: 'ztc_market_link.a',
        message: 'display',
      },
    ],
    unknown: { never: 'service and use are given by the user' },
    notApplicable: [{ given: { 'ztc_market_link.a': { service: 'neeq', display_use: true } } }],
  },
});
