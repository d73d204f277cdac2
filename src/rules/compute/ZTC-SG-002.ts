import type { Catalog } from '../../catalog/catalog.ts';
import { said } from '../builders/tiers.ts';
import { Few } from '../kit/few.ts';
import { defineRule } from '../kit/rule.ts';

/** Where the catalogue lists the values of an attribute. */
const LISTS = {
  policy: 'ecs_functions.security_group_policies',
  direction: 'ecs_functions.security_group_directions',
  network: 'ecs_functions.security_group_networks',
} as const;

type Attribute = keyof typeof LISTS;

function allowedFor(attribute: Attribute, catalog: Catalog): readonly string[] {
  return catalog.keys(LISTS[attribute]);
}

export default defineRule({
  id: 'ZTC-SG-002',
  on: ['ztc_security_group_rule'],
  reads: [
    'ztc_security_group_rule.policy',
    'ztc_security_group_rule.direction',
    'ztc_security_group_rule.network',
  ],
  scope: 'request',
  messages: {
    other: {
      en: 'the {attribute} {value} of the rule does not exist; there is {allowed}',
      zh: '安全组规则的 {attribute} 取值 {value} 不存在，可选 {allowed}',
    },
  },
  fix: {
    en: 'use one of the values that security-group rules have',
    zh: '改用安全组规则支持的取值',
  },
  check(node, k) {
    const fails = said(new Few(Object.keys(LISTS) as Attribute[]), (attribute) => {
      const value = node.string(attribute);
      const allowed = allowedFor(attribute, k.catalog);
      if (value === null || allowed.includes(value)) return null;
      return k.fail('other', { attribute, value, allowed }, { attribute, value, allowed });
    });
    return fails.length > 0 ? fails : k.pass();
  },
  examples: {
    pass: [
      {
        given: { 'ztc_security_group_rule.r': { policy: 'allow', direction: 'inbound', network: 'private' } },
      },
      { given: { 'ztc_security_group_rule.r': { policy: 'deny', direction: 'outbound' } } },
    ],
    fail: [
      {
        given: { 'ztc_security_group_rule.r': { policy: 'reject', direction: 'inbound' } },
        at: 'ztc_security_group_rule.r',
        message: 'other',
      },
      {
        given: { 'ztc_security_group_rule.r': { policy: 'allow', direction: 'both' } },
        at: 'ztc_security_group_rule.r',
        message: 'other',
      },
      {
        given: {
          'ztc_security_group_rule.r': { policy: 'allow', direction: 'inbound', network: 'internet' },
        },
        at: 'ztc_security_group_rule.r',
        message: 'other',
      },
    ],
    unknown: [
      {
        given: {
          'ztc_service_request.s': { kind: 'other' },
          'ztc_security_group_rule.r': {
            policy: '${ztc_service_request.s.assigned_values.policy}',
            direction: 'inbound',
          },
        },
        at: 'ztc_security_group_rule.r',
        because: 'ztc_service_request.s.assigned_values.policy',
      },
    ],
  },
});
