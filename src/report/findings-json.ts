import type { Finding } from '../findings/finding.ts';
import { inLanguage, type Language } from './language.ts';

/** A finding as `ztc audit --format json` prints it: `message` and `fix` in one language, both beside them. */
export function findingJson(finding: Finding, language: Language): Record<string, unknown> {
  return {
    ...finding,
    message: inLanguage(finding.message, language),
    messages: finding.message,
    fix: inLanguage(finding.fix, language),
    fixes: finding.fix,
  };
}
