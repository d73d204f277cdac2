/** Bodies in Terraform's JSON syntax, where arguments and nested blocks look the same. */

import { createParseCache } from '../hcl/parse.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject, writeJson } from '../values/json.ts';
import { dynamicBlock, dynamicExpressions } from './dynamic-block.ts';
import {
  type Block,
  type BlockShape,
  type Body,
  type ConfigExpression,
  type DynamicBlock,
  type Found,
  NO_NAMES,
  type Unexpected,
} from './expression.ts';
import { isLiteral, type JsonContext, JsonExpression } from './json-expression.ts';
import type { Place } from './place.ts';

const COMMENT = '//';
const DYNAMIC = 'dynamic';
/** Nearly always there is nothing to find. */
const NOTHING: Found<never> = { found: [], problems: [] };

export class JsonBody implements Body {
  readonly json: JsonObject;
  readonly place: Place;
  readonly #context: JsonContext;
  readonly #exclude: ReadonlySet<string>;
  /** Only those with templates: there are few, and the others are cheap to make. */
  #templates: JsonExpression[] | undefined;

  constructor(
    json: JsonObject,
    place: Place,
    context?: JsonContext,
    exclude: ReadonlySet<string> = NO_NAMES,
  ) {
    this.json = json;
    this.place = place;
    this.#context = context ?? { cache: createParseCache() };
    this.#exclude = exclude;
  }

  get text(): string {
    return writeJson(this.json);
  }

