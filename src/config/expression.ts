/** Expressions and argument bodies in Terraform's JSON syntax, parsed when first needed and then kept. */

import type { Expression } from '../hcl/ast.ts';
import { evaluate } from '../hcl/evaluate.ts';
import { expressionFromJson } from '../hcl/json-config.ts';
import { isLiteralTemplate, type ParseCache, parseExpression } from '../hcl/parse.ts';
import { type Reference, references } from '../hcl/references.ts';
import type { Scope } from '../hcl/scope.ts';
import type { Origin } from '../hcl/source.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { impliedValue } from '../values/json-value.ts';
import type { Value } from '../values/value.ts';
import type { JsonPath, Place } from './place.ts';

/** How the strings inside are to be read. */
export type Syntax = 'template' | 'expression';

const NO_REFERENCES: readonly Reference[] = [];

export class ConfigExpression {
  /** As written; Terraform's plan shows it as `constant_value`. */
  readonly json: Json;
  readonly place: Place;
  readonly #syntax: Syntax;
  readonly #cache: ParseCache | undefined;
  #literal: boolean | undefined;
  #parsed: Expression | undefined;
  #references: readonly Reference[] | undefined;
  #value: Value | undefined;

  constructor(json: Json, place: Place, cache?: ParseCache, syntax: Syntax = 'template') {
    this.json = json;
    this.place = place;
    this.#syntax = syntax;
    this.#cache = cache;
  }

  /** Means itself: no template anywhere inside. */
  get literal(): boolean {
    this.#literal ??= this.#syntax === 'template' && isLiteral(this.json);
    return this.#literal;
  }

  /** The tree; throws `DiagnosticError` for a syntax error. */
  get expression(): Expression {
    this.#parsed ??= parse(this.json, this.place, this.#syntax, this.#cache);
    return this.#parsed;
  }

  references(): readonly Reference[] {
    if (this.literal) return NO_REFERENCES;
    this.#references ??= references(this.expression);
    return this.#references;
  }

  evaluate(scope: Scope): Value {
    if (!this.literal) return evaluate(this.expression, scope);
    this.#value ??= impliedValue(this.json);
    return this.#value;
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** The arguments of a block. `"//"` is a comment and not among them. */
export class Body {
  readonly json: JsonObject;
  readonly place: Place;
  readonly #exclude: ReadonlySet<string>;
  readonly #cache: ParseCache | undefined;
  /** Only those with templates: there are few, and the others are cheap to make. */
  #dynamic: ConfigExpression[] | undefined;

  constructor(json: JsonObject, place: Place, exclude: ReadonlySet<string> = NOTHING, cache?: ParseCache) {
    this.json = json;
    this.place = place;
    this.#exclude = exclude;
    this.#cache = cache;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.json, name) && !this.#exclude.has(name) && name !== '//';
  }

  names(): readonly string[] {
    return Object.keys(this.json).filter((name) => name !== '//' && !this.#exclude.has(name));
  }

  get(name: string): ConfigExpression | undefined {
    if (!this.has(name)) return undefined;
    const json = this.json[name] as Json;
    if (isLiteral(json)) return new ConfigExpression(json, this.place.child(name), this.#cache);
    const known = this.#dynamic?.find((expression) => expression.place.step === name);
    if (known) return known;
    const made = new ConfigExpression(json, this.place.child(name), this.#cache);
    this.#dynamic ??= [];
    this.#dynamic.push(made);
    return made;
  }

  /** The argument as written when it means itself: no template anywhere inside. */
  literal(name: string): Json | undefined {
    const json = this.json[name];
    return json !== undefined && isLiteral(json) && this.has(name) ? json : undefined;
  }

  /** The arguments that are not literal. */
  *dynamic(): Iterable<readonly [string, ConfigExpression]> {
    for (const name in this.json) {
      if (isLiteral(this.json[name] as Json) || !this.has(name)) continue;
      yield [name, this.get(name) as ConfigExpression];
    }
  }

  *references(): Iterable<Reference> {
    for (const [, expression] of this.dynamic()) yield* expression.references();
  }
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
export const jsonOrigin = (place: Place) => (): Origin => {
  const { column, ...where } = place.where();
  return { ...where, ...(column === undefined ? {} : { column: column + 1 }), json: true };
};

function parse(json: Json, place: Place, syntax: Syntax, cache?: ParseCache): Expression {
  if (syntax === 'expression' && typeof json === 'string')
    return parseExpression(json, jsonOrigin(place), cache);
  const locate = (path: JsonPath, what: 'value' | 'key'): Origin => place.child(...path).where(what);
  return expressionFromJson(json, cache ? { locate, cache } : { locate });
}
