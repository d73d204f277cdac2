/** Problems as the plugin protocol has them, and everything that may be thrown as problems. */

import type { CliError } from '../cli/errors.ts';
import type { ProviderDiagnostic } from '../provider/provider.ts';
import { DiagnosticError, errorDiagnostic } from '../values/diagnostic.ts';
import type { Type } from '../values/type.ts';
import { ERROR, WARNING, type WireDiagnostic } from './proto/basics.ts';
import { encodePath } from './values/path.ts';

/** The rule or code stands first, because the protocol has no place for it. `type` is what paths lead into. */
export function wireDiagnostics(
  diagnostics: readonly ProviderDiagnostic[],
  type: Type | undefined,
): readonly WireDiagnostic[] {
  return diagnostics.map(({ severity, code, summary, detail, path }) => {
    const attribute = path && type ? encodePath(path, type) : undefined;
    return {
      severity: severity === 'error' ? ERROR : WARNING,
      summary: `${code}: ${summary}`,
      detail,
      ...(attribute?.steps?.length ? { attribute } : {}),
    };
  });
}

/** What was thrown, for the user: some of it is meant for people, the rest is a defect of the provider. */
export function problemsOf(error: unknown): readonly ProviderDiagnostic[] {
  if (error instanceof DiagnosticError) return error.diagnostics;
  if (isForPeople(error)) {
    const { code, what, value, allowed, where, fix } = error.data;
    const facts = Object.entries({ where, given: value, allowed }).filter(([, fact]) => fact !== undefined);
    const shown = facts.map(([name, fact]) => `${name}: ${JSON.stringify(fact)}`).join('; ');
    return [errorDiagnostic(code, what.en, `${shown === '' ? '' : `${shown}. `}${fix.en}`)];
  }
  const text = error instanceof Error ? error.message : String(error);
  return [errorDiagnostic('ZTC-E-PROVIDER-CRASH', 'Provider failed', `Unexpected: ${text}.`)];
}

/** Asked by shape, so that the command line's code is not loaded for it. */
const isForPeople = (error: unknown): error is CliError =>
  error instanceof Error && typeof (error as Partial<CliError>).data?.code === 'string';

export const isDefect = (error: unknown): boolean =>
  !(error instanceof DiagnosticError) && !isForPeople(error);
