/** Values of input variables: from the environment, files and the command line, in Terraform's order. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '../hcl/evaluate.ts';
import { parseExpression } from '../hcl/parse.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { impliedValue } from '../values/json-value.ts';
import { str, unknown, type Value, valueEqualsUnmarked } from '../values/value.ts';
import { display } from './display.ts';
import { type Argument, type Body, blockShape } from './expression.ts';
import { JsonBody } from './json-body.ts';
import { JsonFile } from './json-file.ts';
import type { ModuleConfig, VariableConfig } from './model.ts';
import { NativeBody } from './native-body.ts';
import { NativeFile } from './native-file.ts';
import type { Place } from './place.ts';
import { didYouMean } from './suggest.ts';
import { finishVariable } from './variable-value.ts';

export interface VariableSources {
  /** `--var` and `--var-file` in the order of the command line; the last one wins. */
  readonly given?: readonly GivenSource[];
  /** Values that a saved plan was made with, as it holds them: only ephemeral variables take others. */
  readonly planned?: JsonObject;
  /** Where `TF_VAR_name` is looked up; usually `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder of `terraform.tfvars(.json)` and `*.auto.tfvars(.json)`; usually the module's. */
  readonly dir?: string;
  /** What a required variable without a value is: an error, or (to audit) unknown. */
  readonly missing: 'error' | 'unknown';
}

export type GivenSource = { readonly name: string; readonly text: string } | { readonly file: string };

export interface VariableValues {
  /** Every declared variable that has a value, converted and marked. */
  readonly values: ReadonlyMap<string, Value>;
  /** Those that were given, as they were given. */
  readonly given: ReadonlyMap<string, Value>;
  readonly diagnostics: readonly Diagnostic[];
}

/** One given value and where it came from. */
interface Given {
  readonly value: Value;
  readonly from: string;
  readonly place?: Place;
  /** On the command line, in whatever way. */
  readonly asked?: boolean;
}

export function variableValues(module: ModuleConfig, sources: VariableSources): VariableValues {
  const collector = new Collector(module);
  collector.environment(sources.env ?? {});
  for (const path of automaticFiles(sources.dir)) collector.file(path);
  for (const source of sources.given ?? []) {
    if ('file' in source) collector.file(source.file, true);
    else collector.flag(source.name, source.text);
  }
  for (const [name, json] of Object.entries(sources.planned ?? {})) collector.planned(name, json);
  const values = new Map<string, Value>();
  for (const variable of module.variables.values()) {
    const value = collector.final(variable, sources.missing);
    if (value) values.set(variable.name, value);
  }
  return { values, given: collector.given, diagnostics: collector.diagnostics };
}

function automaticFiles(dir: string | undefined): string[] {
  if (dir === undefined) return [];
  const names = readdirSync(dir).sort();
  const first = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => names.includes(name));
  const rest = names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name));
  return [...first, ...rest].map((name) => join(dir, name));
}

class Collector {
  readonly diagnostics: Diagnostic[] = [];
  readonly #module: ModuleConfig;
  readonly #given = new Map<string, Given>();

  constructor(module: ModuleConfig) {
    this.#module = module;
  }

  get given(): ReadonlyMap<string, Value> {
    return new Map([...this.#given].map(([name, { value }]) => [name, value]));
  }

  environment(env: Readonly<Record<string, string | undefined>>): void {
    for (const variable of this.#module.variables.values()) {
      const text = env[`TF_VAR_${variable.name}`];
      const from = `the environment variable TF_VAR_${variable.name}`;
      if (text !== undefined) this.#text(variable, text, { from });
    }
  }

  flag(name: string, text: string): void {
    const variable = this.#module.variables.get(name);
    if (variable) {
      this.#text(variable, text, { from: `--var ${name}`, asked: true });
      return;
    }
    const hint = didYouMean(name, this.#module.variables.keys());
    this.#report(
      `A variable "${name}" was given with --var, but the configuration does not declare it.${hint}`,
    );
  }

  file(path: string, asked = false): void {
    const file = display(path);
    this.#attempt(() => {
      const text = readFileSync(path, 'utf8');
      const { body, problems } = path.endsWith('.json') ? jsonBody(text, file) : nativeBody(text, file);
      this.diagnostics.push(...problems);
      for (const name of body?.names() ?? [])
        this.#fromFile(name, body?.get(name) as Argument, { from: file, asked });
    });
  }

