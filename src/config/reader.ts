/** What all decoders share: where problems go, how blocks are found, and how literal arguments are read. */

import { createParseCache, type ParseCache, parseTraversal } from '../hcl/parse.ts';
import { Source } from '../hcl/source.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { isIdentifier } from './address.ts';
import { Body, ConfigExpression, jsonOrigin, type Syntax } from './expression.ts';
import type { ConditionConfig, ModulePath, StaticReference, Unsupported } from './model.ts';
import type { Place } from './place.ts';
import { didYouMean } from './suggest.ts';

/** A block: its labels, its content and where it stands. */
export interface Block {
  readonly labels: readonly string[];
  readonly json: JsonObject;
  readonly place: Place;
}

export class Reader {
  readonly problems: Diagnostic[] = [];
  readonly unsupported: Unsupported[] = [];
  readonly cache: ParseCache = createParseCache();
  /** Of the module that is read. */
  readonly module: ModulePath;

  constructor(module: ModulePath) {
    this.module = module;
  }

  report(place: Place, code: string, summary: string, detail: string, what: 'value' | 'key' = 'value'): void {
    this.problems.push(place.problem(code, summary, detail, what));
  }

  /** Runs what may throw diagnostics and keeps them. */
  attempt<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      this.problems.push(...e.diagnostics);
      return undefined;
    }
  }

  /** JSON's block syntax: an object or an array of objects at every level, one level per label. */
  *blocks(
    json: Json,
    place: Place,
    labelNames: readonly string[],
    labels: readonly string[] = [],
  ): Iterable<Block> {
    if (Array.isArray(json)) {
      for (const [i, item] of (json as readonly Json[]).entries()) {
        yield* this.blocks(item, place.child(i), labelNames, labels);
      }
      return;
    }
    if (!isJsonObject(json)) {
      const detail = 'Either a JSON object or an array of objects is required here.';
      this.report(place, 'ZTC-E-CONFIG-VALUE', 'Incorrect JSON value type', detail);
      return;
    }
    if (labels.length === labelNames.length) {
      yield { labels, json, place };
      return;
    }
    for (const label of Object.keys(json)) {
      if (label === '//') continue;
      const at = place.child(label);
      if (!isIdentifier(label)) this.#badName(label, labelNames[labels.length] as string, at);
      else yield* this.blocks(json[label] as Json, at, labelNames, [...labels, label]);
    }
  }

  #badName(label: string, what: string, place: Place): void {
    const detail = `"${label}" cannot be a ${what}: a name starts with a letter or underscore and may contain only letters, digits, underscores and dashes.`;
    this.report(place, 'ZTC-E-CONFIG-NAME', 'Invalid name', detail, 'key');
  }

  /** Reports every argument of a block that is not among the known ones. */
  only(json: JsonObject, place: Place, known: ReadonlySet<string>, block: string): void {
    for (const name of Object.keys(json)) {
      if (known.has(name) || name === '//') continue;
      const detail = `An argument named "${name}" is not expected in ${block}.${didYouMean(name, known)}`;
      this.report(place.child(name), 'ZTC-E-CONFIG-ARGUMENT', 'Unsupported argument', detail, 'key');
    }
  }

  text(json: JsonObject, place: Place, name: string): string | undefined {
    const value = json[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    this.#wrong(place.child(name), name, 'a string');
    return undefined;
  }

  flag(json: JsonObject, place: Place, name: string): boolean | undefined {
    const value = json[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    this.#wrong(place.child(name), name, 'true or false; references are not allowed here');
    return undefined;
  }

  #wrong(place: Place, name: string, wanted: string): void {
    this.report(place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', `"${name}" must be ${wanted}.`);
  }

  expression(json: JsonObject, place: Place, name: string, syntax?: Syntax): ConfigExpression | undefined {
    const value = json[name];
    return value === undefined
      ? undefined
      : new ConfigExpression(value, place.child(name), this.cache, syntax);
  }

  required(json: JsonObject, place: Place, name: string, block: string): ConfigExpression | undefined {
    const found = this.expression(json, place, name);
    if (!found) {
      const detail = `The argument "${name}" is required in ${block}.`;
      this.report(place, 'ZTC-E-CONFIG-MISSING', 'Missing required argument', detail);
    }
    return found;
  }

  body(json: JsonObject, place: Place, exclude?: ReadonlySet<string>): Body {
    return new Body(json, place, exclude, this.cache);
  }

  /** Elements of a list argument. */
  list(json: JsonObject, place: Place, name: string): readonly { json: Json; place: Place }[] {
    const value = json[name];
    if (value === undefined || value === null) return [];
    const at = place.child(name);
    if (Array.isArray(value))
      return (value as readonly Json[]).map((item, i) => ({ json: item, place: at.child(i) }));
    this.#wrong(at, name, 'a list');
    return [];
  }

  /** A list of references that are written without `${}`. */
  staticReferences(json: JsonObject, place: Place, name: string): StaticReference[] {
    return this.list(json, place, name).flatMap((item) => this.staticReference(item.json, item.place) ?? []);
  }

  staticReference(json: Json, place: Place): StaticReference | undefined {
    if (typeof json !== 'string' || json.includes('${')) {
      const detail = 'A reference is required here, as a string without "${": "ztc_vpc.main".';
      this.report(place, 'ZTC-E-CONFIG-STATIC-REFERENCE', 'Invalid reference', detail);
      return undefined;
    }
    const origin = jsonOrigin(place);
    const traversal = this.attempt(() => parseTraversal(json, origin));
    return traversal && { traversal, source: new Source(json, origin), text: json };
  }

  conditions(json: JsonObject, place: Place, name: string): ConditionConfig[] {
    const value = json[name];
    if (value === undefined) return [];
    const found: ConditionConfig[] = [];
    for (const block of this.blocks(value, place.child(name), [])) {
      this.only(block.json, block.place, CONDITION, `a ${name} block`);
      const condition = this.required(block.json, block.place, 'condition', `a ${name} block`);
      const errorMessage = this.required(block.json, block.place, 'error_message', `a ${name} block`);
      if (condition && errorMessage) found.push({ condition, errorMessage, place: block.place });
    }
    return found;
  }
}

const CONDITION: ReadonlySet<string> = new Set(['condition', 'error_message']);
