/** Conversion between types, by cty's rules. */

import { commonElement, convertible } from './convertible.ts';
import { formatNum, parseNum } from './num.ts';
import { formatPath, joinPath } from './path.ts';
import { refined } from './refined.ts';
import { carriedOver, settled } from './settled.ts';
import {
  type CollectionType,
  compareStrings,
  hasDynamic,
  isCollection,
  type ObjectType,
  T,
  type TupleType,
  type Type,
  typeEquals,
  typeName,
  withoutOptional,
} from './type.ts';
import { unify } from './unify.ts';
import {
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
  unknown,
  type Value,
} from './value.ts';

/** Thrown by `convert`: `path` leads to the part that does not fit. */
export class ConversionError extends Error {
  readonly path: Path;

  constructor(message: string, path: Path = []) {
    super(message);
    this.name = 'ConversionError';
    this.path = path;
  }

  /** The message with the path in front, as one writes it inside a sentence. */
  describe(): string {
    if (this.path.length === 0) return this.message;
    const at = formatPath(this.path);
    return `${at.startsWith('[') ? 'element' : ''}${at.startsWith('[') ? ' ' : ''}${at}: ${this.message}`;
  }
}

/** The value as `type`, which may be a constraint with `dynamic` parts and optional attributes. */
export function convert(v: Value, type: Type): Value {
  return convertAt(v, type, []);
}

/** Like `convert`, or undefined when it is impossible. */
export function tryConvert(v: Value, type: Type): Value | undefined {
  try {
    return convert(v, type);
  } catch (e) {
    if (e instanceof ConversionError) return undefined;
    throw e;
  }
}

function convertAt(v: Value, type: Type, path: Path): Value {
  if (type.kind === 'dynamic' || v.type === type || typeEquals(v.type, type)) return v;
  if (v.state !== 'known') return convertAbsent(v, type, path);
  return convertKnown(v, type, path).withMarks(v.marks);
}

/** Null and unknown values change their type alone. */
function convertAbsent(v: Value, type: Type, path: Path): Value {
  if (!convertible(v.type, type)) throw new ConversionError(mismatch(type), path);
  const target = settled(v.type, withoutOptional(type));
  return (v.isNull ? nul(target) : refined(target, carriedOver(v, target))).withMarks(v.marks);
}

function convertKnown(v: Value, type: Type, path: Path): Value {
  switch (type.kind) {
    case 'string':
      if (v.type.kind === 'number') return str(formatNum(v.raw as never));
      if (v.type.kind === 'bool') return str(String(v.raw));
      break;
    case 'number':
      if (v.type.kind === 'string') return stringToNumber(v.raw as string, path);
      break;
    case 'bool':
      if (v.type.kind === 'string') return stringToBool(v.raw as string, path);
      break;
    case 'list':
    case 'set':
      if (Array.isArray(v.raw)) return toSequence(v, type, path);
      break;
    case 'map':
      if (v.raw instanceof Map) return toMap(v, type, path);
      break;
    case 'object':
      if (v.raw instanceof Map) return toObject(v, type, path);
      break;
    case 'tuple':
      if (v.type.kind === 'tuple') return toTuple(v, type, path);
      break;
    default:
  }
  throw new ConversionError(mismatch(type), path);
}

function stringToNumber(text: string, path: Path): Value {
  const n = parseNum(text);
  if (n === undefined) throw new ConversionError('a number is required', path);
  return num(n);
}

function stringToBool(text: string, path: Path): Value {
  if (text === 'true' || text === '1') return bool(true);
  if (text === 'false' || text === '0') return bool(false);
  const lower = text.toLowerCase();
  const hint =
    lower === 'true' || lower === 'false' ? `; to convert from string, use lowercase "${lower}"` : '';
  throw new ConversionError(`a bool is required${hint}`, path);
}

function toSequence(v: Value, type: CollectionType, path: Path): Value {
  const given = v.raw as readonly Value[];
  const wanted = withoutOptional(type.element);
  // How many elements a set really has may still be open.
  if (v.type.kind === 'set' && type.kind === 'list' && !v.whollyKnown && given.length > 1) {
    return unknown(T.list(hasDynamic(wanted) ? (v.type as CollectionType).element : wanted));
  }
  const make = type.kind === 'set' ? set : list;
  if (given.length === 0) return make(emptyElement(v.type, wanted), []);
  const element = v.type.kind === 'tuple' ? common(v.type.elements, type, path) : type.element;
  const converted = given.map((e, i) => convertAt(e, element, joinPath(path, i)));
  const alike = v.type.kind === 'tuple' && type.kind === 'list' ? alikeOrRefused(converted, path) : converted;
  const elements = oneType(alike, type, path);
  return make(elements.type, elements.values);
}

