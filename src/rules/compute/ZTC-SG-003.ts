import { distinct, size, total } from '../builders/sets.ts';
import { defineRule } from '../kit/rule.ts';

/** The whitepaper says "hundreds"; the number is the project's. */
const WARN_AT = 100;

/** Rules of one group, named by prefix; a hundred of them need no listing. */
const RULES = Array.from({ length: WARN_AT }, (_, at) => at);

const manyRules = (group: string, count: number) =>
  Object.fromEntries(
    RULES.slice(0, count).map((at) => [
      `ztc_security_group_rule.${group}${at}`,
      { security_group_id: `\${ztc_security_group.${group}.id}`, policy: 'allow', direction: 'inbound' },
    ]),
  );

const twoGroups = {
  'ztc_security_group.a': {},
  'ztc_security_group.b': {},
  'ztc_instance.h': { security_group_ids: ['${ztc_security_group.a.id}', '${ztc_security_group.b.id}'] },
};

export default defineRule({
  id: 'ZTC-SG-003',
  on: ['ztc_instance'],
  reads: ['ztc_instance.security_group_ids', 'ztc_security_group_rule.security_group_id'],
  scope: 'design',
  messages: {
    many: {
      en: 'the {groups} security groups of the host have {rules} rules together; from about {limit} on hosts may become unreachable',
      zh: '主机的 {groups} 个安全组合计 {rules} 条规则，达到约 {limit} 条后可能导致网络不通',
    },
    one: { en: 'the host has one security group', zh: '主机仅使用一个安全组' },
  },
  fix: {
    en: 'merge rules into wider ranges, or give the host fewer groups',
    zh: '将规则合并为更大的网段，或减少主机使用的安全组',
  },
  check(node, k) {
    const groups = distinct(node.refs('security_group_ids'));
    if (size(node, 'security_group_ids') <= 1) return k.skip('one');
    const { sum: rules, rest } = total(
      groups,
      (group) => group.referrers('ztc_security_group_rule', 'security_group_id').known.length,
    );
    const limit = WARN_AT;
    if (rules >= limit) {
      return k.fail(
        'many',
        { groups: groups.known.length + groups.open.length, rules, limit },
        { attribute: 'security_group_ids', value: rules, allowed: `< ${limit}`, related: groups.known },
      );
    }
    rest.isEmpty();
    return k.pass();
  },
  examples: {
    pass: [
      { given: { ...twoGroups, ...manyRules('a', 12), ...manyRules('b', 12) } },
      { given: { ...twoGroups, ...manyRules('a', 60), ...manyRules('b', 39) } },
    ],
    fail: [
      {
        given: { ...twoGroups, ...manyRules('a', 60), ...manyRules('b', 40) },
        at: 'ztc_instance.h',
        message: 'many',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_security_group.a': {},
          'ztc_instance.h': { security_group_ids: ['${ztc_security_group.a.id}', 'sg-of-another-stack'] },
        },
        at: 'ztc_instance.h',
        because: 'object outside the graph: sg-of-another-stack',
      },
    ],
    notApplicable: [
      {
        given: {
          'ztc_security_group.a': {},
          'ztc_instance.h': { security_group_ids: ['${ztc_security_group.a.id}'] },
          ...manyRules('a', 100),
        },
      },
    ],
  },
});
