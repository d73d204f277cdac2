/** A process that may end at any moment. What it has asked for goes on; what it waits for never comes. */

export class Process {
  readonly name: string;
  readonly #whenDead: (() => void)[] = [];
  #alive = true;

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

  whenDead(tell: () => void): void {
    this.#whenDead.push(tell);
  }

  /** The result of something outside, as long as there is somebody to be told. */
  port<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.#alive) return;
      work().then(
        (result) => this.#alive && resolve(result),
        (error) => this.#alive && reject(error),
      );
    });
  }
}
