/** One state and the runs on it: one after the other, sometimes at once, and many of them cut off. */

import { loadObjects } from '../../../src/config/load.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { hasChanges } from '../../../src/engine/plan/model.ts';
import type { EngineClock } from '../../../src/engine/ports.ts';
import type { ProviderFactory } from '../../../src/engine/providers.ts';
import type { Diagnostic } from '../../../src/values/diagnostic.ts';
import { DiagnosticError } from '../../../src/values/diagnostic.ts';
import type { Account } from '../platform/accounts.ts';
import { clientOf } from '../platform/connect.ts';
import type { Network } from '../platform/network.ts';
import { Process, type Step } from '../time/process.ts';
import type { World } from '../time/world.ts';
import { Design } from './design.ts';
import { SimFile } from './file.ts';
import type { EnginePorts } from './ports.ts';
import type { ProviderBench } from './provider-bench.ts';
import { StatePlace } from './state-place.ts';

export interface ProjectOptions {
  readonly world: World;
  readonly network: Network;
  readonly account: Account;
  readonly providers: ProviderBench;
  readonly spoil: (ports: EnginePorts) => EnginePorts;
}

type Outcome = 'changed' | 'unchanged' | 'failed' | 'died';

/** What never happens, whatever goes wrong outside. */
const MISTAKES: ReadonlySet<string> = new Set([
  'ZTC-E-INTERNAL',
  'ZTC-E-PROVIDER-CRASH',
  'ZTC-E-PROVIDER-BUG',
  'ZTC-E-JOURNAL-DAMAGED',
  'ZTC-E-JOURNAL-FOREIGN',
  'ZTC-E-PLAN-CYCLE',
  'ZTC-E-PLAN-STALE',
]);

const MOST_RUNS = 8;
/** Operations of the platform take some seconds. */
const PAUSE_MS = 2_000;

export class Project {
  readonly account: Account;
  readonly journal: SimFile;
  readonly place: StatePlace;
  readonly #options: ProjectOptions;
  readonly #world: World;
  readonly #design: Design;
  readonly #running = new Set<Process>();

  constructor(options: ProjectOptions) {
    const { world, account } = options;
    this.#options = options;
    this.#world = world;
    this.account = account;
    this.#design = new Design(world);
    this.journal = new SimFile(world, `${account.name}.journal`);
    this.place = new StatePlace(world, `${account.name}.tfstate`);
  }

