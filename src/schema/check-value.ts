/** One attribute's checks, compiled into a function. */
import { FORMAT_HINTS, formatCheck } from './formats.ts';
import type { AttributeSchema, RefusingKeyword } from './model.ts';
import { pointerStep } from './pointer.ts';
import type { BodyProblem, CheckOptions, ProblemKeyword } from './validate.ts';

export interface CheckSettings {
  readonly isUnknown: (value: unknown) => boolean;
}

/** Adds what is wrong with a value that is given (neither null nor undefined). */
export type ValueCheck = (
  value: unknown,
  pointer: string,
  problems: BodyProblem[],
  options: CheckOptions,
) => void;

interface Refusal {
  readonly keyword: ProblemKeyword;
  readonly allowed: unknown;
  refuses(value: unknown): boolean;
}

export function compileAttribute(schema: AttributeSchema, settings: CheckSettings): ValueCheck {
  const typeIs = TYPE_CHECKS[schema.type];
  const refusals = refusalsOf(schema);
  const inner = innerCheck(schema, settings);
  return (value, pointer, problems, options) => {
    if (settings.isUnknown(value)) return;
    if (!typeIs(value)) {
      problems.push(problem(schema, { keyword: 'type', allowed: schema.type }, value, pointer));
      return;
    }
    for (const refusal of refusals) {
      if (refusal.refuses(value)) problems.push(problem(schema, refusal, value, pointer));
    }
    inner?.(value, pointer, problems, options);
  };
}

const TYPE_CHECKS: Readonly<Record<AttributeSchema['type'], (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: isObject,
};

function problem(
  schema: AttributeSchema,
  { keyword, allowed }: Pick<Refusal, 'keyword' | 'allowed'>,
  value: unknown,
  pointer: string,
): BodyProblem {
  const rule = schema.rule[keyword as RefusingKeyword];
  return {
    pointer,
    keyword,
    ...(schema.sensitive || schema.writeOnly ? {} : { value }),
    allowed,
    ...(rule === undefined ? {} : { rule }),
  };
}

function refusalsOf(schema: AttributeSchema): readonly Refusal[] {
  const found: Refusal[] = [];
  const on = <T>(
    keyword: ProblemKeyword,
    limit: T | undefined,
    refuses: (value: never, limit: T) => boolean,
  ): void => {
    if (limit === undefined) return;
    const allowed = keyword === 'format' ? FORMAT_HINTS[schema.format ?? 'cidr'] : limit;
    found.push({ keyword, allowed, refuses: (value) => refuses(value as never, limit) });
  };
  const members = schema.enum && new Set<unknown>(schema.enum);
  on('enum', schema.enum, (value: unknown) => members?.has(value) === false);
  on('minimum', schema.minimum, (value: number, limit) => value < limit);
  on('exclusiveMinimum', schema.exclusiveMinimum, (value: number, limit) => value <= limit);
  on('maximum', schema.maximum, (value: number, limit) => value > limit);
  on('minLength', schema.minLength, (value: string, limit) => lengthOf(value) < limit);
  on('maxLength', schema.maxLength, (value: string, limit) => lengthOf(value) > limit);
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u');
  on('pattern', schema.pattern, (value: string) => pattern?.test(value) === false);
  const matches = schema.format === undefined ? undefined : formatCheck(schema.format);
  on('format', schema.format, (value: string) => matches?.(value) === false);
  on('minItems', schema.minItems, (value: readonly unknown[], limit) => value.length < limit);
  on('maxItems', schema.maxItems, (value: readonly unknown[], limit) => value.length > limit);
  if (schema.uniqueItems) on('uniqueItems', true, hasDuplicates);
  return found;
}

/** Characters, not UTF-16 units: a name of 128 Chinese characters is 128 long. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function hasDuplicates(values: readonly unknown[]): boolean {
  if (values.every((value) => typeof value !== 'object')) return new Set(values).size < values.length;
  const plain = values.filter((value) => typeof value !== 'object');
  return new Set(plain).size < plain.length;
}

function innerCheck(schema: AttributeSchema, settings: CheckSettings): ValueCheck | undefined {
  if (schema.items) return itemsCheck(compileAttribute(schema.items, settings), schema.items);
  if (schema.properties) return propertiesCheck(schema.properties, settings);
  if (schema.additionalProperties) {
    return mapCheck(compileAttribute(schema.additionalProperties, settings), schema.additionalProperties);
  }
  return undefined;
}

function itemsCheck(check: ValueCheck, schema: AttributeSchema): ValueCheck {
  return (value, pointer, problems, options) => {
    for (const [at, item] of (value as readonly unknown[]).entries()) {
      checkMember(check, schema, item, `${pointer}/${at}`, problems, options);
    }
  };
}

function mapCheck(check: ValueCheck, schema: AttributeSchema): ValueCheck {
  return (value, pointer, problems, options) => {
    for (const [key, member] of Object.entries(value as object)) {
      checkMember(check, schema, member, `${pointer}${pointerStep(key)}`, problems, options);
    }
  };
}

/** A member of a list or a map is never absent. */
function checkMember(
  check: ValueCheck,
  schema: AttributeSchema,
  value: unknown,
  pointer: string,
  problems: BodyProblem[],
  options: CheckOptions,
): void {
  if (value !== null && value !== undefined) check(value, pointer, problems, options);
  else problems.push(problem(schema, { keyword: 'type', allowed: schema.type }, null, pointer));
}

function propertiesCheck(
  properties: Readonly<Record<string, AttributeSchema>>,
  settings: CheckSettings,
): ValueCheck {
  const checks = new Map(
    Object.entries(properties).map(([name, schema]) => [
      name,
      { schema, check: compileAttribute(schema, settings) },
    ]),
  );
  return (value, pointer, problems, options) => {
    const given = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(given)) {
      if (checks.has(name)) continue;
      const allowed = [...checks.keys()];
      problems.push({
        pointer: `${pointer}${pointerStep(name)}`,
        keyword: 'unknown-attribute',
        value: given[name],
        allowed,
      });
    }
    for (const [name, { schema, check }] of checks) {
      const member = Object.hasOwn(given, name) ? given[name] : undefined;
      const at = `${pointer}/${name}`;
      if (member === null || member === undefined) {
        if (schema.mode === 'required') {
          problems.push(
            problem(schema, { keyword: 'required', allowed: schema.enum ?? schema.type }, undefined, at),
          );
        }
      } else if (schema.mode === 'computed' && !options.allowComputed) {
        problems.push({ pointer: at, keyword: 'computed' });
      } else check(member, at, problems, options);
    }
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
