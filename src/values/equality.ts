/** The language's `==`: three-valued, because unknown operands may or may not turn out equal. */

import { compare, type Num } from './num.ts';
import { NOT_NULL, type Refinement } from './refinement.ts';
import { elementKey } from './set-order.ts';
import { T, type Type, typeEquals } from './type.ts';
import {
  asArray,
  asMap,
  bool,
  isDefinitelyNotNull,
  unknown,
  type Value,
  valueEqualsUnmarked,
} from './value.ts';

export type Answer = boolean | undefined;

export const answerValue = (answer: Answer): Value =>
  answer === undefined ? unknown(T.bool, NOT_NULL) : bool(answer);

/** Undefined: it depends on what is unknown. Values of different types are different. */
export function equalAnswer(a: Value, b: Value): Answer {
  if (a.isNull && isDefinitelyNotNull(b)) return false;
  if (b.isNull && isDefinitelyNotNull(a)) return false;
  if (a.isNull && b.isNull) return true;
  if (!a.isKnown || !b.isKnown) return unknownAnswer(a, b);
  if (a.type.kind !== b.type.kind) return false;
  // Types that can never agree decide before any unknown element could.
  if (!(a.whollyKnown && b.whollyKnown) && !comparableTypes(a.type, b.type)) return false;
  if (a.raw instanceof Map) return equalMaps(a, b);
  if (Array.isArray(a.raw)) return a.type.kind === 'set' ? equalSets(a, b) : equalSequences(a, b);
  return valueEqualsUnmarked(a.unmark(), b.unmark());
}

function unknownAnswer(a: Value, b: Value): Answer {
  const [known, other] = a.isKnown ? [a, b] : [b, a];
  if (known.isKnown && !known.isNull && !comparableTypes(known.type, other.type)) return false;
  if (a.isKnown && !excludes(b.refinement, a)) return undefined;
  if (b.isKnown && !excludes(a.refinement, b)) return undefined;
  return a.isKnown || b.isKnown ? false : undefined;
}

/** Whether values of the types may turn out equal, once `dynamic` parts have become something. */
const comparableTypes = (a: Type, b: Type): boolean => conforms(a, b) || conforms(b, a);

function conforms(given: Type, wanted: Type): boolean {
  if (wanted.kind === 'dynamic' || given === wanted) return true;
  if (given.kind !== wanted.kind) return false;
  switch (wanted.kind) {
    case 'list':
    case 'set':
    case 'map':
      return conforms((given as typeof wanted).element, wanted.element);
    case 'tuple': {
      const { elements } = given as typeof wanted;
      return (
        elements.length === wanted.elements.length &&
        elements.every((e, i) => conforms(e, wanted.elements[i] as Type))
      );
    }
    case 'object': {
      const { attributes } = given as typeof wanted;
      return (
        attributes.size === wanted.attributes.size &&
        [...attributes].every(
          ([name, t]) => wanted.attributes.has(name) && conforms(t, wanted.attributes.get(name) as Type),
        )
      );
    }
    default:
      return true;
  }
}

/** Whether an unknown with this refinement can certainly not become the given known value. */
function excludes(r: Refinement | undefined, v: Value): boolean {
  if (r === undefined) return false;
  if (v.isNull) return r.notNull === true;
  const raw = v.raw;
  if (typeof raw === 'string') return r.prefix !== undefined && !raw.startsWith(r.prefix);
  if (v.type.kind === 'number') return outside(r, raw as Num);
  const length = raw instanceof Map ? raw.size : Array.isArray(raw) ? raw.length : undefined;
  if (length === undefined || !v.whollyKnown) return false;
  return length < (r.minLength ?? 0) || length > (r.maxLength ?? Infinity);
}

function outside(r: Refinement, n: Num): boolean {
  if (r.min) {
    const order = compare(n, r.min.value);
    if (order < 0 || (order === 0 && !r.min.inclusive)) return true;
  }
  if (r.max) {
    const order = compare(n, r.max.value);
    if (order > 0 || (order === 0 && !r.max.inclusive)) return true;
  }
  return false;
}

function equalSequences(a: Value, b: Value): Answer {
  const [x, y] = [asArray(a), asArray(b)];
  if (x.length !== y.length) return false;
  if (a.type.kind === 'list' && x.length === 0) return typeEquals(a.type, b.type);
  return every(x.map((v, i) => equalAnswer(v, y[i] as Value)));
}

function equalMaps(a: Value, b: Value): Answer {
  const [x, y] = [asMap(a), asMap(b)];
  if (x.size !== y.size) return false;
  if (a.type.kind === 'map' && x.size === 0) return typeEquals(a.type, b.type);
  const answers: Answer[] = [];
  for (const [key, value] of x) {
    const other = y.get(key);
    if (other === undefined) return false;
    answers.push(equalAnswer(value, other));
  }
  return every(answers);
}

function equalSets(a: Value, b: Value): Answer {
  if (!typeEquals(a.type, b.type)) return false;
  if (!a.whollyKnown || !b.whollyKnown) return undefined;
  return elementKey(a) === elementKey(b);
}

/** One certain difference decides; otherwise one doubt does. */
function every(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}
