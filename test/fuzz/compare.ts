/** What must be equal: the two plans, the two states, and how far each engine came. */

import { isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import { type Outcome, parseExactly } from './outcome.ts';
import type { StepOptions } from './scenario.ts';

export interface Difference {
  /** What kind of thing differs; a smaller counter-example has to differ in the same. */
  readonly kind: string;
  readonly path: string;
  readonly terraform: string;
  readonly ztc: string;
}

export function comparePhases(terraform: Outcome, ztc: Outcome): Difference[] {
  if (terraform.phase === ztc.phase) return [];
  const told = ({ phase, errors }: Outcome): string => `${phase} ${errors.join(' | ')}`;
  return [
    {
      kind: `terraform ${terraform.phase}, ztc ${ztc.phase}: ${subject(terraform)}${subject(ztc)}`,
      path: 'phase',
      terraform: told(terraform),
      ztc: told(ztc),
    },
  ];
}

/** The first error without the names of this very scenario. */
const subject = ({ errors: [first = ''] }: Outcome): string =>
  (first.split(/[:.]/)[0] as string).replace(/\b(terraform_data|module|var|local)\b.*/, '');

export function comparePlans(terraform: JsonObject, ztc: JsonObject, { mode }: StepOptions): Difference[] {
  const [left, right] = [comparablePlan(terraform), comparablePlan(ztc)];
  return mode === 'destroy'
    ? differences('plan', withoutRefreshPlan(left), withoutRefreshPlan(right))
    : differences('plan', left, right);
}

/**
 * Before it plans a destruction Terraform makes a whole plan of the other kind, for its refreshed state. What that plan
 * leaves in the state besides the objects is not compared.
 */
function withoutRefreshPlan({
  prior_state: _state,
  output_changes: _outputs,
  checks: _checks,
  ...rest
}: JsonObject): JsonObject {
  return rest;
}

/** Everything that a plan says, apart from who said it when, and from the order of what is a set. */
function comparablePlan(plan: JsonObject): JsonObject {
  const changes = list(plan.resource_changes).map((change) => [
    [change.address, change.deposed].filter((part) => part !== undefined).join(' deposed '),
    { ...change, change: orderedPaths(change.change as JsonObject) },
  ]);
  return {
    resource_changes: Object.fromEntries(changes),
    resource_drift: byAddress(list(plan.resource_drift)),
    output_changes: plan.output_changes ?? {},
    checks: Object.fromEntries(
      list(plan.checks).map((check) => [
        (check.address as JsonObject).to_display,
        withSortedInstances(check),
      ]),
    ),
    planned_values: withSortedModules(plan.planned_values ?? null),
    prior_state: withSortedModules((plan.prior_state as JsonObject | undefined)?.values ?? null),
    applyable: plan.applyable ?? null,
    complete: plan.complete ?? null,
    errored: plan.errored ?? null,
  };
}

function orderedPaths(change: JsonObject): JsonObject {
  const { replace_paths: paths } = change;
  if (!Array.isArray(paths)) return change;
  return { ...change, replace_paths: paths.map((path) => JSON.stringify(path)).sort() };
}

function withSortedInstances(check: JsonObject): JsonObject {
  return { ...check, instances: sorted(list(check.instances)) };
}

/** Terraform lists the modules of a module in no order. */
function withSortedModules(json: Json): Json {
  if (Array.isArray(json)) return json.map(withSortedModules);
  if (!isJsonObject(json)) return json;
  const { child_modules: modules, ...rest } = json;
  const inside = Object.entries(rest).map(([key, value]) => [
    key,
    key === 'values' ? value : withSortedModules(value),
  ]);
  return {
    ...Object.fromEntries(inside),
    ...(modules === undefined
      ? {}
      : { child_modules: sortedBy('address', list(modules)).map(withSortedModules) }),
  };
}

const sortedBy = (key: string, objects: readonly JsonObject[]): JsonObject[] =>
  objects.toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));

const sorted = (objects: readonly JsonObject[]): JsonObject[] =>
  objects.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const byAddress = (changes: readonly JsonObject[]): JsonObject =>
  Object.fromEntries(changes.map((change) => [String(change.address), change]));

const list = (json: Json | undefined): readonly JsonObject[] => (Array.isArray(json) ? json : []);

