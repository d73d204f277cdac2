import { size } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

/** The attribute that says who may reach an object, by type. */
const GUARDS: Readonly<Record<string, string>> = {
  ztc_instance: 'security_group_ids',
  ztc_rds_instance: 'access_whitelist',
  ztc_mongodb_instance: 'ip_whitelist',
  ztc_hbase_cluster: 'ip_whitelist',
  ztc_elasticsearch_instance: 'ip_whitelist',
};

export default defineRule({
  id: 'ZTC-VPC-013',
  on: Object.keys(GUARDS),
  reads: ['ztc_instance.security_group_ids'],
  scope: 'design',
  messages: {
    unguarded: {
      en: '{attribute} is empty, so nothing limits who reaches the object inside the network',
      zh: '{attribute} 为空，专有网络内的访问不受控制',
    },
  },
  fix: {
    en: 'list in {attribute} the security groups or the ranges that need access, and no others',
    zh: '在 {attribute} 中列出确需访问的安全组或网段',
  },
  check(node, k) {
    const attribute = GUARDS[node.type] ?? '';
    if (size(node, attribute) > 0) return k.pass();
    return k.fail('unguarded', { attribute }, { attribute, value: [] });
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_security_group.a': {},
          'ztc_instance.a': { security_group_ids: ['${ztc_security_group.a.id}'] },
        },
      },
    ],
    fail: [
      { given: { 'ztc_instance.a': { security_group_ids: [] } }, at: 'ztc_instance.a', message: 'unguarded' },
      { given: { 'ztc_instance.a': { site: 'sh-jq' } }, at: 'ztc_instance.a', message: 'unguarded' },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.r': { kind: 'other', subject_id: 'acct-1' },
          'ztc_instance.a': { security_group_ids: '${ztc_service_request.r.assigned_values}' },
        },
        at: 'ztc_instance.a',
        because: 'ztc_service_request.r.assigned_values',
      },
    ],
  },
});
