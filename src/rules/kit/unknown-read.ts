import type { Unknown } from '../../graph/plain.ts';

/** Thrown when a rule reads what is not known; the engine turns it into the verdict `unknown`. */
export class UnknownRead extends Error {
  readonly unknown: Unknown;

  constructor(unknown: Unknown) {
    super(`not known yet: ${unknown.cause}`);
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
