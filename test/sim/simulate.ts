/** One seed: clients, servers and everything that goes wrong, then peace, and a look at what is left. */

import { type Defect, NONE } from './defects.ts';
import { accountOf, added, FIRST, limited } from './platform/accounts.ts';
import { checkAtRest } from './platform/at-rest.ts';
import { clientOf } from './platform/connect.ts';
import { type Bench, PlatformDisk } from './platform/disk.ts';
import { Network } from './platform/network.ts';
import { Servers } from './platform/servers.ts';
import { Shelf, Tenant } from './platform/tenant.ts';
import { Watch } from './platform/watch.ts';
import { Process } from './time/process.ts';
import { type Counts, type Violation, World } from './time/world.ts';

export interface Report extends Counts {
  readonly seed: number;
  readonly hash: string;
  /** Virtual. */
  readonly hours: number;
  readonly events: number;
  readonly violations: readonly Violation[];
}

export interface SimulateOptions {
  readonly defect?: Defect;
  readonly tell?: (line: string) => void;
}

export async function simulate(seed: number, bench: Bench, options: SimulateOptions = {}): Promise<Report> {
  const world = new World(seed, options.tell);
  const { random, scheduler } = world;
  const defect = options.defect ?? NONE;
  const disk = new PlatformDisk(world, bench);
  defect.disk?.(disk);
  const second = accountOf('second');
  disk.write([added(FIRST), added(second), limited(second, 'ztc_eip', 2), limited(second, 'ztc_vpc', 3)]);
  disk.sync();
  const watch = new Watch(world, disk);
  const servers = new Servers({
    world,
    disk,
    count: random.chance(0.25) ? 2 : 1,
    profile: random.chance(0.6) ? 'instant' : 'fast',
    operator: 'auto',
    ...(defect.store ? { spoil: defect.store } : {}),
  });
  const network = new Network(world, servers, watch);
  let working = 0;
  const work = (life: Promise<void>): void => {
    working += 1;
    void life.then(() => {
      working -= 1;
    });
  };
  for (const account of [FIRST, second]) {
    const shelf = new Shelf();
    for (let i = random.between(1, 2); i > 0; i--) {
      const process = new Process(world.name('tenant'));
      work(
        new Tenant(world, clientOf(world, network, process, account.key), shelf).live(random.between(4, 24)),
      );
    }
  }
  let disturbances = random.between(0, 8);
  const disturb = (): void => {
    if (!world.stormy || disturbances-- <= 0) return;
    if (random.chance(0.7)) servers.crash();
    else world.jump(random.pick([1000, 60_000, 3_600_000, -1000, -60_000, -3_600_000, 26 * 3_600_000]));
    scheduler.after(world.between(0, random.chance(0.5) ? 100 : 2_000), disturb);
  };
  scheduler.after(world.between(5, 200), disturb);
  await scheduler.run(() => working === 0 || world.violations.length > 0);
  world.stormy = false;
  await scheduler.run(() => world.violations.length > 0);
  if (world.violations.length === 0) checkAtRest(world, disk, watch);
  return {
    seed,
    hash: world.trace.digest(),
    hours: scheduler.now / 3_600_000,
    events: scheduler.happened,
    violations: world.violations,
    ...world.counts,
  };
}
