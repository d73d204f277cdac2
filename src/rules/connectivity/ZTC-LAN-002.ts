import { oneOf } from '../builders/one-of.ts';

export default oneOf({
  id: 'ZTC-LAN-002',
  types: ['ztc_lan_access'],
  attribute: 'network',
  allowed: (catalog) => catalog.keys('lan_networks'),
  what: { en: 'data-centre network', zh: '数据中心网络' },
  fix: { en: 'use the VSEP network or the tenant network', zh: '改用 VSEP 网或租户网' },
  examples: {
    pass: [{ given: { 'ztc_lan_access.a': { network: 'tenant' } } }],
    fail: [
      { given: { 'ztc_lan_access.a': { network: 'internet' } }, at: 'ztc_lan_access.a', message: 'other' },
    ],
    unknown: { never: 'the network is given by the user' },
  },
});
