import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-MKT-001',
  types: ['ztc_market_link'],
  attribute: 'service',
  allowed: (catalog) => catalog.keys('market_services'),
  what: { en: 'market service', zh: '市场业务' },
  fix: { en: 'take one of the services that the platform connects to', zh: '改选平台已接入的市场业务' },
  examples: {
    pass: [{ given: { 'ztc_market_link.a': { service: 'sse_order_entry' } } }],
    fail: [
      {
        given: { 'ztc_market_link.a': { service: 'hkex_orion' } },
        at: 'ztc_market_link.a',
        message: 'other',
      },
    ],
    unknown: { never: 'the service is given by the user' },
  },
});
