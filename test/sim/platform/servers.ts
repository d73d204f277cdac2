/** The processes of the control plane. They share the disk and nothing else, and die without a word. */

import { loadCatalog } from '../../../src/catalog/catalog.ts';
import type { ControlPlane, ControlPlaneOptions, Credentials } from '../../../src/controlplane/api.ts';
import { createControlPlane } from '../../../src/controlplane/server.ts';
import type { Store } from '../../../src/controlplane/store/port.ts';
import { loadRegistry } from '../../../src/schema/registry.ts';
import { Process } from '../time/process.ts';
import type { World } from '../time/world.ts';
import type { PlatformDisk } from './disk.ts';
import { SimStore } from './store.ts';

export interface Server {
  readonly process: Process;
  readonly controlPlane: ControlPlane;
}

/** Puts something between a control plane and its store. */
export type Spoil = (store: Store, process: Process, world: World) => Store;

export interface ServersOptions {
  readonly world: World;
  readonly disk: PlatformDisk;
  readonly count: number;
  readonly profile: NonNullable<ControlPlaneOptions['profile']>;
  readonly operator: NonNullable<ControlPlaneOptions['operator']>;
  readonly rules?: NonNullable<ControlPlaneOptions['rules']>;
  /** A planted defect between the control plane and its store. */
  readonly spoil?: Spoil;
}

const key = (name: string) => ({ accessKey: `ZTAK${name}`, secretKey: `secret of ${name}` });

export const CREDENTIALS: Credentials = {
  accountId: 'first',
  tenant: key('first'),
  operator: key('operator'),
};

export class Servers {
  readonly #options: ServersOptions;
  readonly #running: Server[] = [];

  constructor(options: ServersOptions) {
    this.#options = options;
    for (let i = 0; i < options.count; i++) this.#start();
  }

  get several(): boolean {
    return this.#options.count > 1;
  }

  /** One that runs; undefined when none does. */
  any(): Server | undefined {
    return this.#running.length === 0 ? undefined : this.#options.world.random.pick(this.#running);
  }

  /** Kills one process, or takes the power from all; they are started again after a while. */
  crash(): void {
    const { world, disk } = this.#options;
    const power = world.random.chance(0.6);
    const dying = power ? this.#running.splice(0) : this.#running.splice(-1);
    world.counts.crashes += dying.length;
    world.note(
      `${power ? 'power failure of' : 'kill'} ${dying.map(({ process }) => process.name).join(' ')}`,
    );
    for (const { process } of dying) process.kill();
    if (power) disk.powerFailure();
    for (const _ of dying) world.scheduler.after(world.between(1, 3_000), () => this.#start());
  }

  /** By itself. */
  #end(process: Process): void {
    const at = this.#running.findIndex((server) => server.process === process);
    if (at < 0) return;
    this.#running.splice(at, 1);
    process.kill();
    const { world } = this.#options;
    world.note(`end of ${process.name}`);
    world.scheduler.after(world.between(1, 3_000), () => this.#start());
  }

  #start(): void {
    const { world, disk, profile, operator, rules, spoil } = this.#options;
    const process = new Process(world.name('server'));
    world.counts.lives += 1;
    const store: Store = new SimStore(process, world, disk, () => {
      world.scheduler.after(world.between(0, 20), () => this.#end(process));
    });
    const controlPlane = createControlPlane({
      dir: 'nowhere',
      seed: world.seed,
      profile,
      operator,
      ...(rules ? { rules } : {}),
      clock: world.wallClock,
      wallClock: world.wallClock,
      monotonic: { now: () => world.scheduler.now },
      registry: loadRegistry(),
      catalog: loadCatalog(),
      credentials: CREDENTIALS,
      store: spoil ? spoil(store, process, world) : store,
      surroundings: {
        requestId: () => world.name('req'),
        sleep: (ms) => process.port(() => world.scheduler.sleep(ms)),
      },
    });
    world.note(`start ${process.name}`);
    this.#running.push({ process, controlPlane });
  }
}
