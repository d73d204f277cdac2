/** Runs the vertices of a dependency graph in parallel: each when everything it waits for is done. O(n + e). */

export interface Vertex<T> {
  readonly id: number;
  /** Absent: only joins others, costs nothing. */
  readonly work?: T;
  /** Vertices that wait for this one. */
  readonly followers: Vertex<T>[];
  /** How many it waits for. */
  waitsFor: number;
}

export class OperationGraph<T> {
  readonly vertices: Vertex<T>[] = [];

  add(work?: T): Vertex<T> {
    const vertex: Vertex<T> = {
      id: this.vertices.length,
      followers: [],
      waitsFor: 0,
      ...(work === undefined ? {} : { work }),
    };
    this.vertices.push(vertex);
    return vertex;
  }

  /** `later` runs after `earlier`. The same edge may be given twice. */
  after(later: Vertex<T>, earlier: Vertex<T>): void {
    earlier.followers.push(later);
    later.waitsFor += 1;
  }

  /** Vertices on circles or behind them; empty when everything can run. */
  stuck(): readonly Vertex<T>[] {
    const open = this.vertices.map(({ waitsFor }) => waitsFor);
    const ready = this.vertices.filter(({ waitsFor }) => waitsFor === 0);
    let seen = 0;
    for (let next = ready.pop(); next; next = ready.pop()) {
      seen += 1;
      for (const follower of next.followers) {
        const rest = (open[follower.id] as number) - 1;
        open[follower.id] = rest;
        if (rest === 0) ready.push(follower);
      }
    }
    return seen === this.vertices.length ? [] : this.vertices.filter(({ id }) => (open[id] as number) > 0);
  }
}

export interface ExecuteOptions<T> {
  readonly concurrency: number;
  /** Nothing is started after this. */
  readonly signal: AbortSignal;
  /** False: what waits for it does not run. */
  readonly run: (work: T) => Promise<boolean>;
  readonly skipped?: (work: T) => void;
}

/** Resolves when nothing runs any more and nothing can be started. */
export function execute<T>(graph: OperationGraph<T>, options: ExecuteOptions<T>): Promise<void> {
  return new Execution(graph, options).start();
}

class Execution<T> {
  readonly #options: ExecuteOptions<T>;
  readonly #open: number[];
  readonly #blocked: boolean[];
  readonly #ready: Vertex<T>[];
  #head = 0;
  #running = 0;
  readonly #end = Promise.withResolvers<void>();

  constructor(graph: OperationGraph<T>, options: ExecuteOptions<T>) {
    this.#options = options;
    this.#open = graph.vertices.map(({ waitsFor }) => waitsFor);
    this.#blocked = graph.vertices.map(() => false);
    this.#ready = graph.vertices.filter(({ waitsFor }) => waitsFor === 0);
  }

  start(): Promise<void> {
    this.#pump();
    return this.#end.promise;
  }

  #pump(): void {
    while (this.#head < this.#ready.length) {
      const vertex = this.#ready[this.#head] as Vertex<T>;
      const { work, id } = vertex;
      if (work === undefined || this.#blocked[id]) {
        this.#head += 1;
        if (work !== undefined) this.#options.skipped?.(work);
        this.#settle(vertex, !this.#blocked[id]);
        continue;
      }
      if (this.#running >= this.#options.concurrency || this.#options.signal.aborted) break;
      this.#head += 1;
      this.#running += 1;
      this.#run(vertex, work);
    }
    if (this.#running === 0) this.#end.resolve();
  }

  #run(vertex: Vertex<T>, work: T): void {
    this.#options.run(work).then(
      (ok) => {
        this.#running -= 1;
        this.#settle(vertex, ok);
        this.#pump();
      },
      (error) => this.#end.reject(error),
    );
  }

  #settle(vertex: Vertex<T>, ok: boolean): void {
    for (const follower of vertex.followers) {
      if (!ok) this.#blocked[follower.id] = true;
      const rest = (this.#open[follower.id] as number) - 1;
      this.#open[follower.id] = rest;
      if (rest === 0) this.#ready.push(follower);
    }
  }
}
