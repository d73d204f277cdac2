/** One seed: clients, servers and everything that goes wrong, then peace, and a look at what is left. */

import { loadRuleSet } from '../../src/rules/registry.ts';
import { type Defect, NONE } from './defects.ts';
import { checkProject } from './engine/at-rest.ts';
import { Project } from './engine/project.ts';
import { ProviderBench } from './engine/provider-bench.ts';
import { type Account, accountOf, added, FIRST, limited } from './platform/accounts.ts';
import { checkAtRest } from './platform/at-rest.ts';
import { clientOf } from './platform/connect.ts';
import { Bench, PlatformDisk } from './platform/disk.ts';
import { Network } from './platform/network.ts';
import { CREDENTIALS, Servers } from './platform/servers.ts';
import { Staff } from './platform/staff.ts';
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

/** What is costly to make and serves one simulation after the other. */
export class Workbench {
  readonly rows = new Bench();
  readonly providers = new ProviderBench();
  readonly rules = loadRuleSet();
}

const AHEAD = [1000, 60_000, 3_600_000, 26 * 3_600_000] as const;
const BACK = [-1000, -60_000, -3_600_000] as const;

export async function simulate(
  seed: number,
  workbench: Workbench,
  options: SimulateOptions = {},
): Promise<Report> {
  const world = new World(seed, options.tell);
  await new Simulation(world, workbench, options.defect ?? NONE).run();
  return {
    seed,
    hash: world.trace.digest(),
    hours: world.scheduler.now / 3_600_000,
    events: world.scheduler.happened,
    violations: world.violations,
    ...world.counts,
  };
}

class Simulation {
  readonly #world: World;
  readonly #disk: PlatformDisk;
  readonly #watch: Watch;
  readonly #servers: Servers;
  readonly #network: Network;
  readonly #staff: Staff;
  readonly #projects: Project[] = [];
  #working = 0;

  constructor(world: World, { rows, providers, rules }: Workbench, defect: Defect) {
    const { random } = world;
    this.#world = world;
    this.#disk = new PlatformDisk(world, rows);
    defect.disk?.(this.#disk);
    const second = accountOf('second');
    const plans = random.weighted([
      [3, { tenants: true, projects: 0 }],
      [5, { tenants: false, projects: 1 }],
      [1, { tenants: true, projects: 2 }],
    ]);
    const owners = Array.from({ length: plans.projects }, (_, i) => accountOf(`project${i}`));
    this.#disk.write([
      ...[FIRST, second, ...owners].map(added),
      limited(second, 'ztc_eip', 2),
      limited(second, 'ztc_vpc', 3),
    ]);
    this.#disk.sync();
    this.#watch = new Watch(world, this.#disk);
    this.#servers = new Servers({
      world,
      disk: this.#disk,
      count: random.chance(0.25) ? 2 : 1,
      profile: random.chance(0.6) ? 'instant' : 'fast',
      operator: random.chance(0.7) ? 'auto' : 'manual',
      ...(plans.projects === 0 && random.chance(0.2) ? { rules: { rules } } : {}),
      ...(defect.store ? { spoil: defect.store } : {}),
    });
    this.#network = new Network(world, this.#servers, this.#watch);
    this.#staff = new Staff(
      world,
      clientOf(world, this.#network, new Process('staff'), CREDENTIALS.operator),
      this.#watch,
    );
    if (plans.tenants) for (const account of [FIRST, second]) this.#settleIn(account);
    for (const account of owners) {
      const spoil = defect.engine ?? ((ports) => ports);
      this.#projects.push(new Project({ world, network: this.#network, account, providers, spoil }));
    }
  }

  async run(): Promise<void> {
    const world = this.#world;
    for (const project of this.#projects) this.#work(project.live(world.random.between(2, 4)));
    const staffed = world.random.chance(0.5);
    if (staffed) this.#work(this.#staff.live());
    this.#disturbances(world.random.between(0, 8));
    await this.#until(() => this.#working === 0);
    world.calm();
    // What is still on its way arrives while and after everything is brought to its end.
    for (const project of this.#projects) this.#work(project.finish());
    // The last one at work is the staff.
    this.#work(this.#staff.finish(() => this.#working === 1));
    await this.#until(() => this.#working === 0);
    await this.#until(() => false);
    // What people have changed in the end comes late too, and is put right once more.
    if (staffed) for (const project of this.#projects) this.#work(project.finish());
    await this.#until(() => false);
    for (const project of this.#projects) this.#work(project.lookAgain());
    await this.#until(() => false);
    if (world.violations.length > 0) return;
    checkAtRest(world, this.#disk, this.#watch);
    for (const project of this.#projects) checkProject(world, this.#disk.bench, project);
  }

  #settleIn(account: Account): void {
    const world = this.#world;
    const shelf = new Shelf();
    for (let i = world.random.between(1, 2); i > 0; i--) {
      const process = new Process(world.name('tenant'));
      const client = clientOf(world, this.#network, process, account.key);
      this.#work(new Tenant(world, client, shelf).live(world.random.between(4, 24)));
    }
  }

  #work(life: Promise<void>): void {
    this.#working += 1;
    life.then(
      () => {
        this.#working -= 1;
      },
      (error) => this.#world.violate('nothing fails unexpectedly', String((error as Error).stack)),
    );
  }

  #disturbances(left: number): void {
    const world = this.#world;
    if (left === 0) return;
    world.scheduler.after(world.between(2, world.random.chance(0.5) ? 100 : 2_000), () => {
      if (!world.stormy) return;
      if (world.random.chance(0.7)) this.#servers.crash();
      // Where a clock goes back, each process goes on from where it was: several would not agree on the time any more.
      else if (this.#servers.several || world.random.chance(0.5)) world.jump(world.random.pick(AHEAD));
      else world.jump(world.random.pick(BACK));
      this.#disturbances(left - 1);
    });
  }

  #until(over: () => boolean): Promise<void> {
    return this.#world.scheduler.run(() => this.#world.violations.length > 0 || over());
  }
}
