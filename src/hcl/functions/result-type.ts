/**
 * Types of results that depend on the arguments. They are asked for while arguments are still unknown, so they look at
 * types, and at content only where it is known.
 */

import { toSafeInteger } from '../../values/num.ts';
import { compareStrings, T, type Type, typeEquals } from '../../values/type.ts';
import { unify } from '../../values/unify.ts';
import { asArray, asNum, asString, type Value } from '../../values/value.ts';
import { FunctionError } from '../scope.ts';
import { arg, isMapping } from './define.ts';

export function concatType(args: readonly Value[]): Type {
  if (args.length === 0) throw new FunctionError('at least one argument is required');
  if (args.every((v) => v.type.kind === 'list')) {
    const common = unify(args.map((v) => v.type));
    if (common !== undefined) return common;
  }
  const parts = args.map((v, i) => {
    if (v.type.kind === 'tuple') return v.type.elements;
    if (v.type.kind !== 'list') throw new FunctionError('all arguments must be lists or tuples', i);
    const { element } = v.type;
    return v.isKnown ? asArray(v).map(() => element) : undefined;
  });
  // How many elements an unknown list brings is open.
  return parts.some((p) => p === undefined) ? T.dynamic : T.tuple(parts.flatMap((p) => p ?? []));
}

/** Of maps and objects only; what has no type yet leaves the result without one. */
export function mergeType(args: readonly Value[]): Type {
  const [first] = args;
  if (first === undefined) return T.object(new Map());
  if (args.some((v) => v.type.kind === 'dynamic')) return T.dynamic;
  if (args.every((v) => typeEquals(v.type, first.type))) return first.type;
  const attributes = new Map<string, Type>();
  for (const { type, state, raw } of args) {
    if (state === 'null') continue;
    if (type.kind === 'object') for (const [name, t] of type.attributes) attributes.set(name, t);
    else if (type.kind === 'map' && raw instanceof Map) {
      for (const name of raw.keys()) attributes.set(name, type.element);
    } else return T.dynamic;
  }
  return T.object(attributes);
}

export function valuesType(args: readonly Value[]): Type {
  const from = arg(args, 0);
  const { type } = from;
  if (type.kind === 'map') return T.list(type.element);
  if (!isMapping(from)) throw new FunctionError('values() requires a map as the first argument', 0);
  const { attributes } = type as { attributes: ReadonlyMap<string, Type> };
  const names = [...attributes.keys()].sort(compareStrings);
  return T.tuple(names.map((name) => attributes.get(name) as Type));
}

export function elementType(args: readonly Value[]): Type {
  const { type } = arg(args, 0);
  if (type.kind === 'list') return type.element;
  if (type.kind !== 'tuple') throw new FunctionError('must be a list or tuple', 0);
  if (!arg(args, 1).isKnown) return T.dynamic;
  const { elements } = type;
  if (elements.length === 0) throw new FunctionError('cannot use element function with an empty list', 0);
  const at = toSafeInteger(asNum(arg(args, 1)));
  if (at === undefined) throw new FunctionError('a whole number is required', 1);
  return elements.at(at % elements.length) as Type;
}

/** The only element; of an unknown tuple it is known how many there are. */
export function oneType(args: readonly Value[]): Type {
  const { type } = arg(args, 0);
  if (type.kind === 'list' || type.kind === 'set') return type.element;
  if (type.kind !== 'tuple' || type.elements.length > 1)
    throw new FunctionError('must be a list, set, or tuple value with either zero or one elements', 0);
  return type.elements[0] ?? T.dynamic;
}

export function reverseType(args: readonly Value[]): Type {
  const { type } = arg(args, 0);
  if (type.kind === 'tuple') return T.tuple([...type.elements].reverse());
  if (type.kind === 'list' || type.kind === 'set') return T.list(type.element);
  throw new FunctionError('must be a list or tuple', 0);
}

export function zipmapType(args: readonly Value[]): Type {
  const [keys, { type }] = [arg(args, 0), arg(args, 1)];
  if (type.kind === 'list') return T.map(type.element);
  if (type.kind !== 'tuple') throw new FunctionError('values must be a list or tuple value', 1);
  if (!keys.whollyKnown) return T.dynamic;
  const names = asArray(keys).map(asString);
  if (names.length !== type.elements.length) {
    throw new FunctionError(
      `number of keys (${names.length}) does not match number of values (${type.elements.length})`,
    );
  }
  return T.object(new Map(names.map((name, i) => [name, type.elements[i] as Type] as const)));
}

/** Attributes of an unknown object can be told by name. */
export function lookupType(args: readonly Value[]): Type {
  const [from, key, fallback] = args as [Value, Value, Value?];
  if (from.type.kind === 'map') return from.type.element;
  if (from.type.kind !== 'object' || !key.isKnown) return T.dynamic;
  const known = from.type.attributes.get(asString(key)) ?? fallback?.type;
  if (known === undefined)
    throw new FunctionError(`the given object has no attribute ${JSON.stringify(asString(key))}`, 0);
  return known;
}
