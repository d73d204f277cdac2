import { DefaultTokenResolver, type IConstruct, StringConcat, Token, Tokenization } from './engine.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Replaces late values by expressions. `preparing` also creates what references to other stacks need. */
export function resolveIn(scope: IConstruct, value: unknown, preparing = false): JsonObject {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const engine = (part: unknown): unknown => Tokenization.resolve(part, { scope, resolver, preparing });
  return resolvePlain(value, engine) as JsonObject;
}

/** Where a late value may hide in a text: a marker of the engine, an expression, an encoded number. */
const MARKER = /[$#&]\{|\de\+2\d\d/;
const NUMBER = /-\d(?:\.\d+)?e\+2\d\d/g;

/** A late number in a text, after a hyphen: the engine would take the two signs together and leave the rest as it is. */
function withoutNumbers(text: string): string {
  return text.replace(NUMBER, (digits) => {
    const value = Tokenization.reverseNumber(Number(digits));
    return value ? Token.asString(value) : digits;
  });
}

/** Numbers beyond this are encoded late values. */
const ENCODED = -1e200;

/** Walks plain data and leaves to the engine what is not: most values of most resources never get there. */
function resolvePlain(value: unknown, engine: (part: unknown) => unknown): unknown {
  if (typeof value === 'string') return MARKER.test(value) ? engine(withoutNumbers(value)) : value;
  if (typeof value === 'number') return value < ENCODED ? engine(value) : value;
  if (value === null || typeof value === 'boolean' || value === undefined) return value;
  if (Array.isArray(value)) {
    if (value.length === 1 && isMarked(value[0])) return engine(value);
    return value.map((one) => resolvePlain(one, engine)).filter((one) => one !== undefined);
  }
  if (!isPlain(value)) return engine(value);
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (MARKER.test(key)) return engine(value);
    const one = resolvePlain(value[key], engine);
    if (one !== undefined) result[key] = one;
  }
  return result;
}

function isMarked(value: unknown): boolean {
  return (typeof value === 'string' && MARKER.test(value)) || (typeof value === 'number' && value < ENCODED);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || 'resolve' in value) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const REFERENCE = /\b(data\.)?([a-z][a-z0-9]*_[a-z0-9_]+)\.([A-Za-z_][\w-]*)/g;

/** Addresses that expressions in a rendered value refer to. */
export function* referencesIn(value: Json | undefined): Iterable<string> {
  if (typeof value === 'string') {
    if (!value.includes('${')) return;
    for (const [, data = '', type, name] of value.matchAll(REFERENCE)) yield `${data}${type}.${name}`;
  } else if (Array.isArray(value)) {
    for (const one of value) yield* referencesIn(one);
  } else if (value !== null && typeof value === 'object') {
    for (const one of Object.values(value)) yield* referencesIn(one);
  }
}
