import { gigabitServices } from '../builders/market-services.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-MKT-006',
  on: ['ztc_market_link'],
  reads: ['ztc_market_link.service', 'ztc_market_link.bandwidth_mbps'],
  scope: 'request',
  messages: {
    tooFast: {
      en: '{service} is reached over gigabit LAN: {bandwidth} Mbps is more than {max}',
      zh: '{service} 经千兆局域网接入，{bandwidth} Mbps 超过上限 {max}',
    },
    otherChannel: {
      en: 'the service does not use the gigabit access point',
      zh: '该业务不使用千兆局域网接入点',
    },
  },
  fix: { en: 'ask for at most the speed of the access point', zh: '带宽不超过接入点速率' },
  check(node, k) {
    const service = node.string('service') ?? '';
    if (!gigabitServices(k.catalog).includes(service)) return k.skip('otherChannel');
    const bandwidth = node.number('bandwidth_mbps');
    const max = k.catalog.number('gigabit_lan_access.max_mbps');
    if (bandwidth === null || bandwidth <= max) return k.pass();
    return k.fail(
      'tooFast',
      { service, bandwidth, max },
      { attribute: 'bandwidth_mbps', value: bandwidth, allowed: `<= ${max}` },
    );
  },
  examples: {
    pass: [
      { given: { 'ztc_market_link.a': { service: 'neeq', bandwidth_mbps: 1000 } } },
      { given: { 'ztc_market_link.a': { service: 'b_to_h' } } },
    ],
    fail: [
      {
        given: { 'ztc_market_link.a': { service: 'neeq', bandwidth_mbps: 10000 } },
        at: 'ztc_market_link.a',
        message: 'tooFast',
      },
    ],
    unknown: { never: 'service and bandwidth are given by the user' },
    notApplicable: [
      { given: { 'ztc_market_link.a': { service: 'sse_order_entry', bandwidth_mbps: 10000 } } },
    ],
  },
});
