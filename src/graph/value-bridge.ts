/** Between the graph's plain data and the evaluator's values, keeping track of which unknown is which. */

import { ConversionError, convert } from '../values/convert.ts';
import { fromPlain, toPlain } from '../values/json-value.ts';
import { type ObjectType, type Type, withoutOptional } from '../values/type.ts';
import { list, map, nul, object, type Path, SENSITIVE, set, unknown, type Value } from '../values/value.ts';
import { isPlainObject, isUnknown, type Plain, type PlainObject, type Unknown } from './plain.ts';

const SENSITIVE_MARKS: ReadonlySet<string> = new Set([SENSITIVE]);

/**
 * An unknown that goes through the evaluator untouched is the same `Value` object when it comes out: locals,
 * `each.value`, lists and conditionals do not copy. So identity tells what an unknown is equal to.
 */
export class ValueBridge {
  readonly #unknowns = new Map<Value, Unknown>();

  toValue(plain: Plain | undefined, type: Type): Value {
    if (plain === null || plain === undefined) return nul(withoutOptional(type));
    if (isUnknown(plain)) return this.#unknown(plain, type);
    if (Array.isArray(plain)) return this.#sequence(plain as readonly Plain[], type);
    if (isPlainObject(plain)) return this.#mapping(plain, type);
    return fitted(fromPlain(plain), type);
  }

  /** The object of a whole resource; the attributes named are sensitive. */
  toObject(values: PlainObject, type: ObjectType, sensitive?: ReadonlySet<string>): Value {
    const entries = new Map<string, Value>();
    for (const [name, wanted] of type.attributes) {
      const value = this.toValue(values[name], wanted);
      entries.set(name, sensitive?.has(name) ? this.#marked(value) : value);
    }
    return object(entries);
  }

  /** `cause` is asked for unknowns that were computed from others. */
  toPlain(value: Value, cause: (path: Path) => Unknown): Plain {
    return toPlain(value, (part, path) => this.#unknowns.get(part) ?? cause(path)) as Plain;
  }

  #marked(value: Value): Value {
    const marked = value.withMarks(SENSITIVE_MARKS);
    const origin = this.#unknowns.get(value);
    if (origin) this.#unknowns.set(marked, origin);
    return marked;
  }

  #unknown(plain: Unknown, type: Type): Value {
    const value = unknown(withoutOptional(type));
    this.#unknowns.set(value, plain);
    return value;
  }

  #sequence(plain: readonly Plain[], type: Type): Value {
    if (type.kind !== 'list' && type.kind !== 'set') return fitted(fromPlain(plain), type);
    const { element } = type;
    const items = plain.map((item) => this.toValue(item, element));
    const own = withoutOptional(element);
    return type.kind === 'list' ? list(own, items) : set(own, items);
  }

  #mapping(plain: PlainObject, type: Type): Value {
    if (type.kind === 'object') return this.toObject(plain, type);
    if (type.kind !== 'map') return fitted(fromPlain(plain), type);
    const { element } = type;
    const entries = Object.entries(plain).map(([key, item]) => [key, this.toValue(item, element)] as const);
    return map(withoutOptional(element), new Map(entries));
  }
}

/** A value that does not fit was reported by validation; here it only must not stop the rest. */
function fitted(value: Value, type: Type): Value {
  try {
    return convert(value, type);
  } catch (e) {
    if (e instanceof ConversionError) return value;
    throw e;
  }
}
