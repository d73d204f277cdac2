import type { AnyKit } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** What makes up the part of a system, any of them. Types that the platform does not offer yet are met by none. */
const PARTS: readonly (readonly [part: string, types: readonly string[]])[] = [
  ['network', ['ztc_vpc']],
  ['hosts', ['ztc_instance', 'ztc_bare_metal_server']],
  [
    'database',
    ['ztc_rds_instance', 'ztc_mongodb_instance', 'ztc_hbase_cluster', 'ztc_centralized_storage_volume'],
  ],
  [
    'security',
    [
      'ztc_security_group',
      'ztc_cloud_shield',
      'ztc_bastion',
      'ztc_waf_policy',
      'ztc_host_intrusion_detection',
      'ztc_db_audit',
    ],
  ],
  ['backup', ['ztc_snapshot', 'ztc_rds_backup', 'ztc_mongodb_backup', 'ztc_data_custody_vault']],
  ['market_link', ['ztc_market_link']],
];

/** Hosts and tiers that are a database by their name. */
const DATABASE = /^(db|database|data|mysql|oracle|postgres\w*|rds)$|数据库/i;

function hasOwnDatabase(profile: RuleNode, k: AnyKit): boolean {
  const isDatabase = (text: string | null) => text !== null && DATABASE.test(text);
  return (
    profile.objects('tiers').some((tier) => isDatabase(tier.string('role') ?? tier.string('name'))) ||
    k.all('ztc_instance').some((host) => isDatabase(host.string('role')))
  );
}

export default defineRule({
  id: 'ZTC-SOL-006',
  on: ['ztc_design_profile'],
  reads: ['ztc_design_profile.scenario', 'ztc_design_profile.tiers', 'ztc_instance.role'],
  scope: 'design',
  messages: {
    incomplete: {
      en: 'the system of a new fund company lacks {missing}',
      zh: '新筹基金系统缺少 {missing}',
    },
    otherScenario: { en: 'the design is not for a new fund company', zh: '该设计不是新筹基金方案' },
  },
  fix: {
    en: 'add what is missing before the on-site inspection, and clear all findings of severity error',
    zh: '在场检前补齐缺少的部分，并消除全部错误级发现',
  },
  check(node, k) {
    if (node.string('scenario') !== 'new_fund') return k.skip('otherScenario');
    const missing = PARTS.flatMap(([part, types]) => {
      const isThere = types.some((type) => k.all(type).known.length > 0);
      if (isThere || (part === 'database' && hasOwnDatabase(node, k))) return [];
      for (const type of types) k.all(type).isEmpty();
      return [part];
    });
    return missing.length === 0
      ? k.pass()
      : k.fail('incomplete', { missing }, { attribute: 'scenario', value: 'new_fund' });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_design_profile.p': { scenario: 'new_fund' },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_instance.a': { role: 'app' },
          'ztc_instance.b': { role: 'database' },
          'ztc_security_group.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_disk.a': { site: 'sh-jq' },
          'ztc_snapshot.a': { disk_id: '${ztc_disk.a.id}' },
          'ztc_market_link.a': { service: 'sse_order_entry', vpc_id: '${ztc_vpc.a.id}' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_design_profile.p': { scenario: 'new_fund' }, 'ztc_instance.a': { role: 'app' } },
        at: 'ztc_design_profile.p',
        message: 'incomplete',
      },
      {
        given: {
          'ztc_design_profile.p': { scenario: 'new_fund', tiers: [{ name: 'core', role: 'database' }] },
          'ztc_vpc.a': { site: 'sh-jq' },
          'ztc_instance.a': { role: 'database' },
          'ztc_security_group.a': { vpc_id: '${ztc_vpc.a.id}' },
          'ztc_disk.a': { site: 'sh-jq' },
          'ztc_snapshot.a': { disk_id: '${ztc_disk.a.id}' },
        },
        at: 'ztc_design_profile.p',
        message: 'incomplete',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_vswitch.a': {},
          'ztc_design_profile.p': { scenario: 'new_fund' },
          'ztc_instance.a': { role: '${ztc_vswitch.a.site}' },
        },
        at: 'ztc_design_profile.p',
        because: 'ztc_vswitch.a.site',
      },
    ],
    notApplicable: [{ given: { 'ztc_design_profile.p': { scenario: 'dr' } } }],
  },
});
