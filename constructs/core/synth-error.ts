import type { Finding } from '../../src/findings/finding.ts';
import { type ErrorData, ZtcError } from './errors.ts';
import { type Language, language, renderError, renderFinding } from './render.ts';

/** Why a synthesis was not written: all errors and all findings of it. */
export class SynthError extends ZtcError {
  readonly findings: readonly Finding[];

  constructor(errors: readonly ErrorData[], findings: readonly Finding[]) {
    super(errors);
    this.name = 'SynthError';
    this.findings = findings;
    this.message = renderAll(errors, findings);
  }
}

function renderAll(
  errors: readonly ErrorData[],
  findings: readonly Finding[],
  lang: Language = language(),
): string {
  const violated = findings.filter(({ status }) => status === 'violated');
  const blocks = [
    ...errors.map((error) => renderError(error, lang)),
    ...violated.map((one) => renderFinding(one, lang)),
  ];
  const count = errors.length + violated.filter(({ severity }) => severity === 'error').length;
  const summary =
    lang === 'zh'
      ? `共 ${count} 个错误，未写出任何文件`
      : `${count} error${count === 1 ? '' : 's'}; nothing was written`;
  return [...blocks, summary].join('\n\n');
}

/**
 * Where nobody catches the error, shows it without the engine's stack trace and ends with exit code 1. The handler goes
 * away at once where somebody does.
 */
export function failProcess(error: SynthError, print: boolean): void {
  const handler = (thrown: unknown): void => {
    if (thrown !== error) throw thrown;
    if (print) process.stderr.write(`${error.message}\n`);
    process.exit(1);
  };
  process.once('uncaughtException', handler);
  setImmediate(() => process.off('uncaughtException', handler)).unref();
}
