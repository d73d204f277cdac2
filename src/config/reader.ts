/** What all decoders share: where problems go, how blocks are found, and how settings are read. */

import { ConversionError, convert } from '../values/convert.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { T, type Type } from '../values/type.ts';
import { asBool, asString, type Value } from '../values/value.ts';
import { isIdentifier } from './address.ts';
import { type Argument, type Block, type BlockShape, type Body, blockShape } from './expression.ts';
import type { ConditionConfig, ModulePath, StaticReference, Unsupported } from './model.ts';
import type { Place } from './place.ts';
import type { ProviderScope } from './provider-scope.ts';
import { unexpectedProblems } from './unexpected.ts';

export class Reader {
  readonly problems: Diagnostic[] = [];
  readonly unsupported: Unsupported[] = [];
  /** Of the module that is read. */
  readonly module: ModulePath;
  readonly providers: ProviderScope;

  constructor(module: ModulePath, providers: ProviderScope) {
    this.module = module;
    this.providers = providers;
  }

  report(place: Place, code: string, summary: string, detail: string, what: 'value' | 'key' = 'value'): void {
    this.problems.push(place.problem(code, summary, detail, what));
  }

  warn(place: Place, code: string, summary: string, detail: string): void {
    this.problems.push({ ...place.problem(code, summary, detail), severity: 'warning' });
  }

  refuse(feature: string, place: Place, hides: Unsupported['hides'] = 'nothing'): void {
    this.unsupported.push({ feature, hides, place });
  }

  /** Runs what may throw diagnostics and keeps them. */
  attempt<R>(run: () => R): R | undefined {
    try {
      return run();
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      this.problems.push(...e.diagnostics);
      return undefined;
    }
  }

  /** Blocks whose labels are names. */
  blocks(body: Body, type: string, labelNames: readonly string[] = []): readonly Block[] {
    const { found, problems } = body.blocks(type, labelNames);
    this.problems.push(...problems);
    if (labelNames.length === 0 || found.length === 0) return found;
    return found.filter(({ labels, place }) =>
      labels.every((label, i) => isIdentifier(label) || this.#badName(label, labelNames[i] as string, place)),
    );
  }

  #badName(label: string, what: string, place: Place): false {
    const detail = `"${label}" cannot be a ${what}: a name starts with a letter or underscore and may contain only letters, digits, underscores and dashes.`;
    this.report(place, 'ZTC-E-CONFIG-NAME', 'Invalid name', detail, 'key');
    return false;
  }

  /** The block of a type that may be there once. */
  one(body: Body, type: string, owner: string): Block | undefined {
    const [first, second] = this.blocks(body, type);
    if (second) {
      const detail = `Only one ${type} block is allowed in ${owner}.`;
      this.report(second.place, 'ZTC-E-CONFIG-DUPLICATE', 'Duplicate block', detail, 'key');
    }
    return first;
  }

  /** Reports everything in a block that is not among the known names. */
  only(body: Body, shape: BlockShape, owner: string): void {
    this.problems.push(...unexpectedProblems(body, shape, owner));
  }

  text(body: Body, name: string): string | undefined {
    const value = this.#setting(body.get(name), T.string, `"${name}" must be a string.`);
    return value && asString(value);
  }

  flag(body: Body, name: string): boolean | undefined {
    const detail = `"${name}" must be true or false; references are not allowed here.`;
    const value = this.#setting(body.get(name), T.bool, detail);
    return value && asBool(value);
  }

  /** A constant of a type; null is as good as absent. */
  #setting(argument: Argument | undefined, type: Type, complaint: string): Value | undefined {
    if (!argument) return undefined;
    const wrong = (): undefined => {
      this.report(argument.place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', complaint);
    };
    try {
      const value = argument.constant();
      if (value.isNull) return undefined;
      return value.type.kind === 'string' || value.type.kind === type.kind ? convert(value, type) : wrong();
    } catch (e) {
      if (e instanceof ConversionError) return wrong();
      if (!(e instanceof DiagnosticError)) throw e;
      this.problems.push(...e.diagnostics);
      return undefined;
    }
  }

  required(body: Body, name: string, owner: string): Argument | undefined {
    const found = body.get(name);
    if (!found) {
      const detail = `The argument "${name}" is required in ${owner}.`;
      this.report(body.place, 'ZTC-E-CONFIG-MISSING', 'Missing required argument', detail);
    }
    return found;
  }

  /** Elements of a list argument. */
  list(body: Body, name: string): readonly Argument[] {
    const argument = body.get(name);
    const items = argument?.items();
    if (argument && !items)
      this.report(argument.place, 'ZTC-E-CONFIG-VALUE', 'Unsuitable value', `"${name}" must be a list.`);
    return items ?? [];
  }

  /** A list of references that are written as such. */
  staticReferences(body: Body, name: string): readonly StaticReference[] {
    if (!body.has(name)) return NO_REFERENCES;
    return this.list(body, name).flatMap((item) => this.staticReference(item) ?? []);
  }

  /** In quotes it is accepted, as Terraform still does. */
  staticReference(argument: Argument): StaticReference | undefined {
    const read = this.attempt(() => argument.traversal());
    if (read?.quoted) {
      const detail = `References are written without quotes here: ${read.text}.`;
      this.warn(argument.place, 'ZTC-E-CONFIG-QUOTED', 'Quoted reference', detail);
    }
    return read;
  }

  conditions(body: Body, name: string): readonly ConditionConfig[] {
    return this.blocks(body, name).flatMap(({ body: inner, place }) => {
      this.only(inner, CONDITION, `a ${name} block`);
      const condition = this.required(inner, 'condition', `a ${name} block`);
      const errorMessage = this.required(inner, 'error_message', `a ${name} block`);
      if (!condition || !errorMessage) return [];
      this.#refers(condition, name);
      return [{ condition, errorMessage, place }];
    });
  }

  /** A condition about nothing is always the same. Syntax errors are told when expressions are analysed. */
  #refers(condition: Argument, name: string): void {
    try {
      if (condition.references().length > 0) return;
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      return;
    }
    const detail = `The condition of this ${name} refers to nothing, so it checks nothing.`;
    this.report(condition.place, 'ZTC-E-CONFIG-CONDITION', 'Condition without reference', detail);
  }

  duplicate(place: Place, what: string): void {
    const detail = `The ${what} is declared a second time; a name can be used only once in a module.`;
    this.report(place, 'ZTC-E-CONFIG-DUPLICATE', 'Duplicate declaration', detail, 'key');
  }
}

const NO_REFERENCES: readonly StaticReference[] = [];
const CONDITION = blockShape(['condition', 'error_message']);
