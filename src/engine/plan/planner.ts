/** One planning run from state and configuration to a plan. Nothing outside is changed. */

import { compareInstances, configAddress, within } from '../../config/address.ts';
import { validationOf } from '../../config/declarations.ts';
import type { Evaluation, Instance, ResourceValues, ValidationReport } from '../../config/evaluation.ts';
import type { ResourceConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import {
  type Diagnostic,
  DiagnosticError,
  errorDiagnostic,
  formatDiagnostic,
} from '../../values/diagnostic.ts';
import { compareStrings } from '../../values/type.ts';
import { CheckLedger } from '../checks/ledger.ts';
import { type ConfigGraph, checkedConfigGraph } from '../config-graph.ts';
import type { Audit, Listener } from '../ports.ts';
import { configureProvider, type ProviderDirectory } from '../providers.ts';
import type { InstanceState, State } from '../state/model.ts';
import { schemaSensitivePaths } from '../state/sensitive.ts';
import { planAssertions, planRefreshedConditions } from './assertions.ts';
import { forcedCreateBeforeDestroy, spreadLateDestroys } from './cbd.ts';
import { checkConditions } from './conditions.ts';
import {
  checkDataOf,
  collecting,
  KnownValues,
  markSensitive,
  type PlanContext,
  type Subject,
} from './context.ts';
import { planData } from './data.ts';
import { decodeInstances } from './decode.ts';
import { PlannedDependencies, rememberDependencies } from './dependencies.ts';
import { viewOfPlan } from './graph-view.ts';
import { importInstance } from './import-instance.ts';
import { Imports, type Wanted } from './imports.ts';
import { planInstance } from './instance.ts';
import { lostProviders } from './lost-providers.ts';
import type { Change, Drift, OutputChange, Plan, PlanOptions } from './model.ts';
import { withMoves } from './moved-drift.ts';
import { applyMoves } from './moves.ts';
import { forgetWarnings, replaceWarnings, targetWarnings } from './option-warnings.ts';
import { planOrphans } from './orphans.ts';
import { knownOutputs, planOutputs } from './outputs.ts';
import { refreshInstances } from './refresh.ts';
import { recordRefreshed } from './refreshed-records.ts';
import { Removals } from './removals.ts';
import { checked, excludedMoves, resolveTargets } from './targets.ts';

export interface PlannerInput {
  readonly tree: ConfigTree;
  readonly state: State;
  readonly directory: ProviderDirectory;
  readonly options: PlanOptions;
  /** A fresh evaluator over these values of resources, at this moment. */
  readonly evaluate: (resources: ResourceValues, planTime: string) => Evaluation;
  /** RFC 3339. */
  readonly timestamp: string;
  readonly configHash: string;
  readonly signal: AbortSignal;
  readonly emit: Listener;
  readonly audit?: Audit;
}

export async function createPlan(input: PlannerInput): Promise<Plan> {
  const { tree, state, options } = input;
  const { typeOf } = input.directory;
  const graph = checkedConfigGraph(tree, (type, mode) => typeOf(mode, type));
  for (const address of options.replace) checked(address);
  const checks = new CheckLedger(tree);
  const run = new PlanRun(input, graph, checks);
  const { context, drift } = await run.prepare();
  if (context) run.validate(context, 'early');
  if (context && !hasError(context.diagnostics)) {
    await run.walk(context);
    run.validate(context, 'late');
    planAssertions(context);
    if (!hasError(context.diagnostics)) checkUnneeded(context);
  }
  const outputs = context && !hasError(context.diagnostics) ? planOutputs(context, state) : [];
  const diagnostics = [...run.diagnostics, ...(context?.diagnostics ?? [])];
  if (context) {
    diagnostics.push(...spreadLateDestroys(context.changes));
    diagnostics.push(...targetWarnings(options, graph, context.instances));
    if (!hasError(diagnostics)) diagnostics.push(...replaceWarnings(options, context.changes));
    diagnostics.push(...forgetWarnings(context.changes));
  }
  const changes = sortChanges([...(context?.changes.values() ?? [])]);
  const refreshed = {
    ...state,
    instances: context?.instances ?? state.instances,
    outputs: knownOutputs(state.outputs, outputs),
  };
  const errored = hasError(diagnostics);
  const findings =
    input.audit && !errored ? await input.audit(viewOfPlan({ changes, outputs }, refreshed, tree)) : [];
  return finish({ input, refreshed, changes, drift, outputs, findings, checks, diagnostics, context });
}

/** What nothing needs has to be valid all the same. */
function checkUnneeded({ tree, evaluation, options, targeting, diagnostics }: PlanContext): void {
  if (options.mode !== 'normal' || targeting.active) return;
  const problems = [...tree.modules.values()].flatMap((module) => evaluation.unneeded(module));
  // One that several others refer to is found with each of them.
  const found = new Map(problems.map((problem) => [formatDiagnostic(problem), problem]));
  diagnostics.push(...found.values());
}

interface Parts {
  readonly input: PlannerInput;
  readonly refreshed: State;
  readonly changes: readonly Change[];
  readonly drift: readonly Drift[];
  readonly outputs: readonly OutputChange[];
  readonly findings: Plan['findings'];
  readonly checks: CheckLedger;
  readonly diagnostics: readonly Diagnostic[];
  readonly context: PlanContext | undefined;
}

function finish({ input, context, ...parts }: Parts): Plan {
  const violated = parts.findings.some(
    ({ status, severity }) => status === 'violated' && severity === 'error',
  );
  const errored = violated || hasError(parts.diagnostics);
  return {
    ...parts,
    options: input.options,
    timestamp: input.timestamp,
    priorRun: input.state,
    configHash: input.configHash,
    errored,
    complete: !errored && !(context?.targeting.active ?? false),
  };
}

export const hasError = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

class PlanRun {
  readonly diagnostics: Diagnostic[] = [];
  readonly #input: PlannerInput;
  readonly #graph: ConfigGraph;
  readonly #checks: CheckLedger;
  readonly #imports: Imports;
  readonly #subjects = new Map<string, { schema: Schema; sensitivePaths: Subject['sensitivePaths'] }>();

  constructor(input: PlannerInput, graph: ConfigGraph, checks: CheckLedger) {
    this.#input = input;
    this.#graph = graph;
    this.#checks = checks;
    this.#imports = new Imports(input.tree);
  }

  /** Moves, upgrades, refreshes. No context after an error. */
  async prepare(): Promise<{ context?: PlanContext; drift: readonly Drift[] }> {
    const { tree, state, directory, options } = this.#input;
    const moves = applyMoves(state.instances, tree, directory);
    const decoded = decodeInstances(moves.instances, directory);
    this.diagnostics.push(...moves.diagnostics, ...decoded.diagnostics, ...this.#blockProblems());
    this.diagnostics.push(...excludedMoves(options.targets, moves.previous));
    if (hasError(this.diagnostics)) return { drift: [] };
    const targeting = resolveTargets(options.targets, options.mode, this.#graph, decoded.instances);
    const removals = new Removals(tree);
    const forgets = ({ address }: InstanceState): boolean =>
      options.mode !== 'refresh-only' && removals.of(address)?.destroy === false;
    // What is let go need not be there any more, nor be readable.
    const wanted = (text: string): boolean => {
      const instance = decoded.instances.get(text);
      return instance !== undefined && targeting.object(instance.address, text) && !forgets(instance);
    };
    this.diagnostics.push(...lostProviders(decoded.instances, tree, directory, wanted));
    if (hasError(this.diagnostics)) return { drift: [] };
    await this.#configureProviders(decoded.instances);
    const { instances, drift, failed } = await this.#refresh(decoded.instances, wanted);
    const values = new KnownValues((text) => instances.get(text), directory.typeOf);
    const context: PlanContext = {
      tree,
      graph: this.#graph,
      evaluation: this.#input.evaluate(values, this.#input.timestamp),
      directory,
      options,
      targeting,
      instances,
      // A destruction is planned behind a refresh, which has moved everything already.
      previous: options.mode === 'destroy' && options.refresh ? new Map() : moves.previous,
      dependencies: new PlannedDependencies(this.#graph, tree, instances),
      forcedCbd: forcedCreateBeforeDestroy(tree, this.#graph, targeting),
      values,
      checks: this.#checks,
      checkData: checkDataOf(tree),
      imports: this.#imports,
      imported: new Map(),
      removals,
      changes: new Map(),
      changing: new Set(),
      failed: new Set(
        [...failed].map((text) => configAddress((instances.get(text) as InstanceState).address)),
      ),
      diagnostics: [],
      signal: this.#input.signal,
      emit: this.#input.emit,
    };
    return { context, drift: withMoves(drift, options.mode, moves.previous, instances, directory) };
  }

  #blockProblems(): Diagnostic[] {
    const { tree } = this.#input;
    const lost = [...this.#imports.unclaimed].map(({ place }) =>
      place.problem(
        'ZTC-E-IMPORT',
        'Configuration for import target does not exist',
        'The configuration does not declare the target of this import. Declare it first.',
        'key',
      ),
    );
    return [...new Removals(tree).problems(tree), ...lost];
  }

  async #refresh(instances: Map<string, InstanceState>, wanted: (text: string) => boolean) {
    const { directory, tree, signal, emit, options } = this.#input;
    if (!options.refresh) return { instances, drift: [], failed: new Set<string>() };
    const result = await refreshInstances({ instances, directory, tree, wanted, signal, emit });
    this.diagnostics.push(...result.diagnostics);
    return result;
  }

  /** Values of resources come from the state here: a provider is needed before anything is planned. */
  async #configureProviders(instances: ReadonlyMap<string, InstanceState>): Promise<void> {
    const { tree, directory } = this.#input;
    const values = new KnownValues((text) => instances.get(text), directory.typeOf);
    const evaluation = this.#input.evaluate(values, this.#input.timestamp);
    for (const { provider } of tree.resources.values()) directory.byKey(provider);
    for (const handle of [...directory.handles()])
      this.diagnostics.push(...(await configureProvider(handle, tree, evaluation)));
  }

  /** Validations of variables: late are those that look at resources. */
  validate(context: PlanContext, when: 'early' | 'late'): void {
    for (const module of context.tree.modules.values()) {
      const names = [...module.variables.values()]
        .filter(({ validations }) => validations.length > 0)
        .map(({ name }) => name)
        .filter(
          (name) => this.#graph.needs(module, validationOf(`var.${name}`)).size > 0 === (when === 'late'),
        );
      if (names.length === 0) continue;
      const report: ValidationReport = (variable, validation, result) =>
        context.checks.report(within(module.address, nameIn(variable)), variable, validation, result);
      context.diagnostics.push(...context.evaluation.validations(module, new Set(names), report));
    }
  }

  async walk(context: PlanContext): Promise<void> {
    const { mode } = context.options;
    if (mode === 'refresh-only') {
      recordRefreshed(context);
      return planRefreshedConditions(context);
    }
    if (mode === 'normal') for (const resource of this.#graph.order) await this.#resource(context, resource);
    if (context.signal.aborted) throw interrupted();
    planOrphans(context);
  }

  async #resource(context: PlanContext, resource: ResourceConfig): Promise<void> {
    const { address } = resource;
    if (!context.targeting.resource(address)) return;
    for (const needed of this.#graph.dependencies(address)) {
      if (context.failed.has(needed)) {
        context.failed.add(address);
        return;
      }
    }
    if (context.signal.aborted) throw interrupted();
    const before = context.diagnostics.length;
    const expansion = await collecting(context, () => {
      const result = context.evaluation.expansion(resource);
      if (result.kind === 'unknown') throw new DiagnosticError(result.diagnostic);
      return result;
    });
    const instances = expansion?.instances ?? [];
    if (expansion && context.checks.has(address))
      context.checks.objects(
        address,
        instances.map((instance) => instance.address),
      );
    const imports = await collecting(context, () => this.#imports.of(resource, context.evaluation));
    if (imports && imports.size > 0) context.diagnostics.push(...withoutInstance(imports, instances));
    for (const instance of instances) {
      if (!context.targeting.instance(resource, instance)) continue;
      const wanted = imports?.get(instance.address);
      await collecting(context, () => this.#instance(context, resource, instance, wanted));
    }
    if (hasError(context.diagnostics.slice(before))) context.failed.add(address);
  }

  async #instance(
    context: PlanContext,
    resource: ResourceConfig,
    instance: Instance,
    wanted: Wanted | undefined,
  ): Promise<void> {
    const subject = this.#subject(resource, instance);
    const text = instance.address;
    if (wanted && !context.instances.get(text)?.current) await importInstance(context, subject, wanted);
    const change =
      resource.mode === 'data' ? await planData(context, subject) : await planInstance(context, subject);
    if (!change) return;
    context.changes.set(text, change);
    if (resource.mode === 'managed') rememberDependencies(context, change);
    if (change.action !== 'no-op') {
      context.changing.add(resource.address);
      context.emit({ kind: 'planned', address: text, action: change.action });
    }
    context.values.set(text, change.after, change.sensitiveAfter);
    const { postconditions } = resource.lifecycle;
    if (postconditions.length > 0 && change.action !== 'read')
      checkConditions(context, subject, postconditions, markSensitive(change.after, change.sensitiveAfter));
  }

  #subject(resource: ResourceConfig, instance: Instance): Subject {
    const handle = this.#input.directory.byKey(resource.provider);
    const key = `${resource.mode} ${handle.source} ${resource.type}`;
    let known = this.#subjects.get(key);
    if (!known) {
      const types = resource.mode === 'data' ? handle.schema.dataSources : handle.schema.resources;
      const schema = types.get(resource.type);
      if (!schema) throw unknownType(resource, handle.source);
      known = { schema, sensitivePaths: schemaSensitivePaths(schema) };
      this.#subjects.set(key, known);
    }
    return { resource, instance, handle, ...known };
  }
}

function withoutInstance(imports: ReadonlyMap<string, Wanted>, instances: readonly Instance[]): Diagnostic[] {
  const there = new Set(instances.map(({ address }) => address));
  return [...imports].flatMap(([text, { config }]) => {
    if (there.has(text)) return [];
    const detail = `The configuration has no ${text}, which is the target of this import.`;
    const summary = 'Configuration for import target does not exist';
    return [config.place.problem('ZTC-E-IMPORT', summary, detail, 'key')];
  });
}

/** `var.x` of `module.a[0].var.x`. */
const nameIn = (variable: string): string => variable.slice(variable.lastIndexOf('var.'));

function unknownType(resource: ResourceConfig, source: string): DiagnosticError {
  const what = resource.mode === 'data' ? 'data source' : 'resource type';
  const detail = `The provider ${source} has no ${what} "${resource.type}".`;
  return resource.place.error('ZTC-E-PROVIDER-TYPE', `Invalid ${what}`, detail, 'key');
}

export const interrupted = (): DiagnosticError =>
  new DiagnosticError(errorDiagnostic('ZTC-E-INTERRUPTED', 'Interrupted', 'The run was interrupted.'));

/** Deposed objects stand behind the current one. */
function sortChanges(changes: Change[]): Change[] {
  return changes.sort(
    (a, b) => compareInstances(a.address, b.address) || compareStrings(a.deposed ?? '', b.deposed ?? ''),
  );
}
