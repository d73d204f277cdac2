import type { Unknown } from '../../graph/plain.ts';
import { attempt, UnknownRead } from './unknown-read.ts';

/**
 * A collection of which some members may not be known: `known` are certainly in it, `open` stands for possible others.
 * Questions answer as soon as the known members decide them and stop the rule as unknown otherwise (Kleene logic).
 */
export class Few<T> {
  readonly known: readonly T[];
  readonly open: readonly Unknown[];

  constructor(known: readonly T[], open: readonly Unknown[] = []) {
    this.known = known;
    this.open = open;
  }

  some(test: (item: T) => boolean): boolean {
    let doubt: UnknownRead | undefined;
    for (const item of this.known) {
      const answer = attempt(() => test(item));
      if (answer === true) return true;
      if (answer instanceof UnknownRead) doubt ??= answer;
    }
    if (doubt) throw doubt;
    this.#closed();
    return false;
  }

  every(test: (item: T) => boolean): boolean {
    return !this.some((item) => !test(item));
  }

  none(test: (item: T) => boolean): boolean {
    return !this.some(test);
  }

  /** Members for which the test holds; those of which it cannot be told stay open. */
  filter(test: (item: T) => boolean): Few<T> {
    const known: T[] = [];
    const open = [...this.open];
    for (const item of this.known) {
      const answer = attempt(() => test(item));
      if (answer instanceof UnknownRead) open.push(answer.unknown);
      else if (answer) known.push(item);
    }
    return new Few(known, open);
  }

  map<U>(change: (item: T) => U): Few<U> {
    const known: U[] = [];
    const open = [...this.open];
    for (const item of this.known) {
      const answer = attempt(() => change(item));
      if (answer instanceof UnknownRead) open.push(answer.unknown);
      else known.push(answer);
    }
    return new Few(known, open);
  }

  flatMap<U>(change: (item: T) => Few<U>): Few<U> {
    const parts = this.map(change);
    return new Few(
      parts.known.flatMap((part) => part.known),
      [...parts.open, ...parts.known.flatMap((part) => part.open)],
    );
  }

  atLeast(count: number): boolean {
    if (this.known.length >= count) return true;
    this.#closed();
    return false;
  }

  atMost(count: number): boolean {
    return !this.atLeast(count + 1);
  }

  isEmpty(): boolean {
    return !this.atLeast(1);
  }

  /** All members; stops the rule when there may be others. */
  all(): readonly T[] {
    this.#closed();
    return this.known;
  }

  #closed(): void {
    const first = this.open[0];
    if (first) throw new UnknownRead(first);
  }
}
