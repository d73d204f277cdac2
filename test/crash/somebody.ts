/** Others who work on the same control plane meanwhile: somebody in the console, and another account. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlaneClient, JsonObject } from '../../src/client/client.ts';
import { type AccessKey, connectHttp } from '../../src/client/connect.ts';
import type { Random } from '../fuzz/random.ts';

export interface Acknowledged {
  readonly action: 'create' | 'update' | 'delete' | 'mutate';
  readonly id: string;
}

/** What somebody in the console changes, by type. Null: it is removed. */
const CHANGES: readonly (readonly [type: string, change: (random: Random) => JsonObject | null])[] = [
  ['ztc_eip', (random) => ({ bandwidth_mbps: random.between(1, 40) })],
  ['ztc_vswitch', (random) => ({ name: `by hand ${random.between(1, 9)}` })],
  ['ztc_security_group', (random) => ({ description: `by hand ${random.between(1, 9)}` })],
  ['ztc_slb_backend', (random) => ({ weight: random.between(1, 9) })],
  ['ztc_disk', (random) => ({ name: `by hand ${random.between(1, 9)}` })],
  ['ztc_security_group_rule', () => null],
  ['ztc_slb_backend', () => null],
];

/** Changes objects at random until it is told to stop. What was answered is acknowledged. */
export async function inTheConsole(
  client: ControlPlaneClient,
  random: Random,
  stop: AbortSignal,
): Promise<readonly Acknowledged[]> {
  const done: Acknowledged[] = [];
  while (!stop.aborted) {
    await sleep(random.between(20, 150));
    const [type, change] = random.pick(CHANGES);
    try {
      const { items } = await client.list(type, { limit: 200 });
      if (items.length === 0 || stop.aborted) continue;
      const { id } = random.pick(items);
      await client.mutate(type, id, change(random), 'somebody');
      done.push({ action: 'mutate', id });
    } catch {
      // The server is gone for the moment, or the object is.
    }
  }
  return done;
}

/** Another tenant, who makes and removes addresses. Every write has a token of its own, and is asked again until it is answered. */
export class Outsider {
  readonly #client: ControlPlaneClient;
  readonly #random: Random;
  /** Token to object. */
  readonly #made = new Map<string, string>();
  readonly #open: string[] = [];
  #next = 0;

  constructor(endpoint: string, key: AccessKey, random: Random) {
    this.#client = connectHttp({ endpoint, key, attempts: 1 });
    this.#random = random;
  }

  static async join(client: ControlPlaneClient, endpoint: string, random: Random): Promise<Outsider> {
    const { access_key, secret_key } = await client.operate('POST', 'accounts', { account_id: 'outsider' });
    const key = { accessKey: String(access_key), secretKey: String(secret_key) };
    return new Outsider(endpoint, key, random);
  }

  async work(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await sleep(this.#random.between(30, 200));
      const [oldest] = this.#made;
      try {
        if (oldest && this.#made.size > 8) await this.#remove(...oldest);
        else await this.#make(`outside-${this.#next++}`);
      } catch {
        // Not answered: it is asked again at the end.
      }
    }
  }

  /** What is not as it was acknowledged, when everything has been answered. */
  async check(): Promise<string[]> {
    for (const token of this.#open.splice(0)) await this.#make(token);
    const { items } = await this.#client.list('ztc_eip', { limit: 200 });
    const there = new Set(items.map(({ id }) => id));
    const known = new Set(this.#made.values());
    return [
      ...[...known].filter((id) => !there.has(id)).map((id) => `the other account's ${id} is lost`),
      ...[...there].filter((id) => !known.has(id)).map((id) => `the other account has ${id} twice`),
    ];
  }

  async #make(token: string): Promise<void> {
    this.#open.push(token);
    const { object } = await this.#client.create('ztc_eip', { site: 'bj-aw', bandwidth_mbps: 5 }, { token });
    this.#open.splice(this.#open.indexOf(token), 1);
    this.#made.set(token, object.id);
  }

  async #remove(token: string, id: string): Promise<void> {
    await this.#client.delete('ztc_eip', id, { token: `${token}-gone` });
    this.#made.delete(token);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
