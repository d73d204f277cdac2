import { isBackupOnly, marketOf } from '../builders/market-services.ts';
import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-MKT-002',
  on: ['ztc_market_link'],
  reads: ['ztc_market_link.service', 'ztc_market_link.role', 'ztc_design_profile.external_primary'],
  scope: 'request',
  messages: {
    primary: {
      en: 'the platform carries {service} as a backup only, not in the role {role}',
      zh: '{service} 仅作为备用通道提供，不能以 {role} 角色使用',
    },
    noPrimary: {
      en: '{service} backs up a primary path of the tenant to {market}, and the design declares none',
      zh: '{service} 只是备用，设计未声明租户自有的 {market} 主用通道',
    },
    notBackup: { en: 'the service is not a backup channel', zh: '该业务不是备用通道' },
  },
  fix: {
    en: 'set role = backup and name the own primary path in external_primary of the design profile',
    zh: '设置 role = backup，并在设计说明的 external_primary 中注明自有主用通道',
  },
  check(node, k) {
    const service = node.string('service') ?? '';
    if (!isBackupOnly(k.catalog, service)) return k.skip('notBackup');
    const role = node.string('role') ?? 'primary';
    if (role !== 'backup')
      return k.fail('primary', { service, role }, { attribute: 'role', value: role, allowed: ['backup'] });
    // The control plane never sees the design profile: what it declares is judged before the request is sent.
    if (k.phase === 'apply' || k.phase === 'live') return k.pass();
    const market = marketOf(service);
    if (k.profiles().some((profile) => profile.isSet(`external_primary.${market}`))) return k.pass();
    return k.fail(
      'noPrimary',
      { service, market },
      { attribute: 'role', value: role, related: k.profiles().known },
    );
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { external_primary: { szse: 'own SZSE line' } },
          'ztc_market_link.a': { service: 'szse_trade_quote_backup', role: 'backup' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_market_link.a': { service: 'szse_trade_quote_backup', role: 'primary' } },
        at: 'ztc_market_link.a',
        message: 'primary',
      },
      {
        given: { 'ztc_market_link.a': { service: 'szse_trade_quote_backup', role: 'backup' } },
        at: 'ztc_market_link.a',
        message: 'noPrimary',
      },
      {
        given: {
          'ztc_design_profile.p': { external_primary: { sse: 'own line' } },
          'ztc_market_link.a': { service: 'szse_trade_quote_backup', role: 'backup' },
        },
        at: 'ztc_market_link.a',
        message: 'noPrimary',
      },
    ],
    unknown: { never: 'service, role and declared paths are given by the user' },
    notApplicable: [{ given: { 'ztc_market_link.a': { service: 'neeq', role: 'primary' } } }],
  },
});
