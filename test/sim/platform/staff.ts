/** People at the platform: they decide work orders, change objects behind everybody's back, and arm faults. */

import type { ControlPlaneClient, JsonObject } from '../../../src/client/client.ts';
import { ApiError } from '../../../src/client/error.ts';
import type { World } from '../time/world.ts';
import type { Watch } from './watch.ts';

export class Staff {
  readonly #world: World;
  readonly #client: ControlPlaneClient;
  readonly #watch: Watch;

  constructor(world: World, client: ControlPlaneClient, watch: Watch) {
    this.#world = world;
    this.#client = client;
    this.#watch = watch;
  }

  /** As long as things go wrong. */
  async live(): Promise<void> {
    const { random } = this.#world;
    for (let rounds = random.between(1, 25); rounds > 0 && this.#world.stormy; rounds--) {
      await this.#world.scheduler.sleep(this.#world.between(5, random.chance(0.5) ? 100 : 2_000));
      const act = random.weighted<() => Promise<unknown>>([
        [4, () => this.#decide(0.8)],
        [3, () => this.#client.operate('POST', 'faults', this.#fault())],
        [2, () => this.#drift()],
      ]);
      await this.#refusable(act);
    }
  }

  /** Everything is approved until nobody needs that any more. */
  async finish(over: () => boolean): Promise<void> {
    for (let cleared = false; !cleared; )
      cleared = (await this.#refusable(() => this.#client.operate('DELETE', 'faults'))) !== undefined;
    while (!over()) {
      await this.#refusable(() => this.#decide(1));
      await this.#world.scheduler.sleep(500);
    }
  }

  async #refusable<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'ZTC-API-INTERNAL') this.#world.violate('no internal errors', error.message);
      return undefined;
    }
  }

  async #decide(kindness: number): Promise<void> {
    const { items } = await this.#client.workOrders({ state: 'pending', limit: 50 });
    for (const { id } of items) {
      if (this.#world.random.chance(kindness)) await this.#refusable(() => this.#client.approve(id));
      else await this.#refusable(() => this.#client.reject(id, 'not today'));
    }
  }

  #fault(): JsonObject {
    const { random } = this.#world;
    const method = random.pick(['GET', 'POST', 'PATCH', 'DELETE', undefined]);
    const kind = random.pick(['5xx', 'reset', 'delay', 'throttle']);
    return {
      // What was throttled was not done.
      when: kind === 'throttle' ? 'before' : random.pick(['before', 'after-commit']),
      kind,
      skip: random.between(0, 3),
      times: random.between(1, 3),
      delay_ms: random.between(0, 300),
      ...(method === undefined ? {} : { method }),
    };
  }

  async #drift(): Promise<void> {
    const { random } = this.#world;
    const ids = [...this.#watch.acknowledged.keys()];
    if (ids.length === 0) return;
    const id = random.pick(ids);
    const removable = /^(eip|vsw|sgr)-/.test(id);
    const changes = removable && random.chance(0.3) ? null : { name: this.#world.name('drift-') };
    await this.#client.mutate('', id, id.startsWith('sgr-') ? null : changes);
  }
}
