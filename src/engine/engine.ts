/** The reconciler's face: plan, apply, drift and outputs over one configuration and one state. */

import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ResourceValues } from '../config/evaluation.ts';
import { ConfigEvaluator } from '../config/evaluator.ts';
import type { ModuleConfig } from '../config/model.ts';
import { ConfigTree } from '../config/tree.ts';
import { createFunctions } from '../hcl/functions.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import { writeJson } from '../values/json.ts';
import { unknown, type Value } from '../values/value.ts';
import { type ApplyResult, applyPlan } from './apply/applier.ts';
import { buildConfigGraph } from './config-graph.ts';
import { type DriftReport, driftReport } from './drift.ts';
import { importInto } from './import-object.ts';
import { JournaledState, type Present, type RecoverOptions } from './journal/journaled-state.ts';
import type { JournalMedium } from './journal/medium.ts';
import { KnownValues } from './plan/context.ts';
import { decodeInstances } from './plan/decode.ts';
import { planPieces } from './plan/json/plan-json.ts';
import { knownJson } from './plan/json/values.ts';
import { DEFAULT_OPTIONS, type Plan, type PlanOptions } from './plan/model.ts';
import { createPlan } from './plan/planner.ts';
import type { Audit, EngineClock, Judge, Listener, NewId } from './ports.ts';
import { systemClock } from './ports.ts';
import { configureProvider, ProviderDirectory, type ProviderFactory } from './providers.ts';
import { behind, refuseErrored, stale } from './refusals.ts';
import { readSavedPlan, type SavedPlan, sameChanges } from './saved-plan.ts';
import { lockedWithin } from './state/lock.ts';
import type { OutputState, State } from './state/model.ts';
import type { StateStorage } from './state/storage.ts';

export interface EngineOptions {
  readonly module: ModuleConfig;
  /** Every declared variable, converted (see `variableValues`). */
  readonly variables: ReadonlyMap<string, Value>;
  /** Those that were given, as they were given; plans show them so. */
  readonly given?: ReadonlyMap<string, Value>;
  /** By the last part of the source address: `ztc`, `null`, `terraform`. */
  readonly providers: ReadonlyMap<string, ProviderFactory>;
  readonly storage: StateStorage;
  readonly workspace?: string;
  readonly audit?: Audit;
  readonly judge?: Judge;
  /** Where writes are recorded before they are sent; without it a run that is cut off may lose objects. */
  readonly journal?: JournalMedium;
  readonly listener?: Listener;
  readonly clock?: EngineClock;
  readonly newId?: NewId;
  /** How long to wait for another run that holds the state (not at all). */
  readonly lockTimeoutMs?: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Provider calls at the same time (10). */
  readonly concurrency?: number;
}

const CONCURRENCY = 10;

