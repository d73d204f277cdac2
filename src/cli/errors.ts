import type { Language } from '../report/language.ts';
import type { Localized } from '../schema/model.ts';

export interface ErrorData {
  /** Stable: `ZTC-CLI-…`. */
  readonly code: string;
  readonly what: Localized;
  readonly value?: unknown;
  readonly allowed?: unknown;
  /** File, line, address: whatever says where. */
  readonly where?: string;
  readonly fix: Localized;
}

/** An error that the user can do something about. Anything else that is thrown is a defect of the program. */
export class CliError extends Error {
  readonly data: ErrorData;
  readonly exitCode: number;

  constructor(data: ErrorData, exitCode = 1) {
    super(`${data.code}: ${data.what.en}`);
    this.data = data;
    this.exitCode = exitCode;
  }
}

export function errorText(data: ErrorData, language: Language): string {
  const lines = [`${data.code}: ${data.what[language]}`];
  if (data.where !== undefined) lines.push(`  --> ${data.where}`);
  if (data.value !== undefined)
    lines.push(`  ${language === 'zh' ? '值' : 'value'}: ${JSON.stringify(data.value)}`);
  if (data.allowed !== undefined)
    lines.push(`  ${language === 'zh' ? '允许值' : 'allowed'}: ${JSON.stringify(data.allowed)}`);
  lines.push(`  ${language === 'zh' ? '修正' : 'fix'}: ${data.fix[language]}`);
  return lines.join('\n');
}
