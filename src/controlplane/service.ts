/** What a control plane holds while it runs. Routes are functions over this. */

import type { Json, JsonObject } from '../client/client.ts';
import { type Identity, SKEW } from './authenticate.ts';
import type { ControlledClock } from './clock.ts';
import type { ArmedFault, Faults } from './faults.ts';
import type { LockWatch } from './lock-watch.ts';
import type { Caller, Enforcer } from './mutate/context.ts';
import type { Expired } from './mutate/states.ts';
import { type Answer, carryOut, type WriteRequest } from './mutate/write.ts';
import type { StateReader, Store } from './store/port.ts';
import { type Draft, type Settings, World } from './world.ts';

export interface Call {
  readonly service: Service;
  readonly identity: Identity;
  readonly requestId: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; empty when there was none. */
  readonly body: JsonObject;
  /** Parts of the path that the route leaves open. */
  readonly params: Readonly<Record<string, string>>;
}

/** Writes between two removals of what has run out. */
const CLEANING = 5000;

export class Service {
  readonly store: Store;
  readonly clock: ControlledClock;
  readonly faults: Faults;
  readonly enforcer: Enforcer;
  /** Whether a lock of a state has outlived its time. */
  readonly expired: Expired;
  #settings: Settings;
  #writes = 0;

  constructor(parts: {
    store: Store;
    clock: ControlledClock;
    faults: Faults;
    enforcer: Enforcer;
    locks: LockWatch;
    settings: Settings;
  }) {
    this.store = parts.store;
    this.clock = parts.clock;
    this.faults = parts.faults;
    this.enforcer = parts.enforcer;
    this.expired = (lock) => parts.locks.expired(lock);
    this.#settings = parts.settings;
    this.store.onRollback(() => this.enforcer.forget());
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** The seed is known only after the store has been read. */
  useSeed(seed: number): void {
    this.#settings = { ...this.#settings, seed };
  }

  world(state: StateReader): World {
    return new World(state, this.#settings, this.clock.now());
  }

  read<T>(look: (world: World) => T): Promise<T> {
    return this.store.read((state) => look(this.world(state)));
  }

  write(request: WriteRequest, handler: (draft: Draft) => JsonObject): Promise<Answer> {
    this.#writes += 1;
    if (this.#writes % CLEANING === 0 && request.nonce) this.#clean(request.nonce.at);
    return this.store.write((state) => carryOut(this.world(state), request, handler));
  }

  /** Nobody waits for it, and when it fails the next one does its work. */
  #clean(timeOfDay: number): void {
    const change = { drop: 'expired', now: this.clock.now(), noncesBefore: timeOfDay - 2 * SKEW } as const;
    this.store.write(() => ({ result: undefined, changes: [change] })).catch(() => {});
  }

  /** Keeps a setting of the running service for its next start. */
  async remember(key: string, value: Json): Promise<void> {
    await this.store.write(() => ({ result: undefined, changes: [{ put: 'meta', key, value }] }));
  }

  rememberFaults(): Promise<void> {
    return this.remember('faults', this.faults.list() as unknown as readonly Json[]);
  }

  restore(clock: Json, faults: Json): void {
    if (clock !== null) this.clock.restore(clock as unknown as ControlledClock['state']);
    if (Array.isArray(faults)) this.faults.restore(faults as unknown as readonly ArmedFault[]);
  }
}

export function callerOf(call: Call): Caller {
  return { account: call.identity.account, actor: call.identity.accessKey, requestId: call.requestId };
}