  get comment(): JsonObject | undefined {
    const comment = this.json[COMMENT];
    return isJsonObject(comment) ? comment : undefined;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.json, name) && !this.#exclude.has(name) && name !== COMMENT;
  }

  names(): readonly string[] {
    return Object.keys(this.json).filter((name) => this.has(name));
  }

  get(name: string): JsonExpression | undefined {
    if (!this.has(name)) return undefined;
    const json = this.json[name] as Json;
    if (isLiteral(json)) return new JsonExpression(json, this.place.child(name), this.#context);
    const known = this.#templates?.find((expression) => expression.place.step === name);
    if (known) return known;
    const made = new JsonExpression(json, this.place.child(name), this.#context);
    this.#templates = this.#templates?.concat(made) ?? [made];
    return made;
  }

  literal(name: string): Json | undefined {
    const json = this.json[name];
    return json !== undefined && isLiteral(json) && this.has(name) ? json : undefined;
  }

  *dynamic(): Iterable<readonly [string, ConfigExpression]> {
    for (const name in this.json) {
      const json = this.json[name] as Json;
      if (name === COMMENT || isLiteral(json)) continue;
      if (name === DYNAMIC) {
        for (const { body, labels } of this.#dynamics().found)
          for (const expression of dynamicExpressions(body, labels[0] as string)) yield [name, expression];
      } else if (this.has(name)) {
        const expression = this.get(name) as JsonExpression;
        if (!hidesDynamic(json)) yield [name, expression];
        else for (const part of this.#parts(json, expression.place)) yield [name, part];
      }
    }
  }

  /** Nested blocks that have `dynamic` blocks inside, each of which has a name of its own for its elements. */
  *#parts(json: Json, place: Place): Iterable<ConfigExpression> {
    if (!hidesDynamic(json)) yield new JsonExpression(json, place, this.#context);
    else if (Array.isArray(json)) {
      for (const [i, item] of (json as readonly Json[]).entries()) yield* this.#parts(item, place.child(i));
    } else if (isJsonObject(json)) {
      for (const [, expression] of new JsonBody(json, place, this.#context).dynamic()) yield expression;
    }
  }

  blocks(type: string, labelNames: readonly string[] = []): Found<Block> {
    if (!this.has(type)) return NOTHING;
    const problems: Diagnostic[] = [];
    const found = [...this.#read(this.json[type] as Json, this.place.child(type), labelNames, problems)];
    return { found, problems };
  }

  repeated(type: string, labelNames: readonly string[] = []): Found<Block | DynamicBlock> {
    const found: (Block | DynamicBlock)[] = [];
    const problems: Diagnostic[] = [];
    for (const name of Object.keys(this.json)) {
      if (name === type) {
        const fixed = this.blocks(type, labelNames);
        found.push(...fixed.found);
        problems.push(...fixed.problems);
      } else if (name === DYNAMIC) {
        const made = this.#dynamics(type);
        problems.push(...made.problems);
        for (const block of made.found) {
          const read = dynamicBlock(block, type);
          if ('severity' in read) problems.push(read);
          else found.push(read);
        }
      }
    }
    return { found, problems };
  }

  /** Like arguments, all of them. */
  blockTypes(): readonly string[] {
    return [];
  }

  madeTypes(): readonly string[] {
    return [...new Set(this.#dynamics().found.map(({ labels }) => labels[0] as string))];
  }

  /** All `dynamic` blocks, or those that make blocks of a type. */
  #dynamics(type?: string): Found<Block> {
    const json = this.json[DYNAMIC];
    if (!Object.hasOwn(this.json, DYNAMIC) || json === undefined) return NOTHING;
    const problems: Diagnostic[] = [];
    const all = this.#read(json, this.place.child(DYNAMIC), ['block type'], problems);
    return { found: [...all].filter(({ labels }) => type === undefined || labels[0] === type), problems };
  }

  unexpected(shape: BlockShape): readonly Unexpected[] {
    return this.names()
      .filter((name) => !shape.all.has(name))
      .map((name) => ({ name, kind: 'argument', place: this.place.child(name) }));
  }

  without(shape: BlockShape): JsonBody {
    return new JsonBody(this.json, this.place, this.#context, shape.all);
  }

  within(name: string): JsonBody {
    const bound = new Set(this.#context.bound).add(name);
    return new JsonBody(this.json, this.place, { ...this.#context, bound }, this.#exclude);
  }

  /** JSON's block syntax: an object or an array of objects at every level, one level per label. */
  *#read(
    json: Json,
    place: Place,
    labelNames: readonly string[],
    problems: Diagnostic[],
    labels: readonly string[] = [],
  ): Iterable<Block> {
    if (Array.isArray(json)) {
      for (const [i, item] of (json as readonly Json[]).entries())
        yield* this.#read(item, place.child(i), labelNames, problems, labels);
      return;
    }
    if (json === null && labels.length === labelNames.length) return;
    if (!isJsonObject(json)) {
      const detail = 'Either a JSON object or an array of objects is required here.';
      problems.push(place.problem('ZTC-E-CONFIG-VALUE', 'Incorrect JSON value type', detail));
      return;
    }
    if (labels.length === labelNames.length) {
      yield { labels, body: new JsonBody(json, place, this.#context), place };
      return;
    }
    for (const label of Object.keys(json)) {
      if (label === COMMENT) continue;
      yield* this.#read(json[label] as Json, place.child(label), labelNames, problems, [...labels, label]);
    }
  }
}

/** Whether something inside looks like a `dynamic` block, which JSON cannot tell from an argument of that name. */
function hidesDynamic(json: Json): boolean {
  if (Array.isArray(json)) return (json as readonly Json[]).some(hidesDynamic);
  if (!isJsonObject(json)) return false;
  return Object.entries(json).some(([name, inner]) =>
    name === DYNAMIC ? isDynamic(inner) : hidesDynamic(inner),
  );
}

function isDynamic(json: Json): boolean {
  if (Array.isArray(json)) return (json as readonly Json[]).some(isDynamic);
  if (!isJsonObject(json)) return false;
  const isOne = (one: Json): boolean => isJsonObject(one) && 'for_each' in one && 'content' in one;
  return Object.values(json).some((one) =>
    Array.isArray(one) ? (one as readonly Json[]).some(isOne) : isOne(one),
  );
}
