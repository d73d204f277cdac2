/** What the steps of one planning run share. Lives as long as the run. */

import { formatInstance, type InstanceKey, type ResourceAddress } from '../../config/address.ts';
import type { Evaluation, Instance, ResourceValues } from '../../config/evaluation.ts';
import type { CheckConfig, ResourceConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import { type Diagnostic, DiagnosticError } from '../../values/diagnostic.ts';
import { markPaths } from '../../values/marks.ts';
import { type Path, SENSITIVE, unknown, type Value } from '../../values/value.ts';
import type { CheckLedger } from '../checks/ledger.ts';
import type { ConfigGraph } from '../config-graph.ts';
import type { Listener } from '../ports.ts';
import type { ProviderDirectory, ProviderHandle } from '../providers.ts';
import type { InstanceState } from '../state/model.ts';
import type { PlannedDependencies } from './dependencies.ts';
import type { Imports } from './imports.ts';
import type { Change, PlanOptions } from './model.ts';
import type { PresentInstances } from './present.ts';
import type { Removals } from './removals.ts';
import type { TargetedDeclarations } from './targeted-declarations.ts';
import type { Targeting } from './targets.ts';

export interface PlanContext {
  readonly tree: ConfigTree;
  readonly graph: ConfigGraph;
  readonly evaluation: Evaluation;
  readonly directory: ProviderDirectory;
  readonly options: PlanOptions;
  readonly targeting: Targeting;
  readonly targeted: TargetedDeclarations;
  /** The refreshed state, by new address. Data sources are replaced as they are read. */
  readonly instances: Map<string, InstanceState>;
  readonly previous: ReadonlyMap<string, string>;
  readonly forcedCbd: ReadonlySet<string>;
  readonly dependencies: PlannedDependencies;
  readonly values: KnownValues;
  readonly checks: CheckLedger;
  /** Checks by the address of their own data source. */
  readonly checkData: ReadonlyMap<string, CheckConfig>;
  /** Objects that `import` blocks of the configuration bring, by the resource they are for. */
  readonly imports: Imports;
  /** Instances that an import has brought, and their ids. */
  readonly imported: Map<string, string>;
  readonly removals: Removals;
  readonly changes: Map<string, Change>;
  /** Configuration addresses of resources with a change that is more than a no-op. */
  readonly changing: Set<string>;
  /** Resources that could not be planned; their dependents are left out silently. */
  readonly failed: Set<string>;
  readonly diagnostics: Diagnostic[];
  readonly signal: AbortSignal;
  readonly emit: Listener;
}

/** One instance on its way through the planner. */
export interface Subject {
  readonly resource: ResourceConfig;
  readonly instance: Instance;
  readonly handle: ProviderHandle;
  readonly schema: Schema;
  readonly sensitivePaths: readonly Path[];
}

const SENSITIVE_MARK: ReadonlySet<string> = new Set([SENSITIVE]);

export const markSensitive = (value: Value, paths: readonly Path[]): Value =>
  paths.length === 0
    ? value
    : markPaths(
        value,
        paths.map((path) => ({ path, marks: SENSITIVE_MARK })),
      );

/** The values that expressions see: planned ones, and those of the state for what is not planned. */
export class KnownValues implements ResourceValues {
  readonly #values = new Map<string, Value>();
  readonly #fallback: (text: string) => InstanceState | undefined;
  readonly #typeOf: ProviderDirectory['typeOf'];
  readonly #present: PresentInstances | undefined;

  /** `present` where not everything that the configuration wants is planned. */
  constructor(
    fallback: (text: string) => InstanceState | undefined,
    typeOf: ProviderDirectory['typeOf'],
    present?: PresentInstances,
  ) {
    this.#fallback = fallback;
    this.#typeOf = typeOf;
    this.#present = present;
  }

  set(text: string, value: Value, sensitive: readonly Path[]): void {
    this.#values.set(text, markSensitive(value, sensitive));
  }

  keys(resource: ResourceAddress, wanted: readonly InstanceKey[]): Iterable<InstanceKey> {
    if (!this.#present) return wanted;
    const planned = wanted.filter((key) => this.#values.has(formatInstance({ ...resource, key })));
    return new Set([...this.#present.keys(resource, wanted), ...planned]);
  }

  instance(address: Parameters<ResourceValues['instance']>[0]): Value {
    const text = formatInstance(address);
    const known = this.#values.get(text);
    if (known) return known;
    const object = this.#fallback(text)?.current;
    if (object?.value) return markSensitive(object.value, object.sensitive);
    return unknown(this.#typeOf(address.mode, address.type));
  }
}

/** Checks by the address of the data source that stands inside. */
export function checkDataOf(tree: ConfigTree): ReadonlyMap<string, CheckConfig> {
  const checks = [...tree.modules.values()].flatMap((module) => [...module.checks.values()]);
  return new Map(checks.flatMap((check) => (check.data === undefined ? [] : [[check.data, check]])));
}

/** Runs a step; what it throws as diagnostics is collected. Undefined after an error. */
export async function collecting<T>(
  context: { readonly diagnostics: Diagnostic[] },
  step: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    const result = step();
    return result instanceof Promise ? await result : result;
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    context.diagnostics.push(...e.diagnostics);
    return undefined;
  }
}

/** Diagnostics of a provider, at the place in the configuration that their path leads to. */
export function locate(
  diagnostics: readonly Diagnostic[],
  resource: ResourceConfig | undefined,
  text: string,
): Diagnostic[] {
  return diagnostics.map((problem) => {
    const detail = problem.detail.includes(text) ? problem.detail : `${text}: ${problem.detail}`;
    const named = { ...problem, detail, address: text };
    if (!resource || problem.file !== undefined) return named;
    const steps = (problem.path ?? []).filter((step) => typeof step !== 'object');
    const place = steps.length > 0 ? resource.body.place.child(...steps) : resource.place;
    return { ...named, ...place.where(steps.length > 0 ? 'value' : 'key') };
  });
}

export const hasError = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');
