import type { Caller } from './caller.ts';
import type { Page, SavedStates, StateLock, StateVersion } from './client.ts';
import { page, stateLock, stateVersion } from './wire.ts';

type Paging = { limit?: number; cursor?: string };

/** Names have parts, like paths; each is taken as it is. */
const pathOf = (name: string, what: string): string =>
  `/v1/states/${name.split('/').map(encodeURIComponent).join('/')}/${what}`;

export class RestStates implements SavedStates {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async list(query: Paging = {}): Promise<Page<StateVersion>> {
    return page(await this.#caller.call({ method: 'GET', path: '/v1/states', query }), stateVersion);
  }

  async versions(name: string, query: Paging = {}): Promise<Page<StateVersion>> {
    const path = pathOf(name, 'versions');
    return page(await this.#caller.call({ method: 'GET', path, query }), stateVersion);
  }

  async content(name: string, version: number): Promise<string> {
    const body = await this.#caller.call({ method: 'GET', path: pathOf(name, `versions/${version}`) });
    return body.content as string;
  }

  async restore(name: string, version: number, lockId?: string): Promise<StateVersion> {
    const body = { version, ...(lockId === undefined ? {} : { lock_id: lockId }) };
    return stateVersion(await this.#caller.call({ method: 'POST', path: pathOf(name, 'restore'), body }));
  }

  async lock(name: string): Promise<StateLock | null> {
    const body = await this.#caller.call({ method: 'GET', path: pathOf(name, 'lock') });
    return body.lock === null ? null : stateLock(body.lock);
  }

  async unlock(name: string): Promise<boolean> {
    const body = await this.#caller.call({ method: 'DELETE', path: pathOf(name, 'lock') });
    return body.removed === true;
  }
}
