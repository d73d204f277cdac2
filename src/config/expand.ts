/** `count` and `for_each`: which instances a resource has. */

import { ConversionError, convert } from '../values/convert.ts';
import type { Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { toSafeInteger } from '../values/num.ts';
import { sortedEntries } from '../values/path.ts';
import { T, typeName } from '../values/type.ts';
import { asArray, asNum, asString, isMappingKind, SENSITIVE, type Value } from '../values/value.ts';
import { compareKeys, formatKey, type InstanceKey, type ModuleInstance } from './address.ts';
import type { Expansion, Instance } from './evaluation.ts';
import type { ConfigExpression } from './expression.ts';

type Evaluate = (expression: ConfigExpression) => Value;

/** A resource or a module call at one place. */
export interface Repeated {
  /** From the root, with the keys of the modules around it. */
  readonly address: string;
  readonly module: ModuleInstance;
  readonly count?: ConfigExpression;
  readonly forEach?: ConfigExpression;
}

/** Throws `DiagnosticError` for arguments that can never be right; unknown ones are an outcome. */
export function expand(repeated: Repeated, evaluate: Evaluate): Expansion {
  const { address, module, count, forEach } = repeated;
  if (count) return expandCount(repeated, count, evaluate(count));
  if (forEach) return expandForEach(repeated, forEach, evaluate(forEach));
  return { kind: 'single', instances: [{ module, key: undefined, address }] };
}

/** Of instances that there are. A tuple has no gaps: what is missing in between stands for something unknown. */
export function ofKeys(
  { address, module }: Pick<Repeated, 'address' | 'module'>,
  kind: 'count' | 'for_each',
  keys: Iterable<InstanceKey>,
): Expansion {
  const present = [...keys].filter((key) => typeof key === (kind === 'count' ? 'number' : 'string'));
  const length = Math.max(0, ...present.map((key) => (kind === 'count' ? (key as number) + 1 : 0)));
  const all = kind === 'count' ? [...Array(length).keys()] : present.sort(compareKeys);
  return { kind, instances: all.map((key) => ({ module, key, address: address + formatKey(key) })) };
}

const COUNT = 'ZTC-E-CONFIG-COUNT';
const FOR_EACH = 'ZTC-E-CONFIG-FOR-EACH';

function expandCount({ address, module }: Repeated, expression: ConfigExpression, given: Value): Expansion {
  const fail = (detail: string): DiagnosticError =>
    expression.place.error(COUNT, 'Invalid count argument', `The "count" of ${address} ${detail}`);
  if (given.hasMark('ephemeral')) throw fail('must not be ephemeral.');
  const value = toNumber(given.unmark(), fail);
  if (value.isNull) throw fail('is null; a whole number is required.');
  if (!value.isKnown) {
    const detail = `The "count" of ${address} depends on values that are not known before apply, so it cannot be told how many instances there will be.`;
    return unknownExpansion('count', expression.place.problem(COUNT, 'Invalid count argument', detail));
  }
  const count = toSafeInteger(asNum(value));
  if (count === undefined || !Number.isInteger(count)) throw fail('must be a whole number.');
  if (count < 0) throw fail(`is ${count}; it must not be negative.`);
  const instances = Array.from(
    { length: count },
    (_, key): Instance => ({ module, key, address: `${address}[${key}]` }),
  );
  return { kind: 'count', instances };
}

function toNumber(value: Value, fail: (detail: string) => DiagnosticError): Value {
  try {
    return convert(value, T.number);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw fail(`must be a whole number: ${e.message}.`);
  }
}

function expandForEach(repeated: Repeated, expression: ConfigExpression, given: Value): Expansion {
  const { address } = repeated;
  const fail = (detail: string): DiagnosticError =>
    expression.place.error(FOR_EACH, 'Invalid for_each argument', `The "for_each" of ${address} ${detail}`);
  if (given.hasMark(SENSITIVE)) throw fail('is sensitive; its keys would be shown as part of addresses.');
  if (given.isNull) throw fail('is null; a map or a set of strings is required.');
  const { type } = given;
  if (given.isKnown && !isMappingKind(type) && type.kind !== 'set') {
    throw fail(`is a ${typeName(type)}; a map or a set of strings is required. For a list use toset(…).`);
  }
  const open = (): Expansion => {
    const detail = `The "for_each" of ${address} has keys that are not known before apply, so it cannot be told which instances there will be.`;
    return unknownExpansion(
      'for_each',
      expression.place.problem(FOR_EACH, 'Invalid for_each argument', detail),
    );
  };
  if (!given.isKnown) return open();
  if (type.kind !== 'set') return forEachOf(repeated, sortedEntries(given));
  const elements = asArray(given);
  if (elements.some((element) => !element.isKnown)) return open();
  if (elements.some((element) => element.isNull || element.type.kind !== 'string')) {
    throw fail('must be a set of strings, none of them null.');
  }
  return forEachOf(
    repeated,
    elements.map((element) => [asString(element), element] as const),
  );
}

function forEachOf({ address, module }: Repeated, entries: readonly (readonly [string, Value])[]): Expansion {
  const instances = entries.map(
    ([key, eachValue]): Instance => ({ module, key, address: address + formatKey(key), eachValue }),
  );
  return { kind: 'for_each', instances };
}

function unknownExpansion(argument: 'count' | 'for_each', diagnostic: Diagnostic): Expansion {
  return { kind: 'unknown', argument, diagnostic };
}
