/** Values to and from JSON, and to and from plain JavaScript. */

import { convert } from './convert.ts';
import { isJsonObject, type Json, JsonNumber, type JsonObject, jsonToNum, numToJson } from './json.ts';
import { type Num, toFloat } from './num.ts';
import { joinPath, sortedEntries } from './path.ts';
import { T, type Type, type TypeJson, typeFromJson, typeToJson, withoutOptional } from './type.ts';
import {
  asArray,
  bool,
  list,
  map,
  nul,
  num,
  object,
  type Path,
  set,
  str,
  tuple,
  type Value,
} from './value.ts';

/** A value that JSON cannot hold was met on the way out. */
export class UnknownValueError extends Error {
  readonly path: Path;
  constructor(path: Path) {
    super('value is not known');
    this.name = 'UnknownValueError';
    this.path = path;
  }
}

/**
 * A wholly known value as JSON; marks are ignored. Where `type` has `dynamic`, the value is wrapped with its type
 * (`{"value":…,"type":…}`), as states and the wire do.
 */
export function valueToJson(v: Value, type?: Type, path: Path = []): Json {
  if (!v.isKnown) throw new UnknownValueError(path);
  if (type?.kind === 'dynamic') return wrapDynamic(v, path);
  if (v.isNull) return null;
  const raw = v.raw;
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw;
  if (raw instanceof Map) {
    // An own `__proto__` is possible, hence no plain literal.
    const out: Record<string, Json> = Object.create(null);
    for (const [key, child] of sortedEntries(v)) {
      out[key] = valueToJson(child, childType(type, key), joinPath(path, key));
    }
    return out;
  }
  if (Array.isArray(raw))
    return asArray(v).map((e, i) => valueToJson(e, childType(type, i), joinPath(path, i)));
  return numToJson(raw as Num);
}

function wrapDynamic(v: Value, path: Path): Json {
  if (v.isNull && v.type.kind === 'dynamic') return null;
  return { value: valueToJson(v, v.type, path), type: typeToJson(v.type) as Json };
}

function childType(type: Type | undefined, by: string | number): Type | undefined {
  switch (type?.kind) {
    case 'list':
    case 'set':
    case 'map':
      return type.element;
    case 'object':
      return type.attributes.get(String(by));
    case 'tuple':
      return type.elements[Number(by)];
    default:
      return undefined;
  }
}

/** JSON read as a value of the given type; `dynamic` expects the wrapping that `valueToJson` writes. */
export function valueFromJson(json: Json, type: Type): Value {
  if (type.kind === 'dynamic') return unwrapDynamic(json);
  if (json === null) return nul(withoutOptional(type));
  if (isJsonObject(json) && type.kind === 'map') {
    return map(
      type.element,
      mapEntries(json, (child) => valueFromJson(child, type.element)),
    );
  }
  if (isJsonObject(json) && type.kind === 'object') return objectFromJson(json, type);
  if (Array.isArray(json)) {
    const elements = json as readonly Json[];
    if (type.kind === 'list')
      return list(
        type.element,
        elements.map((e) => valueFromJson(e, type.element)),
      );
    if (type.kind === 'set')
      return set(
        type.element,
        elements.map((e) => valueFromJson(e, type.element)),
      );
    if (type.kind === 'tuple')
      return tuple(elements.map((e, i) => valueFromJson(e, type.elements[i] ?? T.dynamic)));
  }
  if (typeof json === 'string' && type.kind === 'string') return str(json);
  return convert(impliedValue(json), type);
}

function objectFromJson(json: JsonObject, type: Type & { kind: 'object' }): Value {
  const entries = new Map<string, Value>();
  for (const [name, wanted] of type.attributes) {
    const given = Object.hasOwn(json, name) ? json[name] : undefined;
    entries.set(name, given === undefined ? nul(withoutOptional(wanted)) : valueFromJson(given, wanted));
  }
  return object(entries);
}

function unwrapDynamic(json: Json): Value {
  if (json === null) return nul();
  if (!isJsonObject(json) || json.type === undefined)
    throw new TypeError('a dynamic value needs "value" and "type"');
  return valueFromJson(json.value ?? null, typeFromJson(json.type as TypeJson));
}

function mapEntries(json: JsonObject, read: (child: Json) => Value): Map<string, Value> {
  return new Map(Object.keys(json).map((key) => [key, read(json[key] as Json)]));
}

/** JSON read with the type it suggests itself: objects and tuples, as `jsondecode` does. */
export function impliedValue(json: Json): Value {
  if (json === null) return nul();
  if (typeof json === 'string') return str(json);
  if (typeof json === 'boolean') return bool(json);
  if (typeof json === 'number' || json instanceof JsonNumber) return num(jsonToNum(json));
  if (Array.isArray(json)) return tuple((json as readonly Json[]).map(impliedValue));
  return object(mapEntries(json as JsonObject, impliedValue));
}

/** Plain JavaScript (as from `JSON.parse`, bigint allowed, undefined members left out) to a value. */
export function fromPlain(plain: unknown): Value {
  if (plain === null || plain === undefined) return nul();
  if (typeof plain === 'string') return str(plain);
  if (typeof plain === 'boolean') return bool(plain);
  if (typeof plain === 'number') return num(jsonToNum(plain));
  if (typeof plain === 'bigint') return num(jsonToNum(new JsonNumber(plain.toString())));
  if (plain instanceof JsonNumber) return num(jsonToNum(plain));
  if (Array.isArray(plain)) return tuple(plain.map(fromPlain));
  if (plain instanceof Map) return object(new Map([...plain].map(([k, v]) => [String(k), fromPlain(v)])));
  if (typeof plain === 'object') {
    const members = Object.entries(plain).filter(([, v]) => v !== undefined);
    return object(new Map(members.map(([k, v]) => [k, fromPlain(v)])));
  }
  throw new TypeError(`cannot represent a ${typeof plain} as a value`);
}

/**
 * A value as plain JavaScript; numbers become the nearest double, marks are dropped, and each unknown becomes
 * whatever `unknownAs` gives.
 */
export function toPlain(v: Value, unknownAs: (v: Value, path: Path) => unknown, path: Path = []): unknown {
  if (!v.isKnown) return unknownAs(v, path);
  if (v.isNull) return null;
  const raw = v.raw;
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw;
  if (raw instanceof Map) {
    const out: Record<string, unknown> = {};
    for (const [key, child] of sortedEntries(v)) {
      const value = toPlain(child, unknownAs, joinPath(path, key));
      if (key === '__proto__') Object.defineProperty(out, key, { value, enumerable: true, writable: true });
      else out[key] = value;
    }
    return out;
  }
  if (Array.isArray(raw)) return asArray(v).map((e, i) => toPlain(e, unknownAs, joinPath(path, i)));
  return toFloat(raw as Num);
}
