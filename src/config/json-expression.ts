/** Expressions in Terraform's JSON syntax, parsed when first needed and then kept. */

import type { Expression } from '../hcl/ast.ts';
import { evaluate } from '../hcl/evaluate.ts';
import { expressionFromJson } from '../hcl/json-config.ts';
import { isLiteralTemplate, type ParseCache, parseExpression, parseTraversal } from '../hcl/parse.ts';
import { type Reference, references } from '../hcl/references.ts';
import type { Scope } from '../hcl/scope.ts';
import { type Origin, Source } from '../hcl/source.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { impliedValue } from '../values/json-value.ts';
import type { Path, Value } from '../values/value.ts';
import {
  type Argument,
  type ConfigExpression,
  type Entry,
  NO_NAMES,
  type WrittenReference,
} from './expression.ts';
import type { JsonPath, Place } from './place.ts';

/** How the strings inside are to be read. */
type Syntax = 'template' | 'expression';

/** What expressions of one file share. */
export interface JsonContext {
  readonly cache?: ParseCache;
  /** Elements of the `dynamic` blocks around. */
  readonly bound?: ReadonlySet<string>;
}

const NO_CONTEXT: JsonContext = {};
const NO_REFERENCES: readonly Reference[] = [];

export class JsonExpression implements Argument {
  readonly json: Json;
  readonly place: Place;
  readonly #context: JsonContext;
  readonly #syntax: Syntax;
  #literal: boolean | undefined;
  #parsed: Expression | undefined;
  #references: readonly Reference[] | undefined;
  #value: Value | undefined;

  constructor(json: Json, place: Place, context: JsonContext = NO_CONTEXT, syntax: Syntax = 'template') {
    this.json = json;
    this.place = place;
    this.#context = context;
    this.#syntax = syntax;
  }

  get literal(): boolean {
    this.#literal ??= this.#syntax === 'template' && isLiteral(this.json);
    return this.#literal;
  }

  get expression(): Expression {
    this.#parsed ??= parse(this.json, this.place, this.#syntax, this.#context.cache);
    return this.#parsed;
  }

  references(): readonly Reference[] {
    if (this.literal) return NO_REFERENCES;
    this.#references ??= outside(references(this.expression), this.#context.bound);
    return this.#references;
  }

  evaluate(scope: Scope): Value {
    if (!this.literal) return evaluate(this.expression, scope);
    this.#value ??= impliedValue(this.json);
    return this.#value;
  }

  placeAt(path: Path): Place {
    let [json, place]: [Json | undefined, Place] = [this.json, this.place];
    for (const step of path) {
      if (Array.isArray(json))
        [json, place] = [(json as readonly Json[])[Number(step)], place.child(Number(step))];
      else if (isJsonObject(json) && typeof step === 'string' && Object.hasOwn(json, step))
        [json, place] = [json[step], place.child(step)];
      else break;
    }
    return place;
  }

  constant(): Value {
    return impliedValue(this.json);
  }

  traversal(): WrittenReference {
    const { json, place } = this;
    if (typeof json !== 'string' || json.includes('${')) {
      const detail = 'A reference is required here, as a string without "${": "ztc_vpc.main".';
      throw place.error('ZTC-E-CONFIG-STATIC-REFERENCE', 'Invalid reference', detail);
    }
    const origin = jsonOrigin(place);
    const source = new Source(json, origin);
    return { traversal: parseTraversal(json, origin), source, text: json, quoted: false };
  }

  keyword(): string | undefined {
    return typeof this.json === 'string' ? this.json : undefined;
  }

  items(): readonly Argument[] | undefined {
    if (!Array.isArray(this.json)) return undefined;
    return (this.json as readonly Json[]).map((item, i) => this.#part(item, i));
  }

  entries(): readonly Entry[] | undefined {
    const { json } = this;
    if (!isJsonObject(json)) return undefined;
    const names = Object.keys(json).filter((name) => name !== '//');
    return names.map((name) => ({ name, value: this.#part(json[name] as Json, name) }));
  }

  bare(): ConfigExpression {
    if (typeof this.json !== 'string') return this;
    return new JsonExpression(this.json, this.place, this.#context, 'expression');
  }

  #part(json: Json, step: string | number): JsonExpression {
    return new JsonExpression(json, this.place.child(step), this.#context, this.#syntax);
  }
}

/** Without the elements of `dynamic` blocks, which are names of the block itself. */
export function outside(
  all: readonly Reference[],
  bound: ReadonlySet<string> = NO_NAMES,
): readonly Reference[] {
  return bound.size === 0 ? all : all.filter(({ traversal }) => !bound.has(traversal.root));
}

export function isLiteral(json: Json): boolean {
  if (typeof json === 'string') return isLiteralTemplate(json);
  if (typeof json !== 'object' || json === null) return true;
  if (Array.isArray(json)) return (json as readonly Json[]).every(isLiteral);
  if (!isJsonObject(json)) return true;
  for (const key in json) if (!isLiteralTemplate(key) || !isLiteral(json[key] as Json)) return false;
  return true;
}

/** Where the content of a JSON string begins, found when an error asks for it. */
const jsonOrigin = (place: Place) => (): Origin => {
  const { column, ...where } = place.where();
  return { ...where, ...(column === undefined ? {} : { column: column + 1 }), json: true };
};

function parse(json: Json, place: Place, syntax: Syntax, cache?: ParseCache): Expression {
  if (syntax === 'expression' && typeof json === 'string')
    return parseExpression(json, jsonOrigin(place), cache);
  const locate = (path: JsonPath, what: 'value' | 'key'): Origin => place.child(...path).where(what);
  return expressionFromJson(json, cache ? { locate, cache } : { locate });
}
