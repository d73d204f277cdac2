/** Within a process that is to be ended: counts where it has been, and ends it where it is told to. */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { ARM_VARIABLE, type Boundary, COUNTS_VARIABLE, END_VARIABLE, type End } from '../boundaries.ts';

class Watch {
  readonly #counts = new Map<Boundary, number>();
  readonly #armFile = process.env[ARM_VARIABLE];
  #end: End | undefined;

  constructor() {
    const { [END_VARIABLE]: end, [COUNTS_VARIABLE]: counts } = process.env;
    if (end) this.#end = JSON.parse(end) as End;
    if (counts)
      process.once('exit', () => writeFileSync(counts, JSON.stringify(Object.fromEntries(this.#counts))));
  }

  readonly reached = (boundary: Boundary): void => {
    this.#arm();
    const count = (this.#counts.get(boundary) ?? 0) + 1;
    this.#counts.set(boundary, count);
    // As `kill -9` from outside: nothing of this process runs any more, not even its exit handlers.
    if (this.#end?.boundary === boundary && count >= this.#end.nth) process.kill(process.pid, 'SIGKILL');
  };

  /** Counting begins anew with an end that arrives while the process runs. */
  #arm(): void {
    if (this.#armFile === undefined || !existsSync(this.#armFile)) return;
    this.#end = (JSON.parse(readFileSync(this.#armFile, 'utf8')) as End | null) ?? undefined;
    rmSync(this.#armFile);
    this.#counts.clear();
  }
}

export const { reached } = new Watch();

type Step =
  | `journal.${'replace' | 'append' | 'remove'}`
  | `state.${'write' | 'unlock'}`
  | `provider.${'apply' | 'recover'}`;

/** Both boundaries of a call. */
export async function around<T>(step: Step, call: () => Promise<T>): Promise<T> {
  reached(`before ${step}`);
  const result = await call();
  reached(`after ${step}`);
  return result;
}
