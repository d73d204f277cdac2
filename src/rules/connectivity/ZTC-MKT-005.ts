import { gigabitServices } from '../builders/market-services.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-MKT-005',
  on: ['ztc_market_link'],
  reads: ['ztc_market_link.service', 'ztc_market_link.channel'],
  scope: 'request',
  messages: {
    notOpened: {
      en: '{service} does not run over the gigabit access point; {allowed} do',
      zh: '{service} 不经千兆局域网接入点，已开通的业务为 {allowed}',
    },
    otherChannel: {
      en: 'the link does not use the gigabit access point',
      zh: '该链路不使用千兆局域网接入点',
    },
  },
  fix: {
    en: 'leave the channel out, or choose one of the opened services',
    zh: '不要指定该通道，或改选已开通的业务',
  },
  check(node, k) {
    if (node.string('channel') !== 'gigabit_lan') return k.skip('otherChannel');
    const service = node.string('service') ?? '';
    const allowed = gigabitServices(k.catalog);
    return allowed.includes(service)
      ? k.pass()
      : k.fail('notOpened', { service, allowed }, { attribute: 'service', value: service, allowed });
  },
  examples: {
    pass: [{ given: { 'ztc_market_link.a': { service: 'neeq', channel: 'gigabit_lan' } } }],
    fail: [
      {
        given: { 'ztc_market_link.a': { service: 'sse_order_entry', channel: 'gigabit_lan' } },
        at: 'ztc_market_link.a',
        message: 'notOpened',
      },
      {
        given: { 'ztc_market_link.a': { service: 'options_clearing', channel: 'gigabit_lan' } },
        at: 'ztc_market_link.a',
        message: 'notOpened',
      },
    ],
    unknown: { never: 'service and channel are given by the user' },
    notApplicable: [{ given: { 'ztc_market_link.a': { service: 'sse_order_entry' } } }],
  },
});
