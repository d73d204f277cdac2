/** A process that may end at any moment. What it has asked for goes on; what it waits for never comes. */

/** What a process asks for. */
export type Step = 'any' | 'request' | 'journal' | 'state' | 'other';

export class Process {
  readonly name: string;
  readonly #whenDead: (() => void)[] = [];
  #alive = true;
  /** How often it has asked for something of each kind. */
  readonly #steps = new Map<Step, number>();
  #plot: { readonly kind: Step; readonly step: number; readonly act: () => void } | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get alive(): boolean {
    return this.#alive;
  }

  kill(): void {
    if (!this.#alive) return;
    this.#alive = false;
    for (const tell of this.#whenDead) tell();
  }

  /** When it asks for something of this kind for the n-th time, this happens before. */
  atStep(kind: Step, step: number, act: () => void): void {
    this.#plot = { kind, step, act };
  }

  whenDead(tell: () => void): void {
    this.#whenDead.push(tell);
  }

  /** The result of something outside, as long as there is somebody to be told. */
  port<T>(work: () => Promise<T>, kind: Step = 'other'): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#count(kind);
      if (!this.#alive) return;
      work().then(
        (result) => this.#alive && resolve(result),
        (error) => this.#alive && reject(error),
      );
    });
  }

  #count(kind: Step): void {
    for (const counted of new Set<Step>([kind, 'any'])) {
      const step = (this.#steps.get(counted) ?? 0) + 1;
      this.#steps.set(counted, step);
      if (this.#plot?.kind === counted && this.#plot.step === step) this.#plot.act();
    }
  }
}
