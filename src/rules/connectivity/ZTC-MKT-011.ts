import { isBackupOnly, marketOf } from '../builders/market-services.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-MKT-011',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.markets', 'ztc_design_profile.external_primary'],
  scope: 'design',
  messages: {
    noPrimary: {
      en: 'the design trades on {market}, for which the platform has a backup channel only, and names no primary path of its own',
      zh: '设计涉及 {market}，平台仅提供其备用通道，而设计未注明自有主用通道',
    },
    notTraded: {
      en: 'the design names no market that the platform carries as a backup only',
      zh: '设计未涉及仅提供备用通道的市场',
    },
  },
  fix: {
    en: 'order an own line to the exchange and name it in external_primary',
    zh: '自备通往该交易所的专线，并在 external_primary 中注明',
  },
  check(node, k) {
    const backups = new Set(
      k.catalog
        .keys('market_services')
        .filter((service) => isBackupOnly(k.catalog, service))
        .map(marketOf),
    );
    const markets = node.strings('markets').filter((market) => backups.has(market));
    if (markets.isEmpty()) return k.skip('notTraded');
    const missing = markets.known.find((market) => !node.isSet(`external_primary.${market}`));
    return missing === undefined
      ? k.pass()
      : k.fail('noPrimary', { market: missing }, { attribute: 'external_primary', value: null });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { markets: ['sse', 'szse'], external_primary: { szse: 'own line' } },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { markets: ['sse', 'szse'] } },
        at: 'ztc_design_profile.p',
        message: 'noPrimary',
      },
    ],
    unknown: { never: 'markets and paths are given by the user' },
    notApplicable: [{ given: { 'ztc_design_profile.p': { markets: ['sse'] } } }],
  },
});
