/** What is said when a state cannot be had. */

import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';

/** Where, for messages: a file, or an address without its secrets. */
type Where = Partial<Diagnostic>;

export function lockedBy(holder: string, advice: string, where: Where = {}): DiagnosticError {
  const detail = `The state is locked by ${holder}. Wait for that run to end. ${advice}`.trimEnd();
  return new DiagnosticError(errorDiagnostic('ZTC-E-STATE-LOCKED', 'State is locked', detail, where));
}

export function lockLost(why: string, where: Where = {}): DiagnosticError {
  const detail = `${why} Nothing was written since: another run may be at work on the state.`;
  return new DiagnosticError(
    errorDiagnostic('ZTC-E-STATE-LOCK-LOST', 'Lock of the state lost', detail, where),
  );
}

/** `action`: that it cannot be read, written, locked. */
export function unreachable(action: string, location: string, why: string): DiagnosticError {
  const detail = `The state at ${location} cannot be ${action}: ${why.replace(/\.$/, '')}.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-STATE-IO', 'State not within reach', detail));
}

export const isLocked = (e: unknown): boolean =>
  e instanceof DiagnosticError && e.diagnostics.some(({ code }) => code === 'ZTC-E-STATE-LOCKED');
