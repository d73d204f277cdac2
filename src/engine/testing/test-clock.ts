import type { EngineClock } from '../ports.ts';

/** Time that passes when it is told to. */
export class TestClock implements EngineClock {
  #now = 0;
  readonly #due: { readonly at: number; readonly act: () => void }[] = [];

  now = (): number => this.#now;
  date = (): Date => new Date(0);
  later = (ms: number, act: () => void): (() => void) => {
    const one = { at: this.#now + ms, act };
    this.#due.push(one);
    return () => {
      const at = this.#due.indexOf(one);
      if (at >= 0) this.#due.splice(at, 1);
    };
  };

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#due.splice(this.#due.indexOf(next), 1);
      this.#now = next.at;
      next.act();
    }
    this.#now = end;
  }
}