export class Engine {
  readonly #options: EngineOptions;
  readonly #tree: ConfigTree;
  readonly #directory: ProviderDirectory;
  readonly #clock: EngineClock;
  readonly #newId: NewId;
  readonly #emit: Listener;
  readonly #states: JournaledState;
  /** While this run holds the lock: what earlier runs have left. */
  #held: Pick<Present, 'open' | 'diagnostics'> | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#tree = new ConfigTree(options.module);
    this.#directory = new ProviderDirectory(this.#tree, options.providers);
    this.#clock = options.clock ?? systemClock;
    this.#newId = options.newId ?? randomUUID;
    this.#emit = options.listener ?? (() => {});
    this.#states = new JournaledState({
      storage: options.storage,
      medium: options.journal,
      directory: this.#directory,
      configure: (instances) => this.#configure(instances),
      clock: this.#clock,
      emit: this.#emit,
    });
  }

  /** Reads the state and the platform, writes nothing. Errors of the configuration are in the plan. */
  async plan(options: Partial<PlanOptions> = {}, run: RunOptions = {}): Promise<Plan> {
    const now = this.#clock.date().toISOString();
    return this.#planAt({ ...DEFAULT_OPTIONS, ...options }, now.replace(/\.\d+Z$/, 'Z'), run);
  }

  async #planAt(options: PlanOptions, timestamp: string, run: RunOptions): Promise<Plan> {
    const { audit } = this.#options;
    const signal = run.signal ?? new AbortController().signal;
    const { state, diagnostics } = await this.#present(signal);
    return createPlan({
      tree: this.#tree,
      state,
      notes: diagnostics,
      directory: this.#directory,
      options,
      timestamp,
      evaluate: (resources, planTime) => this.#evaluator(resources, planTime, true),
      configHash: this.#configHash(),
      signal,
      emit: this.#emit,
      ...(audit ? { audit } : {}),
    });
  }

  /** What is true now. Under the lock the journal of an earlier run has been dealt with already. */
  async #present(signal: AbortSignal): Promise<Pick<Present, 'state' | 'diagnostics'>> {
    if (!this.#held) return this.#states.look(signal);
    return { state: await this.#options.storage.read(), diagnostics: this.#held.diagnostics };
  }

  /** Refuses a plan with errors, and one that was made from another state than there is now. */
  async apply(plan: Plan, run: RunOptions = {}): Promise<ApplyResult> {
    refuseErrored(plan);
    return this.locked('apply', async () => {
      const now = await this.#options.storage.read();
      const { lineage, serial } = plan.priorRun;
      if (now.lineage !== lineage || now.serial !== serial) throw stale('the state has changed since');
      return this.#applyNow(plan, run);
    });
  }

  async #applyNow(plan: Plan, run: RunOptions): Promise<ApplyResult> {
    const { storage, judge } = this.#options;
    const graph = buildConfigGraph(this.#tree);
    const lineage = plan.priorRun.lineage || this.#newId();
    const open = this.#held?.open ?? [];
    const log = this.#states.log('apply', { ...plan.priorRun, lineage }, open, graph);
    const applied = applyPlan({
      plan,
      graph,
      tree: this.#tree,
      directory: this.#directory,
      storage,
      evaluate: (resources, planTime) => this.#evaluator(resources, planTime, false),
      lineage,
      concurrency: run.concurrency ?? CONCURRENCY,
      log,
      uncertain: new Set(open.map(({ intent }) => intent.address)),
      clock: this.#clock,
      newId: this.#newId,
      signal: run.signal ?? new AbortController().signal,
      emit: this.#emit,
      ...(judge ? { judge } : {}),
    });
    const result = await applied.finally(() => log.close());
    if (result.saved || !this.#options.journal) return result;
    return { ...result, diagnostics: [...result.diagnostics, behind(this.#options.journal.location)] };
  }

  /** Plans again what was saved; refuses when that does not give the very same changes. */
  async planSaved(saved: SavedPlan, run: RunOptions = {}): Promise<Plan> {
    const now = await this.#options.storage.read();
    if (now.lineage !== saved.ztc.lineage || now.serial !== saved.ztc.serial)
      throw stale('the state has changed since');
    if (this.#configHash() !== saved.ztc.configHash)
      throw stale('the configuration or its variables have changed since');
    const plan = await this.#planAt(saved.ztc.options, saved.timestamp, run);
    refuseErrored(plan);
    if (!sameChanges(saved, plan)) throw stale('the platform has changed since');
    return plan;
  }

  async applySaved(text: string, run: RunOptions = {}): Promise<ApplyResult> {
    return this.locked('apply', async () =>
      this.#applyNow(await this.planSaved(readSavedPlan(text), run), run),
    );
  }

  /** Terraform's plan JSON; also the content of a saved plan. */
  planJson(plan: Plan): string {
    return [...this.planPieces(plan)].join('');
  }

  /** The same in pieces: all of it may be longer than any text. */
  planPieces(plan: Plan): Iterable<string> {
    const { variables, given = new Map() } = this.#options;
    return planPieces({ plan, tree: this.#tree, directory: this.#directory, variables, given });
  }

  /** What differs between state and platform, and what the configuration still wants to change. Read-only. */
  async drift(run: RunOptions = {}): Promise<DriftReport> {
    return driftReport(await this.plan({}, run));
  }

  /** Takes an existing object into the state under this address; the next plan compares it with the configuration. */
  async importObject(address: string, id: string): Promise<State> {
    const { storage } = this.#options;
    const tree = this.#tree;
    return this.locked('import', async () => {
      const state = await storage.read();
      const unplanned: ResourceValues = {
        instance: ({ mode, type }) => unknown(this.#directory.typeOf(mode, type)),
      };
      for (const { provider } of tree.resources.values()) this.#directory.byKey(provider);
      const evaluation = this.#evaluator(unplanned, this.#clock.date().toISOString(), true);
      for (const handle of this.#directory.handles()) await configureProvider(handle, tree, evaluation);
      return storage.write(
        await importInto(state, tree, this.#directory, address, id),
        this.#directory.typeOf,
      );
    });
  }

  async outputs(): Promise<ReadonlyMap<string, OutputState>> {
    return (await this.#options.storage.read()).outputs;
  }

  /** Settles what a run that was cut off has left; `look` only tells. Every command that writes does so by itself. */
  async recover({
    look = false,
    ...how
  }: Partial<RecoverOptions> & { readonly look?: boolean }): Promise<Pick<Present, 'open' | 'diagnostics'>> {
    if (look) return this.#states.look(how.signal ?? new AbortController().signal);
    return this.locked('recover', async () => this.#held ?? { open: [], diagnostics: [] }, how);
  }

  /** Everything that can be said without state and platform. */
  async validate(run: RunOptions = {}): Promise<readonly Diagnostic[]> {
    const plan = await createPlan({
      tree: this.#tree,
      state: {
        terraformVersion: '',
        serial: 0,
        lineage: '',
        outputs: new Map(),
        instances: new Map(),
        checks: [],
      },
      directory: this.#directory,
      options: { ...DEFAULT_OPTIONS, refresh: false },
      timestamp: this.#clock.date().toISOString(),
      evaluate: (resources, planTime) => this.#evaluator(resources, planTime, true),
      configHash: '',
      signal: run.signal ?? new AbortController().signal,
      emit: () => {},
    });
    return plan.diagnostics;
  }

  /** Holds the lock around several steps, such as planning, asking and applying. */
  async locked<T>(operation: string, body: () => Promise<T>, how: Partial<RecoverOptions> = {}): Promise<T> {
    if (this.#held) return body();
    const { storage, lockTimeoutMs = 0 } = this.#options;
    const tell = (why: string): void => this.#emit({ kind: 'waiting_for_lock', why });
    const waiting = { ms: lockTimeoutMs, tell, ...(how.signal ? { signal: how.signal } : {}) };
    const release = await lockedWithin(waiting, () => storage.lock(operation));
    try {
      this.#held = await this.#states.recover(operation, { signal: new AbortController().signal, ...how });
      return await body();
    } finally {
      this.#held = undefined;
      await release();
    }
  }

  /** With what is in the state: a provider is needed before anything is planned. */
  async #configure(instances: State['instances']): Promise<void> {
    const decoded = decodeInstances(instances, this.#directory).instances;
    const values = new KnownValues((text) => decoded.get(text), this.#directory.typeOf);
    const evaluation = this.#evaluator(values, this.#clock.date().toISOString(), true);
    for (const handle of [...this.#directory.handles()])
      await configureProvider(handle, this.#tree, evaluation);
  }

  #evaluator(resources: ResourceValues, planTime: string, pure: boolean): ConfigEvaluator {
    const { module, variables, workspace } = this.#options;
    return new ConfigEvaluator(this.#tree, {
      variables,
      resources,
      functions: createFunctions(),
      context: { baseDir: module.dir, pure, planTime },
      schemaType: (type, mode) => this.#directory.typeOf(mode, type),
      ...(workspace === undefined ? {} : { workspace }),
    });
  }

  /** Of the files and the values of variables; configurations in memory are known by their content. */
  #configHash(): string {
    const { module, variables } = this.#options;
    const hash = createHash('sha256');
    const files = [...new Set([...this.#tree.modules.values()].flatMap(({ files }) => files))];
    for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
    if (module.files.length === 0)
      for (const { address, body } of module.resources.values()) hash.update(address).update(body.text);
    const lasting = [...variables.keys()].filter((name) => !module.variables.get(name)?.ephemeral);
    for (const name of lasting.sort())
      hash.update(name).update(writeJson(knownJson(variables.get(name) as Value)));
    return hash.digest('hex');
  }
}
