/** Everything that something depends on, however far. In a long chain that is the square of its length, so little of it is kept. */

import { compareStrings } from '../values/type.ts';

/** Longer lists are found again when they are asked for again. */
const LONGEST_KEPT = 256;

export class TransitiveDependencies {
  readonly #dependencies: (address: string) => Iterable<string>;
  /** Sorted, so that sorting numbers sorts names. */
  readonly #names: readonly string[];
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #direct: (readonly number[] | undefined)[] = [];
  /** By rank: the last search that came by. */
  readonly #seen: Uint32Array;
  readonly #kept = new Map<string, readonly string[]>();
  #search = 0;

  constructor(addresses: Iterable<string>, dependencies: (address: string) => Iterable<string>) {
    this.#dependencies = dependencies;
    this.#names = [...addresses].sort(compareStrings);
    this.#ranks = new Map(this.#names.map((name, rank) => [name, rank]));
    this.#seen = new Uint32Array(this.#names.length);
  }

  /** Sorted. */
  of(address: string): readonly string[] {
    const known = this.#kept.get(address);
    if (known) return known;
    const found = this.#reach(address).map((rank) => this.#names[rank] as string);
    if (found.length <= LONGEST_KEPT) this.#kept.set(address, found);
    return found;
  }

  #reach(address: string): number[] {
    this.#search += 1;
    const found: number[] = [];
    const open = [this.#directOf(this.#ranks.get(address))];
    for (let ranks = open.pop(); ranks; ranks = open.pop())
      for (const rank of ranks) {
        if (this.#seen[rank] === this.#search) continue;
        this.#seen[rank] = this.#search;
        found.push(rank);
        open.push(this.#directOf(rank));
      }
    return [...Uint32Array.from(found).sort()];
  }

  #directOf(rank: number | undefined): readonly number[] {
    if (rank === undefined) return [];
    let direct = this.#direct[rank];
    if (!direct) {
      direct = [...this.#dependencies(this.#names[rank] as string)].flatMap(
        (name) => this.#ranks.get(name) ?? [],
      );
      this.#direct[rank] = direct;
    }
    return direct;
  }
}