  #fromFile(name: string, argument: Argument, source: Pick<Given, 'from' | 'asked'>): void {
    const { place } = argument;
    if (this.#module.variables.has(name)) {
      this.#attempt(() => this.#given.set(name, { ...source, value: argument.constant(), place }));
      return;
    }
    const hint = didYouMean(name, this.#module.variables.keys());
    const detail = `${source.from} gives a value to the variable "${name}", which the configuration does not declare.${hint}`;
    const found = place.problem('ZTC-E-VARIABLE-UNDECLARED', 'Value for undeclared variable', detail, 'key');
    this.diagnostics.push({ ...found, severity: 'warning' });
  }

  /** What was asked for must be what the plan has; values that happen to lie around do not count. */
  planned(name: string, json: Json): void {
    const variable = this.#module.variables.get(name);
    if (!variable || variable.ephemeral) return;
    const from = 'the saved plan';
    const value = this.#attempt(() => finishVariable(variable, impliedValue(json), from));
    const given = this.#given.get(name);
    const asked = given?.asked ? this.final(variable, 'unknown') : undefined;
    if (value && asked && !valueEqualsUnmarked(value, asked)) {
      const detail = `The saved plan was made with another value of "${name}". Leave the option out, or make a new plan.`;
      this.diagnostics.push(
        errorDiagnostic('ZTC-E-VARIABLE-PLANNED', 'A saved plan has its own variables', detail),
      );
    }
    this.#given.set(name, { value: impliedValue(json), from });
  }

  final(variable: VariableConfig, missing: 'error' | 'unknown'): Value | undefined {
    const given = this.#given.get(variable.name);
    if (given) {
      return this.#attempt(() => finishVariable(variable, given.value, given.from, given.place));
    }
    if (variable.default) return finishVariable(variable, variable.default, 'the default');
    if (missing === 'unknown') return finishVariable(variable, unknown(variable.type), 'nothing');
    const detail = `The variable "${variable.name}" has no default and was not given: use --var ${variable.name}=…, TF_VAR_${variable.name} or a *.auto.tfvars file.`;
    this.diagnostics.push(
      variable.place.problem('ZTC-E-VARIABLE-MISSING', 'No value for required variable', detail, 'key'),
    );
    return undefined;
  }

  #text(variable: VariableConfig, text: string, source: Pick<Given, 'from' | 'asked'>): void {
    this.#attempt(() => {
      const value =
        variable.parsing === 'literal'
          ? str(text)
          : evaluate(parseExpression(text, { file: source.from }), NOTHING);
      this.#given.set(variable.name, { ...source, value });
    });
  }

  #report(detail: string): void {
    this.diagnostics.push(
      errorDiagnostic('ZTC-E-VARIABLE-UNDECLARED', 'Value for undeclared variable', detail),
    );
  }

  #attempt<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (e) {
      if (e instanceof DiagnosticError) this.diagnostics.push(...e.diagnostics);
      else if (isFileError(e))
        this.diagnostics.push(errorDiagnostic('ZTC-E-CONFIG-FILE', 'Cannot read file', e.message));
      else throw e;
      return undefined;
    }
  }
}

interface ReadFile {
  readonly body?: Body;
  readonly problems: readonly Diagnostic[];
}

function jsonBody(text: string, file: string): ReadFile {
  const json = new JsonFile(text, file);
  const { value, root } = json;
  if (isJsonObject(value)) return { body: new JsonBody(value, root), problems: json.duplicates() };
  const detail = 'A file of variable values must contain one JSON object.';
  return { problems: [root.problem('ZTC-E-CONFIG-VALUE', 'Incorrect JSON value type', detail)] };
}

function nativeBody(text: string, file: string): ReadFile {
  const native = new NativeFile(text, file);
  const body = new NativeBody(native.body, native.root);
  const problems = body.unexpected(blockShape(body.names())).map(({ name, place }) => {
    const detail = `A file of variable values has no blocks: write ${name} = { … }.`;
    return place.problem('ZTC-E-CONFIG-BLOCK-TYPE', 'Unexpected block', detail);
  });
  return { body, problems };
}

/** Given values are literal: nothing to refer to, no functions. */
const NOTHING = { resolve: () => undefined, functions: new Map(), context: { baseDir: '.', pure: true } };

const isFileError = (e: unknown): e is Error => e instanceof Error && 'syscall' in e;
