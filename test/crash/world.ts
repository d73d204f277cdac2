/** One control plane, one project, one state: the processes of a world and what becomes of them. */

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ControlPlaneClient } from '../../src/client/client.ts';
import { connectHttp } from '../../src/client/connect.ts';
import { type Env, type Outcome, Project, type Running } from '../support/cli.ts';
import { keysIn } from '../support/platform.ts';
import type { Postgres } from '../support/postgres.ts';
import { ARM_VARIABLE, type Boundary, DEFECT_VARIABLE, type Defect, type End } from './boundaries.ts';
import { type Engine, type Run, Ztc } from './engines.ts';
import { type Backend, type Place, placeFor } from './places.ts';
import { type Installation, Terraform } from './terraform.ts';
import { type Design, versionOf } from './versions.ts';

const HOOKS = pathToFileURL(join(import.meta.dirname, 'inside/hooks.ts')).href;

const FIRST_GUESS_WRITES = 60;

export interface WorldOptions {
  readonly base: Design;
  readonly seed: number;
  readonly number: number;
  readonly backend: Backend;
  readonly timing: 'instant' | 'fast';
  readonly postgres: Postgres | undefined;
  readonly defect: Defect | undefined;
  /** With Terraform instead of our own engine. */
  readonly terraform?: Installation | undefined;
}

export class World implements AsyncDisposable {
  readonly project: Project;
  /** How often a whole run has been where: a guess at what the next one does. */
  readonly usual = new Map<Boundary, number>();
  usualMs: number | undefined;
  /** How many writes reach the control plane while a run is under way, by whomever. */
  usualWrites = FIRST_GUESS_WRITES;
  /** How often a kill has left an empty or torn state. */
  emptied = 0;
  /** What nobody has asked for. */
  readonly faults: string[] = [];
  readonly #options: WorldOptions;
  #place: Place | undefined;
  #engine: Engine | undefined;
  #server: Running | undefined;
  #port = 0;
  #client: ControlPlaneClient | undefined;

  private constructor(options: WorldOptions) {
    this.#options = options;
    this.project = new Project();
  }

  static async make(options: WorldOptions): Promise<World> {
    const world = new World(options);
    mkdirSync(join(world.project.dir, 'crash'));
    await world.startServer();
    world.#place = placeFor(options.backend, {
      dir: world.project.dir,
      number: options.number,
      endpoint: world.endpoint,
      key: keysIn(world.project.path('.ztc')).tenant,
      client: world.client,
      postgres: options.postgres,
    });
    world.#engine = await world.#engineOf(options);
    return world;
  }

  get place(): Place {
    return made(this.#place);
  }

  get engine(): Engine {
    return made(this.#engine);
  }

  async #engineOf({ terraform: installation }: WorldOptions): Promise<Engine> {
    const { project, place, endpoint } = this;
    if (!installation)
      return new Ztc({ project, place, endpoint, watched: this.#watched, counts: this.#file('counts') });
    const terraform = new Terraform({ project, place, endpoint, installation });
    this.write(0);
    await terraform.prepare();
    return terraform;
  }

  /** Resolves when the server has ended; undefined when none runs. */
  get server(): Promise<Outcome> | undefined {
    return this.#server?.ended;
  }

  /** On the port of the one before, so that whoever still runs finds it again. */
  async startServer(): Promise<void> {
    const { timing } = this.#options;
    const args = ['controlplane', 'start', '--foreground', '--port', String(this.#port), '--timing', timing];
    rmSync(this.project.path('.ztc/server.json'), { force: true });
    rmSync(this.#file('arm'), { force: true });
    const server = this.project.start(args, { ...this.#watched, [ARM_VARIABLE]: this.#file('arm') });
    const [, port = ''] = await server.says(/--endpoint http:\/\/127\.0\.0\.1:(\d+) /);
    this.#port = Number(port);
    this.#server = server;
    void server.ended.then(({ code, stderr }) => {
      if (code !== null) this.faults.push(`the server ended by itself with ${code}: ${stderr.slice(-1000)}`);
      if (this.#server === server) this.#server = undefined;
    });
  }

  /** The running server ends there; undefined takes back what was said before. */
  armServer(end: End | undefined): void {
    // Whole or not there at all, for whoever looks meanwhile.
    writeFileSync(this.#file('arm.new'), JSON.stringify(end ?? null));
    renameSync(this.#file('arm.new'), this.#file('arm'));
  }

  async killServer(): Promise<void> {
    const server = this.#server;
    server?.signal('SIGKILL');
    await server?.ended;
  }

  /** As the tenant and the operator; goes on with the next server when one is killed. */
  get client(): ControlPlaneClient {
    const { tenant, operator } = keysIn(this.project.path('.ztc'));
    this.#client ??= connectHttp({ endpoint: this.endpoint, key: tenant, operatorKey: operator });
    return this.#client;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  write(version: number): void {
    const { base, seed, number } = this.#options;
    const design = versionOf(base, seed * 1009 + number, version, this.place.backend);
    this.project.writeJson('cdk.tf.json', design);
  }

  apply(end: End | undefined, ...more: string[]): Run {
    return this.engine.apply(end, more);
  }

  /** Whether there is nothing left to do. */
  async planIsEmpty(): Promise<Outcome & { readonly empty: boolean }> {
    const outcome = await this.engine.plan();
    return { ...outcome, empty: outcome.code === 0 };
  }

  expectWrites(count: number): void {
    this.usualWrites = Math.max(1, count, Math.floor(this.usualWrites * 0.9));
  }

  /** Takes over what a whole run has counted, and how long it took. */
  learn(ms: number): void {
    this.usualMs = ms;
    try {
      const counts = JSON.parse(readFileSync(this.#file('counts'), 'utf8')) as Record<Boundary, number>;
      for (const [name, count] of Object.entries(counts)) {
        const before = this.usual.get(name as Boundary) ?? 0;
        // What follows a kill has less to do than a whole run.
        this.usual.set(name as Boundary, Math.max(count, Math.floor(before * 0.9)));
      }
    } catch {
      // It was killed.
    }
    rmSync(this.#file('counts'), { force: true });
  }

  /** Journals, locks and unfinished files that lie about. */
  leftovers(): string[] {
    const journals = this.project.has('.ztc/journals') ? readdirSync(this.project.path('.ztc/journals')) : [];
    const beside = readdirSync(this.project.dir).filter(
      (name) => !this.engine.files.test(name) && name !== '.ztc' && name !== 'crash',
    );
    return [...journals, ...beside];
  }

  get #watched(): Env {
    const { defect } = this.#options;
    return { ...WATCHED, ...(defect ? { [DEFECT_VARIABLE]: defect } : {}) };
  }

  #file(name: string): string {
    return this.project.path(join('crash', name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client?.close();
    await this.#engine?.close();
    await this.killServer();
    this.project.remove('.ztc/server.json');
    await this.project[Symbol.asyncDispose]();
  }
}

function made<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the world is not made yet');
  return part;
}

const WATCHED: Env = { NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import=${HOOKS}` };
