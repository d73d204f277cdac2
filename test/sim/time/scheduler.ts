/** Virtual time: everything that waits stands in one queue, and one thing happens after the other. */

interface Event {
  readonly at: number;
  /** Tells events of one moment apart: first come, first served. */
  readonly order: number;
  act: (() => void) | undefined;
}

export class Scheduler {
  readonly #heap: Event[] = [];
  #now = 0;
  #order = 0;
  /** Events that have happened. */
  happened = 0;

  /** Milliseconds since the beginning. */
  get now(): number {
    return this.#now;
  }

  /** Calls back once, later; the answer calls it off. */
  after(ms: number, act: () => void): () => void {
    const event: Event = { at: this.#now + Math.max(0, ms), order: this.#order++, act };
    this.#push(event);
    return () => {
      event.act = undefined;
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Goes on until `over` or until nothing is left to happen. */
  async run(over: () => boolean): Promise<void> {
    await quiet();
    while (!over()) {
      const event = this.#pop();
      if (!event) return;
      if (!event.act) continue;
      this.#now = event.at;
      this.happened += 1;
      event.act();
      await quiet();
    }
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(event);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(heap[parent] as Event, event)) break;
      heap[at] = heap[parent] as Event;
      at = parent;
    }
    heap[at] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1;
      if (isBefore(last, heap[child] as Event)) break;
      heap[at] = heap[child] as Event;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** All promises that can go on have gone on. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
