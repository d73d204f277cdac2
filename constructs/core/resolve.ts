import { DefaultTokenResolver, type IConstruct, StringConcat, Tokenization } from './engine.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Replaces late values by expressions. `preparing` also creates what references to other stacks need. */
export function resolveIn(scope: IConstruct, value: unknown, preparing = false): JsonObject {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing }) as JsonObject;
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