function toMap(v: Value, type: CollectionType, path: Path): Value {
  const raw = v.raw as ReadonlyMap<string, Value>;
  const keys = [...raw.keys()].sort(compareStrings);
  if (keys.length === 0) return map(emptyElement(v.type, withoutOptional(type.element)), raw);
  const given = keys.map((k) => raw.get(k) as Value);
  const element =
    v.type.kind === 'object' && type.element.kind === 'dynamic'
      ? unify(given.map((e) => e.type))
      : type.element;
  if (element === undefined) throw new ConversionError(notAlike(type), path);
  const converted = given.map((e, i) => convertAt(e, element, joinPath(path, keys[i] as string)));
  const alike =
    isCollection(element) || element.kind === 'object' ? alikeOrRefused(converted, path) : converted;
  const elements = oneType(alike, type, path);
  return map(elements.type, new Map(keys.map((k, i) => [k, elements.values[i] as Value])));
}

/** `any` in the type of an empty collection stays what it was. */
function emptyElement(from: Type, wanted: Type): Type {
  return wanted.kind === 'dynamic' && isCollection(from) ? from.element : wanted;
}

function common(elements: readonly Type[], type: CollectionType, path: Path): Type {
  const element = commonElement(elements, type.element);
  if (element === undefined) throw new ConversionError(notAlike(type), path);
  return element;
}

const notAlike = (type: CollectionType): string => `all ${type.kind} elements must have the same type`;

/** Elements converted to a type with `any` inside may have come out different; they are then made alike. */
function alikeOrRefused(values: readonly Value[], path: Path): readonly Value[] {
  const [first] = values as [Value];
  if (values.every((v) => typeEquals(v.type, first.type))) return values;
  const element = unify(values.map((v) => v.type));
  if (element === undefined) {
    throw new ConversionError('cannot find a common base type for all elements', path);
  }
  return values.map((v, i) => convertAt(v, element, joinPath(path, i)));
}

/** A collection has one element type; only what has no type of its own yet takes it over. */
function oneType(
  values: readonly Value[],
  type: CollectionType,
  path: Path,
): { type: Type; values: readonly Value[] } {
  const element = (values.find((v) => v.type.kind !== 'dynamic') ?? (values[0] as Value)).type;
  if (values.every((v) => typeEquals(v.type, element))) return { type: element, values };
  if (values.some((v) => v.type.kind !== 'dynamic' && !typeEquals(v.type, element))) {
    throw new ConversionError(notAlike(type), path);
  }
  return { type: element, values: values.map((v) => convertAt(v, element, path)) };
}

function toObject(v: Value, type: ObjectType, path: Path): Value {
  const raw = v.raw as ReadonlyMap<string, Value>;
  const missing = [...type.attributes.keys()].filter((n) => !raw.has(n) && !type.optional.has(n));
  if (missing.length > 0) throw new ConversionError(missingMessage(missing), path);
  const next = new Map<string, Value>();
  for (const [name, wanted] of type.attributes) {
    const given = raw.get(name);
    next.set(name, given ? convertAt(given, wanted, joinPath(path, name)) : nul(withoutOptional(wanted)));
  }
  const target = withoutOptional(type);
  return hasDynamic(target) ? object(next) : object(next, target);
}

function missingMessage(names: readonly string[]): string {
  const quoted = [...names].sort(compareStrings).map((n) => JSON.stringify(n));
  if (quoted.length === 1) return `attribute ${quoted[0]} is required`;
  const last = quoted.pop();
  return `attributes ${quoted.join(', ')}${quoted.length > 1 ? ',' : ''} and ${last} are required`;
}

function toTuple(v: Value, type: TupleType, path: Path): Value {
  const raw = v.raw as readonly Value[];
  if (raw.length !== type.elements.length) {
    throw new ConversionError(`tuple with ${type.elements.length} elements required`, path);
  }
  return tuple(raw.map((e, i) => convertAt(e, type.elements[i] as Type, joinPath(path, i))));
}

const mismatch = (type: Type): string => `${typeName(type)} required`;
