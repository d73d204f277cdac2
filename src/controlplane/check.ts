/** Refusals that the schema alone decides. */
import { findConstraint } from '../catalog/constraints.ts';
import type { Json, JsonObject } from '../client/client.ts';
import type { ApiProblem } from '../client/error.ts';
import type { AttributeSchema, Localized, ResourceSchema } from '../schema/model.ts';
import { type BodyProblem, BodyValidator, type ProblemKeyword } from '../schema/validate.ts';
import { errorText } from './errors.ts';
import { isObject, sameJson, valueAt } from './json.ts';
import { refusalWith } from './refusal.ts';

const validator = new BodyValidator();

/** Throws when there is anything to refuse. The first problem gives the error its text; all of them go along. */
export function refuse(problems: readonly ApiProblem[]): void {
  const first = problems[0];
  if (!first) return;
  const { message, code = 'ZTC-API-INVALID_ATTRIBUTES', ...about } = first;
  const section = first.rule === undefined ? undefined : findConstraint(first.rule)?.section;
  const citation = section === undefined ? {} : { citation: { section } };
  throw refusalWith(code, message, { ...about, ...citation, problems });
}

/** Everything that is wrong with a body. An update is judged as the whole object that it leads to. */
export function problemsOf(
  schema: ResourceSchema,
  given: JsonObject,
  operation: 'create' | 'update',
): readonly ApiProblem[] {
  return validator
    .check(schema, given)
    .filter((problem) => operation === 'create' || !isKeptSecret(schema, problem))
    .map(problemFrom);
}

/** A write-only value that is required was given at the creation and is not kept. */
function isKeptSecret(schema: ResourceSchema, { keyword, pointer }: BodyProblem): boolean {
  return keyword === 'required' && schema.attributes[pointer.slice(1)]?.writeOnly === true;
}

/** What is wrong with the value of one attribute. */
export function problemsOfValue(
  attribute: AttributeSchema,
  name: string,
  value: Json,
): readonly ApiProblem[] {
  const schema = { type: '', attributes: { [name]: { ...attribute, mode: 'optional' } }, exactlyOneOf: [] };
  return validator.check(schema as unknown as ResourceSchema, { [name]: value }).map(problemFrom);
}

function problemFrom(problem: BodyProblem): ApiProblem {
  const attribute = problem.pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  return {
    ...(attribute === '' ? {} : { attribute }),
    ...(problem.value === undefined ? {} : { value: problem.value }),
    ...(problem.allowed === undefined ? {} : { allowed: problem.allowed }),
    ...(problem.rule === undefined ? {} : { rule: problem.rule }),
    message: messageOf(problem, attribute),
  };
}

/** `{a}` is the attribute, `{l}` what is allowed. */
const MESSAGES: Readonly<Record<ProblemKeyword, Localized>> = {
  'unknown-attribute': { en: '{a} is not an attribute of this type', zh: '该类型没有属性 {a}' },
  computed: { en: '{a} is given by the platform and cannot be set', zh: '{a} 由平台给出，不可设置' },
  required: { en: '{a} is required', zh: '缺少必填属性 {a}' },
  type: { en: '{a} has to be of type {l}', zh: '{a} 的类型须为 {l}' },
  enum: { en: '{a} has to be one of {l}', zh: '{a} 只能取 {l}' },
  minimum: { en: '{a} has to be at least {l}', zh: '{a} 不得小于 {l}' },
  exclusiveMinimum: { en: '{a} has to be more than {l}', zh: '{a} 须大于 {l}' },
  maximum: { en: '{a} has to be at most {l}', zh: '{a} 不得大于 {l}' },
  minLength: { en: '{a} has to have at least {l} characters', zh: '{a} 至少 {l} 个字符' },
  maxLength: { en: '{a} has to have at most {l} characters', zh: '{a} 至多 {l} 个字符' },
  pattern: { en: '{a} has to match {l}', zh: '{a} 须匹配 {l}' },
  format: { en: '{a} has to be {l}', zh: '{a} 的格式须为 {l}' },
  minItems: { en: '{a} has to have at least {l} items', zh: '{a} 至少 {l} 项' },
  maxItems: { en: '{a} has to have at most {l} items', zh: '{a} 至多 {l} 项' },
  uniqueItems: { en: '{a} must not hold anything twice', zh: '{a} 中不得有重复项' },
  exactlyOneOf: { en: 'exactly one of {l} has to be given', zh: '{l} 须且仅须给出一项' },
};

function messageOf({ keyword, allowed }: BodyProblem, attribute: string): Localized {
  const limit = Array.isArray(allowed)
    ? allowed.join(', ')
    : typeof allowed === 'object'
      ? JSON.stringify(allowed)
      : String(allowed);
  const put = (text: string): string => text.replace('{a}', attribute).replace('{l}', limit);
  return { en: put(MESSAGES[keyword].en), zh: put(MESSAGES[keyword].zh) };
}

/** What is wrong with a change as such: attributes that cannot change, and sizes that cannot shrink. */
export function changeProblems(
  schema: ResourceSchema,
  before: JsonObject,
  after: JsonObject,
  changed: readonly string[],
): readonly ApiProblem[] {
  return changed.flatMap((name) => {
    const attribute = schema.attributes[name];
    return attribute ? problemsOfChange(attribute, name, before[name], after[name]) : [];
  });
}

function problemsOfChange(
  attribute: AttributeSchema,
  path: string,
  before: Json | undefined,
  after: Json | undefined,
): readonly ApiProblem[] {
  if (sameJson(before, after)) return [];
  const value = after ?? null;
  if (attribute.forceNew) {
    const message = errorText('ZTC-API-IMMUTABLE_ATTRIBUTE', { attribute: path });
    return [{ attribute: path, value, code: 'ZTC-API-IMMUTABLE_ATTRIBUTE', message }];
  }
  const { decrease } = attribute;
  if (decrease && typeof before === 'number' && typeof after === 'number' && after < before) {
    const message = {
      en: `${path} can only grow (it is ${before})`,
      zh: `${path} 只能增大（当前为 ${before}）`,
    };
    const rule = decrease.rule === undefined ? {} : { rule: decrease.rule };
    return [{ attribute: path, value, allowed: `>= ${before}`, ...rule, message }];
  }
  if (!attribute.properties) return [];
  const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  return Object.entries(attribute.properties).flatMap(([name, child]) =>
    problemsOfChange(child, `${path}.${name}`, valueAt(old, name), valueAt(now, name)),
  );
}
