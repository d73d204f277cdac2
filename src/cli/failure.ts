import { ApiError } from '../client/error.ts';
import { Refusal } from '../controlplane/refusal.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import type { Context } from './context.ts';
import { diagnosticText, placeOf } from './diagnostics.ts';
import { CliError, type ErrorData, errorText } from './errors.ts';

/** Prints an error as data or text and gives the exit code. Unexpected ones keep their stack: they are our defects. */
export function reportFailure(error: unknown, context: Context): number {
  const data = dataOf(error);
  if (context.events) context.events.diagnostics(problemsOf(error, data, context));
  else show(error, data, context);
  return error instanceof CliError ? error.exitCode : 1;
}

function show(error: unknown, data: ErrorData | undefined, context: Context): void {
  if (error instanceof DiagnosticError) {
    for (const other of error.diagnostics.filter((one) => !isFirstError(one, error)))
      context.draw(`${context.progressPaint.red(diagnosticText(other))}\n`);
  }
  if (!data) {
    context.draw(`ztc: ZTC-CLI-INTERNAL: ${defect(error)}\n`);
    return;
  }
  if (context.json) context.out(JSON.stringify({ error: data }, null, 2));
  else context.draw(`${context.progressPaint.red(errorText(data, context.language))}\n`);
}

const defect = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

function problemsOf(
  error: unknown,
  data: ErrorData | undefined,
  { language }: Context,
): readonly Diagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  if (!data) return [errorDiagnostic('ZTC-CLI-INTERNAL', 'Unexpected error', defect(error))];
  const { code, what, where, value, fix } = data;
  const details = [where, value === undefined ? undefined : JSON.stringify(value), fix[language]];
  return [errorDiagnostic(code, what[language], details.filter((part) => part !== undefined).join('\n'))];
}

function dataOf(error: unknown): ErrorData | undefined {
  if (error instanceof CliError) return error.data;
  if (error instanceof ApiError || error instanceof Refusal) {
    const { details } = error;
    return {
      code: error.code,
      what: error.text,
      ...(details.value === undefined ? {} : { value: details.value }),
      ...(details.allowed === undefined ? {} : { allowed: details.allowed }),
      ...(details.attribute === undefined ? {} : { where: details.attribute }),
      fix: { en: `see 'ztc explain ${error.code}'`, zh: `参见 'ztc explain ${error.code}'` },
    };
  }
  return error instanceof DiagnosticError ? ofDiagnostic(error) : undefined;
}

function ofDiagnostic(error: DiagnosticError): ErrorData | undefined {
  const first = error.diagnostics.find((one) => isFirstError(one, error));
  if (!first) return undefined;
  const { code, summary, detail } = first;
  const what = `${summary}: ${detail}`;
  const where = placeOf(first);
  return {
    code,
    what: { en: what, zh: what },
    ...(where === '' ? {} : { where }),
    fix: { en: `see 'ztc explain ${code}'`, zh: `参见 'ztc explain ${code}'` },
  };
}

/** The one that gives the code; the others are told beside it. */
function isFirstError(one: Diagnostic, { diagnostics }: DiagnosticError): boolean {
  return one === diagnostics.find(({ severity }) => severity === 'error');
}
