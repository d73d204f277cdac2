/** Before anything is planned: moves, upgrades of the state, providers, refresh. */

import { configAddress } from '../../config/address.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import type { CheckLedger } from '../checks/ledger.ts';
import type { ConfigGraph } from '../config-graph.ts';
import { configureProvider } from '../providers.ts';
import type { InstanceState } from '../state/model.ts';
import { forcedCreateBeforeDestroy } from './cbd.ts';
import { checkDataOf, hasError, KnownValues, type PlanContext } from './context.ts';
import { decodeInstances } from './decode.ts';
import { PlannedDependencies } from './dependencies.ts';
import { Imports } from './imports.ts';
import type { PlannerInput } from './input.ts';
import { lostProviders } from './lost-providers.ts';
import type { Drift } from './model.ts';
import { withMoves } from './moved-drift.ts';
import { applyMoves, type Moves } from './moves.ts';
import { isRemoval, PresentInstances, plansEverything } from './present.ts';
import { type Refreshed, refreshInstances } from './refresh.ts';
import { Removals } from './removals.ts';
import { targetedDeclarations } from './targeted-declarations.ts';
import { excludedMoves, resolveTargets, type Targeting } from './targets.ts';

export interface Prepared {
  /** Absent after an error. */
  readonly context?: PlanContext;
  readonly drift: readonly Drift[];
  readonly diagnostics: readonly Diagnostic[];
}

export async function prepare(
  input: PlannerInput,
  graph: ConfigGraph,
  checks: CheckLedger,
): Promise<Prepared> {
  const { tree, state, directory, options } = input;
  const imports = new Imports(tree);
  const removals = new Removals(tree);
  const moves = applyMoves(state.instances, tree, directory);
  const { instances, diagnostics: unreadable } = decodeInstances(moves.instances, directory);
  const diagnostics = [
    ...moves.diagnostics,
    ...unreadable,
    ...removals.problems(tree),
    ...unclaimed(imports),
    ...excludedMoves(options.targets, moves.previous),
  ];
  if (hasError(diagnostics)) return { drift: [], diagnostics };
  const targeting = resolveTargets(options.targets, options.mode, graph, instances);
  const forgets = ({ address }: InstanceState): boolean =>
    options.mode !== 'refresh-only' && removals.of(address)?.destroy === false;
  // What is let go need not be there any more, nor be readable.
  const wanted = (text: string): boolean => {
    const instance = instances.get(text);
    return instance !== undefined && targeting.object(instance.address, text) && !forgets(instance);
  };
  diagnostics.push(...lostProviders(instances, tree, directory, wanted));
  if (hasError(diagnostics)) return { drift: [], diagnostics };
  diagnostics.push(...(await configureProviders(input, instances)));
  const refreshed = await refresh(input, instances, wanted);
  diagnostics.push(...refreshed.diagnostics);
  const context = contextOf(input, { graph, checks, imports, removals, moves, targeting, refreshed });
  const drift = withMoves(refreshed.drift, options.mode, moves.previous, refreshed.instances, directory);
  return { context, drift, diagnostics };
}

interface Parts {
  readonly graph: ConfigGraph;
  readonly checks: CheckLedger;
  readonly imports: Imports;
  readonly removals: Removals;
  readonly moves: Moves;
  readonly targeting: Targeting;
  readonly refreshed: Refreshed;
}

function contextOf(input: PlannerInput, parts: Parts): PlanContext {
  const { tree, directory, options, evaluate, timestamp, signal, emit } = input;
  const { graph, checks, imports, removals, moves, targeting, refreshed } = parts;
  const { instances, failed } = refreshed;
  const changes: PlanContext['changes'] = new Map();
  const present = plansEverything(options)
    ? undefined
    : new PresentInstances(
        () => instances.values(),
        // Planned last, but gone for everybody.
        ({ address }, text, isWanted) =>
          isRemoval(changes.get(text)) ||
          (options.mode === 'normal' && !isWanted && targeting.object(address, text)),
      );
  const values = new KnownValues((text) => instances.get(text), directory.typeOf, present);
  return {
    tree,
    graph,
    evaluation: evaluate(values, timestamp),
    directory,
    options,
    targeting,
    targeted: targetedDeclarations(tree, graph, targeting),
    instances,
    // A destruction is planned behind a refresh, which has moved everything already.
    previous: options.mode === 'destroy' && options.refresh ? new Map() : moves.previous,
    dependencies: new PlannedDependencies(graph, tree, instances),
    forcedCbd: forcedCreateBeforeDestroy(tree, graph, targeting),
    values,
    checks,
    checkData: checkDataOf(tree),
    imports,
    imported: new Map(),
    removals,
    changes,
    changing: new Set(),
    failed: new Set([...failed].map((text) => configAddress((instances.get(text) as InstanceState).address))),
    diagnostics: [],
    signal,
    emit,
  };
}

const unclaimed = (imports: Imports): Diagnostic[] =>
  [...imports.unclaimed].map(({ place }) =>
    place.problem(
      'ZTC-E-IMPORT',
      'Configuration for import target does not exist',
      'The configuration does not declare the target of this import. Declare it first.',
      'key',
    ),
  );

async function refresh(
  { directory, tree, signal, emit, options }: PlannerInput,
  instances: Map<string, InstanceState>,
  wanted: (text: string) => boolean,
): Promise<Refreshed> {
  return options.refresh
    ? refreshInstances({ instances, directory, tree, wanted, signal, emit })
    : { instances, drift: [], diagnostics: [], failed: new Set() };
}

/** Values of resources come from the state here: a provider is needed before anything is planned. */
async function configureProviders(
  { tree, directory, evaluate, timestamp }: PlannerInput,
  instances: ReadonlyMap<string, InstanceState>,
): Promise<readonly Diagnostic[]> {
  const values = new KnownValues((text) => instances.get(text), directory.typeOf);
  const evaluation = evaluate(values, timestamp);
  for (const { provider } of tree.resources.values()) directory.byKey(provider);
  const diagnostics: Diagnostic[] = [];
  for (const handle of [...directory.handles()])
    diagnostics.push(...(await configureProvider(handle, tree, evaluation)));
  return diagnostics;
}
