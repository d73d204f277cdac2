import type { Diagnostic } from '../values/diagnostic.ts';
import type { Context } from './context.ts';
import { CliError } from './errors.ts';

/** All errors among the diagnostics as one error; the first gives the code. */
export function diagnosticsError(diagnostics: readonly Diagnostic[], context: Context): CliError {
  const errors = diagnostics.filter((one) => one.severity === 'error');
  const [first] = errors;
  for (const one of errors.slice(1)) context.draw(`${context.progressPaint.red(diagnosticText(one))}\n`);
  const detail = first ? `${first.summary}: ${first.detail}` : 'unknown error';
  return new CliError({
    code: first?.code ?? 'ZTC-CLI-INTERNAL',
    what: { en: detail, zh: detail },
    ...(first && placeOf(first) !== '' ? { where: placeOf(first) } : {}),
    fix:
      errors.length > 1
        ? {
            en: `mend this and the ${errors.length - 1} errors above`,
            zh: `请修正此处及上方 ${errors.length - 1} 个错误`,
          }
        : { en: 'mend the configuration there', zh: '请修正该处配置' },
  });
}

export function noteWarnings(diagnostics: readonly Diagnostic[], context: Context): void {
  for (const one of diagnostics) {
    if (one.severity === 'warning') context.note(context.progressPaint.yellow(diagnosticText(one)));
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
