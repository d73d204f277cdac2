/** The settings of a backend: from the configuration, else from the environment. What does not fit is refused. */

import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../../../values/diagnostic.ts';
import { type Json, JsonNumber, type JsonObject } from '../../../values/json.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export interface GivenSettings {
  /** `http`, `pg`. */
  readonly type: string;
  readonly settings: JsonObject;
  readonly env: Env;
  /** Of the block in the configuration. */
  readonly where: Partial<Diagnostic>;
}

export class BackendSettings {
  readonly #given: GivenSettings;
  readonly env: Env;

  /** `names`: of the settings that there are. */
  constructor(given: GivenSettings, names: readonly string[]) {
    this.#given = given;
    this.env = given.env;
    for (const name of Object.keys(given.settings)) {
      if (!names.includes(name))
        throw this.problem(`There is no setting "${name}"; there are ${names.join(', ')}.`);
    }
  }

  /** An empty variable counts as none. */
  text(name: string, variable?: string): string | undefined {
    const json = this.#json(name, variable);
    if (json === undefined) return undefined;
    if (typeof json === 'string') return json;
    if (json instanceof JsonNumber) return json.text;
    if (typeof json === 'boolean' || typeof json === 'number') return String(json);
    throw this.problem(`"${name}" must be a text.`);
  }

  flag(name: string, variable?: string): boolean {
    const text = this.text(name, variable);
    if (text === undefined || FALSE.has(text)) return false;
    if (TRUE.has(text)) return true;
    throw this.problem(`"${name}" must be true or false.`);
  }

  /** A whole number from 0. */
  count(name: string, variable: string, otherwise: number): number {
    const text = this.text(name, variable);
    if (text === undefined) return otherwise;
    const count = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(count) || count < 0)
      throw this.problem(`"${name}" must be a whole number, not ${JSON.stringify(text)}.`);
    return count;
  }

  /** An address that can be spoken to by HTTP. */
  url(name: string, variable: string): URL | undefined {
    const text = this.text(name, variable);
    if (text === undefined) return undefined;
    const url = URL.parse(text);
    if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
    throw this.problem(`"${name}" must be an address that begins with http:// or https://.`);
  }

  problem(detail: string): DiagnosticError {
    const { type, where } = this.#given;
    const summary = `Unsuitable settings of the ${type} backend`;
    return new DiagnosticError(errorDiagnostic('ZTC-E-BACKEND-SETTING', summary, detail, where));
  }

  #json(name: string, variable: string | undefined): Json | undefined {
    const given = this.#given.settings[name];
    if (given !== undefined && given !== null) return given;
    return (variable !== undefined && this.env[variable]) || undefined;
  }
}

/** As Go reads truth values, which is what sets the variables. */
const TRUE: ReadonlySet<string> = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False', '']);
