/** Lists of texts that are kept in order, by key. New ids sort last, so adding is nearly always a push. */
export class SortedLists {
  readonly #lists = new Map<string, string[]>();

  get(key: string): readonly string[] {
    return this.#lists.get(key) ?? [];
  }

  keys(): readonly string[] {
    return [...this.#lists.keys()].sort();
  }

  add(key: string, value: string): void {
    const list = this.#lists.get(key);
    if (!list) {
      this.#lists.set(key, [value]);
      return;
    }
    const last = list.at(-1);
    if (last === undefined || last < value) {
      list.push(value);
      return;
    }
    const at = position(list, value);
    if (list[at] !== value) list.splice(at, 0, value);
  }

  remove(key: string, value: string): void {
    const list = this.#lists.get(key);
    const at = list ? position(list, value) : -1;
    if (list?.[at] !== value) return;
    list.splice(at, 1);
    if (list.length === 0) this.#lists.delete(key);
  }
}

function position(list: readonly string[], value: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? '') < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
