import { needsRequest } from '../builders/needs-request.ts';

export default needsRequest({
  id: 'ZTC-MKT-010',
  type: 'ztc_market_link',
  kind: 'market_access',
  what: { en: 'a market link', zh: '市场接入链路' },
});
