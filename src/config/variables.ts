/** Values of input variables: from the environment, `*.tfvars.json` files and `--var`, in Terraform's order. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate } from '../hcl/evaluate.ts';
import { parseExpression } from '../hcl/parse.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { impliedValue } from '../values/json-value.ts';
import { str, unknown, type Value } from '../values/value.ts';
import { display } from './display.ts';
import { JsonFile } from './json-file.ts';
import type { ModuleConfig, VariableConfig } from './model.ts';
import type { Place } from './place.ts';
import { didYouMean } from './suggest.ts';
import { finishVariable } from './variable-value.ts';

export interface VariableSources {
  /** `--var name=value`, in the order given; the last one wins. */
  readonly flags?: readonly (readonly [string, string])[];
  /** `--var-file`, in the order given; after the automatic files and before `flags`. */
  readonly files?: readonly string[];
  /** Where `TF_VAR_name` is looked up; usually `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folder of `terraform.tfvars.json` and `*.auto.tfvars.json`; usually the module's. */
  readonly dir?: string;
  /** What a required variable without a value is: an error, or (to audit) unknown. */
  readonly missing: 'error' | 'unknown';
}

export interface VariableValues {
  /** Every declared variable that has a value, converted and marked. */
  readonly values: ReadonlyMap<string, Value>;
  readonly diagnostics: readonly Diagnostic[];
}

/** One given value and where it came from. */
interface Given {
  readonly value: Value;
  readonly from: string;
  readonly place?: Place;
}

export function variableValues(module: ModuleConfig, sources: VariableSources): VariableValues {
  const collector = new Collector(module);
  collector.environment(sources.env ?? {});
  for (const path of automaticFiles(collector, sources.dir)) collector.file(path);
  for (const path of sources.files ?? []) collector.file(path);
  for (const [name, text] of sources.flags ?? []) collector.flag(name, text);
  const values = new Map<string, Value>();
  for (const variable of module.variables.values()) {
    const value = collector.final(variable, sources.missing);
    if (value) values.set(variable.name, value);
  }
  return { values, diagnostics: collector.diagnostics };
}

function automaticFiles(collector: Collector, dir: string | undefined): string[] {
  if (dir === undefined) return [];
  const names = readdirSync(dir).sort();
  for (const name of names) {
    if (name === 'terraform.tfvars' || name.endsWith('.auto.tfvars')) collector.refuseNative(join(dir, name));
  }
  const first = names.filter((name) => name === 'terraform.tfvars.json');
  const rest = names.filter((name) => name.endsWith('.auto.tfvars.json'));
  return [...first, ...rest].map((name) => join(dir, name));
}

class Collector {
  readonly diagnostics: Diagnostic[] = [];
  readonly #module: ModuleConfig;
  readonly #given = new Map<string, Given>();

  constructor(module: ModuleConfig) {
    this.#module = module;
  }

  environment(env: Readonly<Record<string, string | undefined>>): void {
    for (const variable of this.#module.variables.values()) {
      const text = env[`TF_VAR_${variable.name}`];
      if (text !== undefined) this.#text(variable, text, `the environment variable TF_VAR_${variable.name}`);
    }
  }

  flag(name: string, text: string): void {
    const variable = this.#module.variables.get(name);
    if (variable) {
      this.#text(variable, text, `--var ${name}`);
      return;
    }
    const hint = didYouMean(name, this.#module.variables.keys());
    this.#report(
      `A variable "${name}" was given with --var, but the configuration does not declare it.${hint}`,
    );
  }

  file(path: string): void {
    const file = display(path);
    if (!path.endsWith('.json')) {
      this.refuseNative(path);
      return;
    }
    this.#attempt(() => {
      const json = new JsonFile(readFileSync(path, 'utf8'), file);
      this.diagnostics.push(...json.duplicates());
      if (isJsonObject(json.value)) return this.#members(json.value, json.root, file);
      const detail = 'A file of variable values must contain one JSON object.';
      this.diagnostics.push(json.root.problem('ZTC-E-CONFIG-VALUE', 'Incorrect JSON value type', detail));
    });
  }

  #members(json: { readonly [name: string]: Json }, root: Place, file: string): void {
    for (const name of Object.keys(json)) {
      if (name === '//') continue;
      const place = root.child(name);
      if (this.#module.variables.has(name)) {
        this.#given.set(name, { value: impliedValue(json[name] as Json), from: file, place });
        continue;
      }
      const hint = didYouMean(name, this.#module.variables.keys());
      const detail = `${file} gives a value to the variable "${name}", which the configuration does not declare.${hint}`;
      const found = place.problem(
        'ZTC-E-VARIABLE-UNDECLARED',
        'Value for undeclared variable',
        detail,
        'key',
      );
      this.diagnostics.push({ ...found, severity: 'warning' });
    }
  }

  refuseNative(path: string): void {
    const detail = `${display(path)} is in Terraform's native syntax, which is not supported yet; use *.tfvars.json.`;
    this.diagnostics.push(
      errorDiagnostic('ZTC-E-CONFIG-NATIVE-SYNTAX', 'Native syntax is not supported yet', detail, {
        file: display(path),
      }),
    );
  }

  final(variable: VariableConfig, missing: 'error' | 'unknown'): Value | undefined {
    const given = this.#given.get(variable.name);
    if (given) {
      return this.#attempt(() => finishVariable(variable, given.value, given.from, given.place));
    }
    if (variable.default) return finishVariable(variable, variable.default, 'the default');
    if (missing === 'unknown') return finishVariable(variable, unknown(variable.type), 'nothing');
    const detail = `The variable "${variable.name}" has no default and was not given: use --var ${variable.name}=…, TF_VAR_${variable.name} or a *.auto.tfvars.json file.`;
    this.diagnostics.push(
      variable.place.problem('ZTC-E-VARIABLE-MISSING', 'No value for required variable', detail, 'key'),
    );
    return undefined;
  }

  #text(variable: VariableConfig, text: string, from: string): void {
    this.#attempt(() => {
      const value =
        variable.parsing === 'literal' ? str(text) : evaluate(parseExpression(text, { file: from }), NOTHING);
      this.#given.set(variable.name, { value, from });
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

/** Given values are literal: nothing to refer to, no functions. */
const NOTHING = { resolve: () => undefined, functions: new Map(), context: { baseDir: '.', pure: true } };

const isFileError = (e: unknown): e is Error => e instanceof Error && 'syscall' in e;
