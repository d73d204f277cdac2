import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import type { Context } from './context.ts';

/** All errors among the diagnostics as one error. */
export function diagnosticsError(diagnostics: readonly Diagnostic[]): DiagnosticError {
  return new DiagnosticError(diagnostics.filter(({ severity }) => severity === 'error'));
}

export function noteWarnings(diagnostics: readonly Diagnostic[], context: Context): void {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  if (context.events) context.events.diagnostics(warnings);
  else for (const one of warnings) context.note(context.progressPaint.yellow(diagnosticText(one)));
}

/** Problems as they come, errors even when only results are wanted. */
export function showDiagnostics(diagnostics: readonly Diagnostic[], context: Context): void {
  if (context.events) {
    context.events.diagnostics(diagnostics);
    return;
  }
  const { red, yellow } = context.progressPaint;
  for (const one of diagnostics) {
    const paint = one.severity === 'error' ? red : yellow;
    context.draw(paint(`${diagnosticText(one)}\n`));
  }
}

export function diagnosticText(diagnostic: Diagnostic): string {
  const place = placeOf(diagnostic);
  return `${diagnostic.code}: ${diagnostic.summary}${diagnostic.detail === '' ? '' : `\n  ${diagnostic.detail}`}${place === '' ? '' : `\n  --> ${place}`}`;
}

/** `file:line:column`; empty where no place is known. */
export function placeOf({ file, line, column }: Diagnostic): string {
  if (file === undefined) return '';
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
