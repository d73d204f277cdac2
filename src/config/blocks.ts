/** Nested blocks of one type as a value, with those that `dynamic` blocks make. */

import type { Traversal } from '../hcl/ast.ts';
import type { Resolved, Scope } from '../hcl/scope.ts';
import type { Source } from '../hcl/source.ts';
import { convert } from '../values/convert.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { sortedEntries } from '../values/path.ts';
import { T, type Type, typeName, withoutOptional } from '../values/type.ts';
import {
  asArray,
  asString,
  isMappingKind,
  list,
  map,
  nul,
  num,
  object,
  SENSITIVE,
  set,
  str,
  unknown,
  type Value,
} from '../values/value.ts';
import type { BodyShape } from './body.ts';
import type { Block, Body, DynamicBlock } from './expression.ts';
import { JsonBody } from './json-body.ts';

export interface NestedBlock {
  /** `group` is a single one that is always there. */
  readonly nesting: 'single' | 'group' | 'list' | 'set' | 'map';
  /** How many there have to be at least and at most. */
  readonly min?: number;
  readonly max?: number;
  readonly shape: BodyShape;
  /** Of one block. */
  readonly type: Type;
}

type EvaluateInside = (body: Body, scope: Scope) => Value;

interface Made {
  /** For blocks with labels. */
  readonly key?: string;
  readonly value: Value;
}

/** Throws `DiagnosticError`. Unknown when it cannot be told how many blocks there are. */
export function evaluateBlocks(
  body: Body,
  name: string,
  block: NestedBlock,
  scope: Scope,
  inside: EvaluateInside,
): Value {
  const labels = block.nesting === 'map' ? ['key'] : [];
  const { found, problems } = body.repeated(name, labels);
  if (problems.length > 0) throw new DiagnosticError(problems);
  const made: Made[] = [];
  let open = false;
  for (const one of found) {
    const all = 'forEach' in one ? expand(one, block, scope, inside) : fixed(one, scope, inside);
    if (all) made.push(...all);
    else open = true;
  }
  const type = withoutOptional(block.type);
  if (open) return unknown(nestedType(block.nesting, type));
  refuseCount(body, name, block, made.length);
  return assemble(body, name, block, type, made, scope, inside);
}

const nestedType = (nesting: NestedBlock['nesting'], type: Type): Type =>
  nesting === 'single' || nesting === 'group' ? type : T[nesting](type);

function fixed({ labels, body }: Block, scope: Scope, inside: EvaluateInside): Made[] {
  const [key] = labels;
  return [{ ...(key === undefined ? {} : { key }), value: inside(body, scope) }];
}

function assemble(
  body: Body,
  name: string,
  { nesting }: NestedBlock,
  type: Type,
  made: readonly Made[],
  scope: Scope,
  inside: EvaluateInside,
): Value {
  const values = made.map(({ value }) => value);
  switch (nesting) {
    case 'single':
      return values[0] ?? nul(type);
    case 'group':
      return values[0] ?? inside(new JsonBody({}, body.place), scope);
    case 'list':
      return list(type, values);
    case 'set':
      return set(type, values);
    default: {
      const byKey = new Map(made.map(({ key = '', value }) => [key, value]));
      if (byKey.size === made.length) return map(type, byKey);
      const twice = made.find(({ key }, i) => made.findIndex((other) => other.key === key) < i)?.key;
      throw problem(body, name, nesting, `There are two ${name} blocks with the label "${twice}".`);
    }
  }
}

function refuseCount(body: Body, name: string, { nesting, min = 0, max }: NestedBlock, count: number): void {
  const most = nesting === 'single' || nesting === 'group' ? 1 : max;
  if (count < min)
    throw problem(body, name, nesting, `At least ${min} "${name}" blocks are required; there are ${count}.`);
  if (most !== undefined && count > most)
    throw problem(
      body,
      name,
      nesting,
      `No more than ${most} "${name}" blocks are allowed; there are ${count}.`,
    );
}

function problem(body: Body, name: string, nesting: NestedBlock['nesting'], detail: string): DiagnosticError {
  const place = body.repeated(name, nesting === 'map' ? ['key'] : []).found.at(-1)?.place ?? body.place;
  return place.error('ZTC-E-CONFIG-BLOCKS', 'Wrong nested blocks', detail, 'key');
}

/** The blocks of a `dynamic` block; undefined while its collection is not known. */
function expand(
  one: DynamicBlock,
  block: NestedBlock,
  scope: Scope,
  inside: EvaluateInside,
): Made[] | undefined {
  const collection = one.forEach.evaluate(scope);
  const refusal = refused(one, collection);
  if (refusal) throw new DiagnosticError(refusal);
  if (!collection.isKnown) return undefined;
  const made: Made[] = [];
  for (const [key, value] of elements(collection)) {
    const element = object(
      new Map([
        ['key', key],
        ['value', value],
      ]),
    );
    const inner = new ElementScope(scope, one.iterator, element);
    const label = block.nesting === 'map' ? labelOf(one, inner) : undefined;
    if (label === null) return undefined;
    made.push({ ...(label === undefined ? {} : { key: label }), value: inside(one.content, inner) });
  }
  return made;
}

function refused({ type, forEach }: DynamicBlock, value: Value): Diagnostic | undefined {
  const because = (detail: string): Diagnostic =>
    forEach.place.problem(
      'ZTC-E-CONFIG-DYNAMIC',
      'Invalid dynamic for_each value',
      `The "for_each" of the dynamic block "${type}" ${detail}`,
    );
  if (value.hasMark(SENSITIVE)) return because('is sensitive; how many blocks it makes would be shown.');
  if (value.isNull) return because('is null; a collection is required.');
  const { kind } = value.type;
  if (kind === 'dynamic' && !value.isKnown) return undefined;
  const collection = isMappingKind(value.type) || kind === 'list' || kind === 'set' || kind === 'tuple';
  return collection ? undefined : because(`is a ${typeName(value.type)}; a collection is required.`);
}

function elements(collection: Value): (readonly [Value, Value])[] {
  if (isMappingKind(collection.type))
    return sortedEntries(collection).map(([key, value]) => [str(key), value]);
  const isSet = collection.type.kind === 'set';
  return asArray(collection).map((value, i) => [isSet ? value : num(i), value]);
}

/** Null while it is not known. */
function labelOf({ labels, type, place }: DynamicBlock, scope: Scope): string | null {
  const wrong = (): DiagnosticError =>
    (labels?.place ?? place).error(
      'ZTC-E-CONFIG-DYNAMIC',
      'Invalid dynamic block label',
      `The dynamic block "${type}" needs "labels" with one string.`,
    );
  const items = labels?.evaluate(scope);
  if (items && !items.isKnown) return null;
  const [first, second] = items && Array.isArray(items.raw) ? asArray(items) : [];
  if (!first || second) throw wrong();
  const text = convert(first.unmark(), T.string);
  if (text.isNull) throw wrong();
  return text.isKnown ? asString(text) : null;
}

/** The names around, and the element of a `dynamic` block. */
class ElementScope implements Scope {
  readonly #outer: Scope;
  readonly #name: string;
  readonly #element: Value;

  constructor(outer: Scope, name: string, element: Value) {
    this.#outer = outer;
    this.#name = name;
    this.#element = element;
  }

  get functions(): Scope['functions'] {
    return this.#outer.functions;
  }

  get context(): Scope['context'] {
    return this.#outer.context;
  }

  resolve(traversal: Traversal, source: Source): Resolved | undefined {
    if (traversal.root === this.#name) return { value: this.#element, used: 0 };
    return this.#outer.resolve(traversal, source);
  }
}
