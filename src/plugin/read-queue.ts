/** Terraform reads one object per call, several at a time: what is asked at the same moment is asked together. */

import type { ReadRequest, ReadResponse } from '../provider/provider.ts';

type ReadMany = (type: string, batch: readonly ReadRequest[]) => Promise<readonly ReadResponse[]>;

interface Waiting {
  readonly request: ReadRequest;
  readonly done: (response: ReadResponse) => void;
  readonly fail: (error: unknown) => void;
}

export class ReadQueue {
  readonly #readMany: ReadMany;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(readMany: ReadMany) {
    this.#readMany = readMany;
  }

  add(type: string, request: ReadRequest): Promise<ReadResponse> {
    return new Promise((done, fail) => {
      const waiting = this.#waiting.get(type);
      if (waiting) waiting.push({ request, done, fail });
      else {
        this.#waiting.set(type, [{ request, done, fail }]);
        // After what has arrived already has been taken in.
        setImmediate(() => void this.#flush(type));
      }
    });
  }

  async #flush(type: string): Promise<void> {
    const batch = this.#waiting.get(type) ?? [];
    this.#waiting.delete(type);
    try {
      const requests = batch.map(({ request }) => request);
      const responses = await this.#readMany(type, requests);
      for (const [i, { done }] of batch.entries()) done(responses[i] as ReadResponse);
    } catch (e) {
      for (const { fail } of batch) fail(e);
    }
  }
}
