/** A process that may end at any moment. What it has asked for goes on; what it waits for never comes. */

export class Process {
  readonly name: string;
  readonly #whenDead: (() => void)[] = [];
  #alive = true;
  /** How often it has asked for something. */
  #steps = 0;
  #plot: { readonly step: number; readonly act: () => void } | undefined;

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

  /** When it asks for something for the n-th time, this happens before. */
  atStep(step: number, act: () => void): void {
    this.#plot = { step, act };
  }

  whenDead(tell: () => void): void {
    this.#whenDead.push(tell);
  }

  /** The result of something outside, as long as there is somebody to be told. */
  port<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#steps += 1;
      if (this.#steps === this.#plot?.step) this.#plot.act();
      if (!this.#alive) return;
      work().then(
        (result) => this.#alive && resolve(result),
        (error) => this.#alive && reject(error),
      );
    });
  }
}
