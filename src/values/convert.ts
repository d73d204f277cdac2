/** Conversion between types, by cty's rules. */

import { formatNum, parseNum } from './num.ts';
import { formatPath, joinPath } from './path.ts';
import {
  type CollectionType,
  compareStrings,
  hasDynamic,
  type ObjectType,
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

export { unify } from './unify.ts';

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

function convertAbsent(v: Value, type: Type, path: Path): Value {
  if (v.type.kind !== 'dynamic' && !convertible(v.type, type))
    throw new ConversionError(mismatch(type), path);
  const target = withoutOptional(type);
  if (v.isNull) return nul(target).withMarks(v.marks);
  // What replaces `any` is only decided by the known value.
  if (hasDynamic(target)) return unknown(hasDynamic(v.type) ? target : v.type).withMarks(v.marks);
  const keep =
    v.type.kind === target.kind ? v.refinement : v.refinement?.notNull ? { notNull: true } : undefined;
  return unknown(target, target.kind === 'set' && keep ? withoutMinimum(keep) : keep).withMarks(v.marks);
}

/** Equal elements merge in a set: only "not empty" survives of a lower bound. */
function withoutMinimum(r: NonNullable<Value['refinement']>): NonNullable<Value['refinement']> {
  return r.minLength === undefined ? r : { ...r, minLength: Math.min(1, r.minLength) };
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
  const make = type.kind === 'set' ? set : list;
  const converted = (v.raw as readonly Value[]).map((e, i) => convertAt(e, type.element, joinPath(path, i)));
  const { element, values } = commonElement(converted, type, path);
  return make(element, values);
}

function toMap(v: Value, type: CollectionType, path: Path): Value {
  const raw = v.raw as ReadonlyMap<string, Value>;
  const keys = [...raw.keys()];
  const converted = keys.map((k) => convertAt(raw.get(k) as Value, type.element, joinPath(path, k)));
  const { element, values } = commonElement(converted, type, path);
  return map(element, new Map(keys.map((k, i) => [k, values[i] as Value])));
}

/** With `any` in the constraint the element type is what all elements agree on. */
function commonElement(
  values: readonly Value[],
  type: CollectionType,
  path: Path,
): { element: Type; values: readonly Value[] } {
  const declared = withoutOptional(type.element);
  if (!hasDynamic(declared) || values.length === 0) return { element: declared, values };
  const first = values[0] as Value;
  if (values.every((v) => typeEquals(v.type, first.type))) return { element: first.type, values };
  const element = unify(unifiableTypes(values));
  if (element === undefined)
    throw new ConversionError(`all ${type.kind} elements must have the same type`, path);
  return { element, values: values.map((v, i) => convertAt(v, element, joinPath(path, i))) };
}

/** `null` fits every type, so an untyped one has no say. */
export function unifiableTypes(values: readonly Value[]): readonly Type[] {
  return values.filter((v) => !(v.isNull && v.type.kind === 'dynamic')).map((v) => v.type);
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

/** Whether values of one type may convert to the other; strings may still fail by their content. */
export function convertible(from: Type, to: Type): boolean {
  if (to.kind === 'dynamic' || from.kind === 'dynamic' || from === to) return true;
  switch (to.kind) {
    case 'string':
      return from.kind === 'string' || from.kind === 'number' || from.kind === 'bool';
    case 'number':
    case 'bool':
      return from.kind === to.kind || from.kind === 'string';
    case 'list':
    case 'set':
      if (from.kind === 'tuple') return from.elements.every((e) => convertible(e, to.element));
      return (from.kind === 'list' || from.kind === 'set') && convertible(from.element, to.element);
    case 'map':
      if (from.kind === 'object')
        return [...from.attributes.values()].every((e) => convertible(e, to.element));
      return from.kind === 'map' && convertible(from.element, to.element);
    case 'tuple':
      return (
        from.kind === 'tuple' &&
        from.elements.length === to.elements.length &&
        from.elements.every((e, i) => convertible(e, to.elements[i] as Type))
      );
    case 'object':
      return convertibleToObject(from, to);
  }
}

function convertibleToObject(from: Type, to: ObjectType): boolean {
  if (from.kind === 'map') return [...to.attributes.values()].every((t) => convertible(from.element, t));
  if (from.kind !== 'object') return false;
  for (const [name, wanted] of to.attributes) {
    const given = from.attributes.get(name);
    if (given ? !convertible(given, wanted) : !to.optional.has(name)) return false;
  }
  return true;
}
