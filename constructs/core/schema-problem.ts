import { constraint } from '../../src/catalog/constraints.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { Localized, ResourceSchema } from '../../src/schema/model.ts';
import type { BodyProblem, ProblemKeyword } from '../../src/schema/validate.ts';
import type { IConstruct } from './engine.ts';
import { type ErrorData, errorAt } from './errors.ts';
import { sourceOf } from './source.ts';

/** What is wrong, by keyword. `{name}` is the attribute. */
const WHAT: Readonly<Record<ProblemKeyword, Localized>> = {
  'unknown-attribute': { en: 'there is no attribute {name}', zh: '不存在属性 {name}' },
  computed: { en: '{name} is decided by the platform', zh: '{name} 由平台决定' },
  required: { en: '{name} is missing', zh: '缺少 {name}' },
  type: { en: '{name} has the wrong type', zh: '{name} 的类型不正确' },
  enum: { en: '{name} is none of the allowed values', zh: '{name} 不在允许值之内' },
  minimum: { en: '{name} is too small', zh: '{name} 过小' },
  exclusiveMinimum: { en: '{name} is too small', zh: '{name} 过小' },
  maximum: { en: '{name} is too large', zh: '{name} 过大' },
  minLength: { en: '{name} is too short', zh: '{name} 过短' },
  maxLength: { en: '{name} is too long', zh: '{name} 过长' },
  pattern: { en: '{name} does not have the required form', zh: '{name} 的格式不符' },
  format: { en: '{name} does not have the required form', zh: '{name} 的格式不符' },
  minItems: { en: '{name} has too few elements', zh: '{name} 的元素过少' },
  maxItems: { en: '{name} has too many elements', zh: '{name} 的元素过多' },
  uniqueItems: { en: '{name} has an element twice', zh: '{name} 含重复元素' },
  exactlyOneOf: { en: 'exactly one of several attributes has to be given', zh: '须且只须给出其中一个属性' },
};

const FIX: Localized = { en: 'use an allowed value', zh: '请使用允许的值' };
const FIX_MISSING: Localized = { en: 'give a value', zh: '请给出值' };

/** A refusal by the schema: a finding where the refusal is a constraint of the whitepaper, an error otherwise. */
export function schemaProblem(
  problem: BodyProblem,
  schema: ResourceSchema,
  address: string,
  construct: IConstruct,
): Finding | ErrorData {
  const name = problem.pointer.slice(1).replaceAll('/', '.');
  const text = WHAT[problem.keyword];
  const what = { en: text.en.replace('{name}', name), zh: text.zh.replace('{name}', name) };
  const shared = {
    ...(problem.value === undefined ? {} : { value: problem.value }),
    ...(problem.allowed === undefined ? {} : { allowed: problem.allowed }),
    fix: problem.keyword === 'required' ? FIX_MISSING : FIX,
  };
  if (problem.rule === undefined) return errorAt(construct, 'CDK-309', { what, ...shared });
  const { titles, section, clause, severity } = constraint(problem.rule);
  const source = sourceOf(construct);
  return {
    rule: problem.rule,
    severity,
    status: 'violated',
    messageId: `schema.${problem.keyword}`,
    message: { en: `${what.en}: ${titles.en}`, zh: `${what.zh}：${titles.zh}` },
    citation: { section: section || schema.section, clause },
    subject: { address, constructPath: construct.node.path, ...(source ? { source } : {}) },
    ...(name ? { attribute: name } : {}),
    ...shared,
    related: [],
    evidence: problem.value === undefined ? [] : [{ address, attribute: name, value: problem.value }],
  };
}