  async live(edits: number): Promise<void> {
    const { random, scheduler } = this.#world;
    for (let i = 0; i < edits; i++) {
      if (i > 0) this.#design.edit();
      do {
        const runs = [this.#mortal()];
        if (random.chance(0.15)) runs.push(this.#mortal());
        await Promise.all(runs);
        await scheduler.sleep(this.#world.between(0, random.chance(0.5) ? 20 : 3_000));
      } while (random.chance(0.35));
    }
  }

  /** Nothing goes wrong any more: what is wanted comes to be. */
  async finish(): Promise<void> {
    for (let i = 0; i < MOST_RUNS; i++) {
      const outcome = await this.#run('apply', () => {});
      // What nobody could tell yet stays in the journal, and the run warns of it.
      if ((outcome === 'changed' || outcome === 'unchanged') && !this.journal.bytes) return;
      await this.#world.scheduler.sleep(PAUSE_MS);
    }
    this.#world.violate('an apply comes to its end', `${this.account.name}: not after ${MOST_RUNS} runs`);
  }

  async lookAgain(): Promise<void> {
    const outcome = await this.#run('plan', () => {});
    if (outcome !== 'unchanged')
      this.#world.violate('the second plan is empty', `${this.account.name}: ${outcome}`);
  }

  #mortal(): Promise<Outcome> {
    const { random, scheduler } = this.#world;
    const what = random.chance(0.1) ? 'plan' : 'apply';
    return this.#run(what, (process, stop) => {
      if (random.chance(0.1)) scheduler.after(this.#world.between(0, 300), stop);
      if (!random.chance(0.6)) return;
      const end = (): void => {
        if (process.alive && this.#running.has(process)) this.#crash(process);
      };
      if (random.chance(0.7)) process.atStep(...this.#boundary(), end);
      else scheduler.after(this.#world.between(0, random.pick([30, 100, 300, 1_500])), end);
    });
  }

  #boundary(): readonly [Step, number] {
    const { random } = this.#world;
    const kind = random.pick(['any', 'request', 'journal', 'journal', 'state'] as const);
    const last = { any: random.pick([15, 40, 80]), request: 20, journal: 12, state: 2 }[kind];
    return [kind, random.between(1, last)];
  }

  /** One process, or the machine with all of them. */
  #crash(process: Process): void {
    const power = this.#world.random.chance(0.6);
    const dying = power ? [...this.#running] : [process];
    this.#world.counts.crashes += dying.length;
    this.#world.note(`${power ? 'power failure of' : 'kill'} ${dying.map(({ name }) => name).join(' ')}`);
    for (const one of dying) one.kill();
    if (!power) return;
    this.journal.powerFailure();
    this.place.powerFailure();
  }

  #run(what: 'apply' | 'plan', plot: (process: Process, stop: () => void) => void): Promise<Outcome> {
    const process = new Process(this.#world.name(`${this.account.name}-run`));
    const interrupt = new AbortController();
    this.#running.add(process);
    this.#world.counts.lives += 1;
    plot(process, () => interrupt.abort());
    return new Promise((resolve) => {
      process.whenDead(() => resolve('died'));
      void this.#engineRun(process, what, interrupt.signal).then(resolve);
    }).then((outcome) => {
      this.#running.delete(process);
      this.#options.providers.leave(process.name);
      this.#world.note(`${process.name}: ${outcome}`);
      return outcome as Outcome;
    });
  }

  async #engineRun(process: Process, what: 'apply' | 'plan', signal: AbortSignal): Promise<Outcome> {
    try {
      const engine = this.#engine(process);
      const run = { signal, concurrency: this.#world.random.between(1, 6) };
      if (what === 'plan') {
        const plan = await engine.plan({}, run);
        this.#judge(process, plan.diagnostics);
        return plan.errored ? 'failed' : hasChanges(plan) ? 'changed' : 'unchanged';
      }
      return await engine.locked('apply', async () => {
        const plan = await engine.plan({}, run);
        this.#judge(process, plan.diagnostics);
        if (plan.errored || signal.aborted) return 'failed';
        const { diagnostics, interrupted } = await engine.apply(plan, run);
        const failed = this.#judge(process, diagnostics) || interrupted;
        return failed ? 'failed' : hasChanges(plan) ? 'changed' : 'unchanged';
      });
    } catch (e) {
      if (!(e instanceof DiagnosticError)) {
        this.#world.violate('engines fail with diagnostics only', String((e as Error).stack));
        return 'failed';
      }
      this.#judge(process, e.diagnostics);
      return 'failed';
    }
  }

  /** Whether there are errors. */
  #judge(process: Process, diagnostics: readonly Diagnostic[]): boolean {
    for (const { code, severity, detail } of diagnostics) {
      this.#world.note(`${process.name}: ${severity} ${code} ${detail}`);
      if (MISTAKES.has(code ?? '')) this.#world.violate('engines make no mistakes', `${code}: ${detail}`);
    }
    return diagnostics.some(({ severity }) => severity === 'error');
  }

  #engine(process: Process): Engine {
    const { network, providers, spoil } = this.#options;
    const world = this.#world;
    const { module, diagnostics } = loadObjects([this.#design.config(process.name)], {
      purpose: 'execute',
      dir: '/',
    });
    if (!module || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    const ports = spoil({
      world,
      client: clientOf(world, network, process, this.account.key, 5),
      storage: this.place.storage(process),
      journal: this.journal.medium(process),
    });
    providers.enter(process.name, ports.client);
    return new Engine({
      module,
      variables: new Map(),
      providers: new Map<string, ProviderFactory>([['ztc', providers.factory]]),
      storage: ports.storage,
      ...(ports.journal ? { journal: ports.journal } : {}),
      clock: clockOf(world, process),
      newId: () => world.name('id').padStart(8, '0'),
      listener: ({ kind, ...event }) => {
        if (kind === 'recovered') world.note(`${process.name}: recovered ${JSON.stringify(event)}`);
      },
    });
  }
}

const clockOf = (world: World, process: Process): EngineClock => ({
  now: () => world.scheduler.now,
  date: () => new Date(world.wallClock.now()),
  later: (ms, act) =>
    world.scheduler.after(ms, () => {
      if (process.alive) act();
    }),
});
