import type { Unknown } from '../../graph/plain.ts';

/**
 * Thrown when a rule reads what is not known; the engine turns it into the verdict `unknown`. It steers and is never shown,
 * so it is no `Error`: a stack trace would cost more than all the rest of a rule.
 */
export class UnknownRead {
  readonly unknown: Unknown;

  constructor(unknown: Unknown) {
    this.unknown = unknown;
  }
}

/** Runs `ask`; an unknown it meets is returned instead of thrown. */
export function attempt<T>(ask: () => T): T | UnknownRead {
  try {
    return ask();
  } catch (error) {
    if (error instanceof UnknownRead) return error;
    throw error;
  }
}
