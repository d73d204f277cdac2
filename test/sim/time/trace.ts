/** Everything that happens, in order: as one number that two runs can be compared by, and as text for people. */

import { createHash } from 'node:crypto';

export class Trace {
  readonly #hash = createHash('sha256');
  readonly #tell: ((line: string) => void) | undefined;

  constructor(tell?: (line: string) => void) {
    this.#tell = tell;
  }

  add(at: number, what: string): void {
    const line = `${at.toFixed(3)} ${what}\n`;
    this.#hash.update(line);
    this.#tell?.(line);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
