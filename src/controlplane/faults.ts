/** Faults that tests put in the way of requests: before the work is done, or after it is on the disk. */
import type { ApiResponse } from './api.ts';

export type FaultKind = '5xx' | 'reset' | 'delay' | 'throttle';

export interface Fault {
  readonly when: 'before' | 'after-commit';
  readonly kind: FaultKind;
  /** Matches all when left out. */
  readonly method?: string;
  readonly type?: string;
  /** How many of the matching requests pass first (0), and how many are hit (1). */
  readonly skip?: number;
  readonly times?: number;
  /** For `5xx`: the status (503). */
  readonly status?: number;
  /** For `delay`. */
  readonly delayMs?: number;
  /** For `throttle`: seconds (1). */
  readonly retryAfter?: number;
}

export interface ArmedFault extends Fault {
  readonly id: number;
  readonly seen: number;
  readonly hits: number;
}

export interface Interference {
  /** Given instead of the real answer; undefined when the real one goes out. */
  readonly answer?: 'unavailable' | 'throttled' | 'reset';
  readonly status?: number;
  readonly retryAfter?: number;
  readonly delayMs: number;
}

const NOTHING: Interference = { delayMs: 0 };

export class Faults {
  #armed: ArmedFault[] = [];
  #last = 0;

  list(): readonly ArmedFault[] {
    return this.#armed;
  }

  add(fault: Fault): ArmedFault {
    this.#last += 1;
    const armed = { ...fault, id: this.#last, seen: 0, hits: 0 };
    this.#armed.push(armed);
    return armed;
  }

  /** Takes over what is in the store. */
  restore(faults: readonly ArmedFault[]): void {
    this.#armed = [...faults];
    this.#last = faults.reduce((most, fault) => Math.max(most, fault.id), this.#last);
  }

  clear(): void {
    this.#armed = [];
  }

  /** What happens to this request at this point. The first fault that fits counts. */
  meet(when: Fault['when'], method: string, type: string | null): Interference {
    for (const [at, fault] of this.#armed.entries()) {
      const fits =
        (fault.method ?? method) === method && (fault.type ?? type) === type && fault.when === when;
      if (!fits || fault.hits >= (fault.times ?? 1)) continue;
      const hit = fault.seen >= (fault.skip ?? 0);
      this.#armed[at] = { ...fault, seen: fault.seen + 1, hits: fault.hits + (hit ? 1 : 0) };
      if (hit) return interference(fault);
    }
    return NOTHING;
  }
}

function interference(fault: Fault): Interference {
  const delayMs = fault.delayMs ?? 0;
  switch (fault.kind) {
    case '5xx':
      return { answer: 'unavailable', status: fault.status ?? 503, delayMs };
    case 'throttle':
      return { answer: 'throttled', retryAfter: fault.retryAfter ?? 1, delayMs };
    case 'reset':
      return { answer: 'reset', delayMs };
    case 'delay':
      return { delayMs };
  }
}

export const RESET: ApiResponse = { status: 0, headers: {}, body: '', reset: true };
