/** A process that ends at a given step: whatever it asks for from then on neither happens nor answers. */

import type { Provider } from '../../provider/provider.ts';
import type { JournalMedium } from '../journal/medium.ts';
import type { StateStorage } from '../state/storage.ts';

export class Mortal {
  /** Names of the steps that were reached. */
  readonly steps: string[] = [];
  readonly #last: number;
  readonly #died = Promise.withResolvers<'died'>();

  /** Ends at the step with this number (never). */
  constructor(last = Number.POSITIVE_INFINITY) {
    this.#last = last;
  }

  /** What a run comes to, or that it has died. */
  outcome<T>(run: Promise<T>): Promise<T | 'died'> {
    return Promise.race([run, this.#died.promise]);
  }

  medium(inner: JournalMedium): JournalMedium {
    return {
      location: inner.location,
      load: () => inner.load(),
      append: (bytes, sync) => this.#around('journal.append', () => inner.append(bytes, sync)),
      replace: (bytes) => this.#around('journal.replace', () => inner.replace(bytes)),
      close: () => inner.close(),
      remove: () => this.#around('journal.remove', () => inner.remove()),
    };
  }

  storage(inner: StateStorage): StateStorage {
    return {
      location: inner.location,
      read: () => inner.read(),
      write: (state, typeOf) => this.#around('state.write', () => inner.write(state, typeOf)),
      lock: async () => async () => {},
    };
  }

  provider(inner: Provider): Provider {
    return {
      ...inner,
      applyResource: (request) => this.#around('provider.apply', () => inner.applyResource(request)),
      recoverResource: (request) =>
        this.#around('provider.recover', async () => inner.recoverResource?.(request) as never),
    };
  }

  async #around<T>(name: string, call: () => Promise<T>): Promise<T> {
    await this.#step(`before ${name}`);
    const result = await call();
    await this.#step(`after ${name}`);
    return result;
  }

  #step(name: string): Promise<void> | void {
    if (this.steps.length >= this.#last) {
      this.#died.resolve('died');
      return new Promise(() => {});
    }
    this.steps.push(name);
  }
}