export function compareStates(
  terraform: string | undefined,
  ztc: string | undefined,
  { mode, targets }: StepOptions,
): Difference[] {
  const [left, right] = [comparableState(terraform), comparableState(ztc)];
  if (targets && mode !== 'destroy') {
    const open = openObjects(left);
    return differences('state', withoutObjects(left, open), withoutObjects(right, open));
  }
  return mode === 'destroy'
    ? differences('state', withoutRecords(left), withoutRecords(right))
    : differences('state', left, right);
}

/**
 * With targets Terraform applies only those instances that the targets refer to, and forgets what its plan has found out
 * about conditions of the others. Ours keeps it.
 */
function openObjects(state: Json): ReadonlySet<Json | undefined> {
  const checks = isJsonObject(state) ? (Object.values(state.checks as JsonObject) as JsonObject[]) : [];
  const objects = checks
    .filter(({ object_kind: kind }) => kind === 'resource')
    .flatMap((check) => list(check.objects));
  return new Set(objects.filter(({ status }) => status === 'unknown').map((object) => object.object_addr));
}

function withoutObjects(state: Json, open: ReadonlySet<Json | undefined>): Json {
  if (!isJsonObject(state)) return state;
  const checks = Object.entries(state.checks as JsonObject).map(([key, check]) => {
    const { status, ...rest } = check as JsonObject;
    const objects = list(rest.objects);
    const kept = objects.filter((object) => !open.has(object.object_addr));
    return [key, { ...rest, objects: kept, ...(kept.length === objects.length ? { status } : {}) }];
  });
  return { ...state, checks: Object.fromEntries(checks) };
}

/** See `withoutRefreshPlan`. */
function withoutRecords(state: Json): Json {
  if (!isJsonObject(state)) return state;
  const instances = Object.entries(state.instances as JsonObject).map(([key, instance]) => {
    const { dependencies: _needed, create_before_destroy: _first, ...rest } = instance as JsonObject;
    return [key, rest];
  });
  return { instances: Object.fromEntries(instances) };
}

/** Deposed objects have random keys; their ids tell them apart. */
function comparableState(text: string | undefined): Json {
  if (text === undefined) return null;
  const state = parseExactly(text);
  const checks = list(state.check_results).map((check) => [
    `${check.object_kind} ${check.config_addr}`,
    { ...check, objects: sorted(list(check.objects)) },
  ]);
  const instances = list(state.resources).flatMap((resource) =>
    list(resource.instances).map((instance) => {
      const { instances: _all, ...head } = resource;
      const { attributes, deposed } = instance;
      const which = deposed === undefined ? '' : ` deposed ${isJsonObject(attributes) ? attributes.id : ''}`;
      const key = `${resource.module ?? ''} ${resource.type}.${resource.name} ${instance.index_key ?? ''}${which}`;
      return [key, { ...head, ...instance, ...(deposed === undefined ? {} : { deposed: '' }) }];
    }),
  );
  return {
    outputs: state.outputs ?? {},
    instances: Object.fromEntries(instances),
    checks: Object.fromEntries(checks),
  };
}

export function differences(kind: string, terraform: Json, ztc: Json): Difference[] {
  const found: Difference[] = [];
  collect(kind, [], terraform, ztc, found);
  return found;
}

function collect(
  kind: string,
  path: readonly string[],
  a: Json | undefined,
  b: Json | undefined,
  found: Difference[],
): void {
  if (found.length >= 20) return;
  if (isJsonObject(a) && isJsonObject(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      collect(kind, [...path, key], a[key], b[key], found);
    return;
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    a.forEach((one, i) => {
      collect(kind, [...path, String(i)], one, b[i], found);
    });
    return;
  }
  const [left, right] = [shown(a), shown(b)];
  if (left === right) return;
  found.push({ kind: `${kind} ${signature(path)}`, path: path.join(' / '), terraform: left, ztc: right });
}

const shown = (json: Json | undefined): string =>
  json === undefined ? '(absent)' : JSON.stringify(json).replaceAll('\\u0000', '').slice(0, 500);

/** A path without the names of this very scenario. */
const signature = ([section = '', name, ...rest]: readonly string[]): string =>
  [section, name === undefined ? undefined : '*', ...rest.slice(0, 2)]
    .filter((part) => part !== undefined)
    .join('.');
