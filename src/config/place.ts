/** Where a piece of configuration was written. Lines and columns are computed only when somebody asks. */

import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';

export type JsonPath = readonly (string | number)[];

/** A file, or an object in memory, that can tell where its parts begin. */
export interface Document {
  /** Relative to the working directory where possible; absent for objects in memory. */
  readonly file: string | undefined;
  position(
    path: JsonPath,
    what: 'value' | 'key',
  ): { readonly line: number; readonly column: number } | undefined;
}

export class Place {
  readonly document: Document;
  readonly #parent: Place | undefined;
  /** The last step of the path. */
  readonly step: string | number;

  constructor(document: Document, parent?: Place, step: string | number = '') {
    this.document = document;
    this.#parent = parent;
    this.step = step;
  }

  child(...steps: JsonPath): Place {
    let place: Place = this;
    for (const step of steps) place = new Place(this.document, place, step);
    return place;
  }

  /** The way from the file's root; put together when asked for, because nearly nobody asks. */
  get path(): JsonPath {
    const path: (string | number)[] = [];
    for (let place: Place = this; place.#parent; place = place.#parent) path.push(place.step);
    return path.reverse();
  }

  /** Position of the value, or of the key that names it. */
  where(what: 'value' | 'key' = 'value'): { file?: string; line?: number; column?: number } {
    const { file } = this.document;
    const at = this.document.position(this.path, what);
    return { ...(file === undefined ? {} : { file }), ...at };
  }

  /** `resource.ztc_vpc.main.cidr`: the way to the value inside its file. */
  get text(): string {
    return this.path
      .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
      .join('');
  }

  problem(code: string, summary: string, detail: string, what: 'value' | 'key' = 'value'): Diagnostic {
    const where = this.where(what);
    const inFile = where.line === undefined && this.path.length > 0 ? ` (at ${this.text})` : '';
    return errorDiagnostic(code, summary, `${detail}${inFile}`, where);
  }

  error(code: string, summary: string, detail: string, what: 'value' | 'key' = 'value'): DiagnosticError {
    return new DiagnosticError(this.problem(code, summary, detail, what));
  }
}
