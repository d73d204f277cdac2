/** Problems as data: every layer below the command line reports with this shape and never prints. */

import type { Path } from './value.ts';

export type Severity = 'error' | 'warning';

export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, documented by `ztc explain`: `ZTC-E-…`. */
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Of the object that the problem is about, where it is about one. */
  readonly address?: string;
  /** Where inside a value, when the problem is about a part of one. */
  readonly path?: Path;
}

/** One or more diagnostics on their way up. `message` is for stack traces only. */
export class DiagnosticError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const list = Array.isArray(diagnostics)
      ? (diagnostics as readonly Diagnostic[])
      : [diagnostics as Diagnostic];
    super(list.map(formatDiagnostic).join('\n'));
    this.name = 'DiagnosticError';
    this.diagnostics = list;
  }
}

export function formatDiagnostic(d: Diagnostic): string {
  const at =
    d.file === undefined ? '' : ` (${d.file}${d.line === undefined ? '' : `:${d.line}:${d.column ?? 1}`})`;
  return `${d.code} ${d.summary}: ${d.detail}${at}`;
}

export function errorDiagnostic(
  code: string,
  summary: string,
  detail: string,
  where?: Partial<Diagnostic>,
): Diagnostic {
  return { severity: 'error', code, summary, detail, ...where };
}
