/** What one engine made of one step, in a form that both share. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/values/json.ts';

export const STATE_FILE = 'terraform.tfstate';

export type Phase = 'done' | 'failed at plan' | 'failed at apply';

/** One object made or changed, or gone. Times are positions in the stream of events. */
export interface Operation {
  readonly address: string;
  readonly what: 'made' | 'gone';
  readonly start: number;
  readonly end: number;
}

export interface Outcome {
  readonly phase: Phase;
  /** Summaries or codes of errors, for people. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Plan JSON. Numbers are their text. */
  readonly plan?: JsonObject;
  /** The state afterwards. */
  readonly stateText?: string;
  readonly operations: readonly Operation[];
}

/** Numbers as text with a mark, because a double would hide differences. */
export function parseExactly(text: string): JsonObject {
  const keep = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? `\u0000${context?.source}` : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown) as JsonObject;
}

export function stateIn(folder: string): string | undefined {
  const path = join(folder, STATE_FILE);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Pairs starts and ends of the events of an apply. */
export class OperationLog {
  readonly #open = new Map<string, number>();
  readonly #done: Operation[] = [];
  #time = 0;

  start(address: string, action: string): void {
    this.#time += 1;
    this.#open.set(`${action} ${address}`, this.#time);
  }

  end(address: string, action: string): void {
    this.#time += 1;
    const start = this.#open.get(`${action} ${address}`) ?? this.#time;
    const what = action === 'delete' ? 'gone' : 'made';
    this.#done.push({ address, what, start, end: this.#time });
  }

  get operations(): readonly Operation[] {
    return this.#done;
  }
}
