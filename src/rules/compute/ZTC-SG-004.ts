import { mayChange } from '../builders/planned-change.ts';
import { defineRule } from '../kit/rule.ts';

/** What a host may be replaced for, or changed in, without its security groups having to do with it. */
const OWN = [
  'site',
  'family',
  'flavor',
  'image_id',
  'vswitch_id',
  'system_disk.category',
  'security_group_ids',
];

export default defineRule({
  id: 'ZTC-SG-004',
  on: ['ztc_instance'],
  reads: [
    'ztc_instance.site',
    'ztc_instance.family',
    'ztc_instance.flavor',
    'ztc_instance.image_id',
    'ztc_instance.vswitch_id',
    'ztc_instance.system_disk.category',
    'ztc_instance.security_group_ids',
    'ztc_security_group_rule.security_group_id',
  ],
  scope: 'design',
  messages: {
    replaced: {
      en: 'the host is to be replaced while only {rule} of its security groups changes; rules apply to running hosts',
      zh: '仅安全组规则 {rule} 有变更，计划却要重建主机；规则变更对运行中的主机自动生效',
    },
    stays: { en: 'the host is not replaced', zh: '主机不会被重建' },
  },
  fix: {
    en: 'remove what ties the host to the rule (such as replace_triggered_by); the rule takes effect by itself',
    zh: '去掉使主机随规则重建的设置（如 replace_triggered_by），规则会自动生效',
  },
  check(node, k) {
    if (node.change() !== 'replace') return k.skip('stays');
    if (mayChange(node, OWN)) return k.pass();
    const rules = node
      .refs('security_group_ids')
      .known.flatMap((group) => group.referrers('ztc_security_group_rule', 'security_group_id').known);
    const rule = rules.find((candidate) => !['no-op', null].includes(candidate.change()));
    if (!rule) return k.pass();
    return k.fail('replaced', { rule: rule.address }, { related: [rule] });
  },
  examples: {
    pass: [
      {
        before: {
          'ztc_security_group.g': {},
          'ztc_security_group_rule.r': { security_group_id: '${ztc_security_group.g.id}', port_range: '80' },
          'ztc_instance.a': { site: 'sh-jq', security_group_ids: ['${ztc_security_group.g.id}'] },
        },
        given: {
          'ztc_security_group.g': {},
          'ztc_security_group_rule.r': {
            security_group_id: '${ztc_security_group.g.id}',
            port_range: '8080',
          },
          'ztc_instance.a': { site: 'sh-nq', security_group_ids: ['${ztc_security_group.g.id}'] },
        },
      },
    ],
    fail: [
      {
        before: {
          'ztc_security_group.g': {},
          'ztc_security_group_rule.r': { security_group_id: '${ztc_security_group.g.id}', port_range: '80' },
          'ztc_instance.a': { site: 'sh-jq', security_group_ids: ['${ztc_security_group.g.id}'] },
        },
        given: {
          'ztc_security_group.g': {},
          'ztc_security_group_rule.r': {
            security_group_id: '${ztc_security_group.g.id}',
            port_range: '8080',
          },
          'ztc_instance.a': { site: 'sh-jq', security_group_ids: ['${ztc_security_group.g.id}'] },
        },
        actions: { 'ztc_instance.a': ['delete', 'create'] },
        at: 'ztc_instance.a',
        message: 'replaced',
      },
    ],
    unknown: { never: 'what may change counts as a reason of its own' },
    notApplicable: [
      {
        before: {
          'ztc_security_group.g': {},
          'ztc_security_group_rule.r': { security_group_id: '${ztc_security_group.g.id}', port_range: '80' },
          'ztc_instance.a': { site: 'sh-jq', security_group_ids: ['${ztc_security_group.g.id}'] },
        },
        given: {
          'ztc_security_group.g': {},
          'ztc_security_group_rule.r': {
            security_group_id: '${ztc_security_group.g.id}',
            port_range: '8080',
          },
          'ztc_instance.a': { site: 'sh-jq', security_group_ids: ['${ztc_security_group.g.id}'] },
        },
      },
    ],
  },
});
