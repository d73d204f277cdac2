/**
 * A small model, independent of ztc's engine, of the order in which a plan's operations have to happen. It looks at
 * nothing but the plan and the states before and after.
 */

import { isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import { type Operation, parseExactly } from './outcome.ts';

/** What the plan does with one object. */
interface Planned {
  readonly address: string;
  readonly resource: string;
  readonly makes: boolean;
  readonly destroys: boolean;
  /** Its destruction comes after the creations that it concerns. */
  readonly late: boolean;
  /** Configuration addresses that its object in the state depended on. */
  readonly before: readonly string[];
  /** Those that its new object depends on. */
  readonly after: readonly string[];
}

interface Demand {
  readonly first: string;
  readonly second: string;
  readonly rule: string;
}

interface StateEntry {
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
}

/** Violations, in words. */
export function violations(
  plan: JsonObject,
  before: string | undefined,
  after: string | undefined,
  operations: readonly Operation[],
): string[] {
  const planned = plannedOf(plan, withRefreshed(entriesOf(before), plan), entriesOf(after));
  const done = new Map(operations.map((operation) => [`${operation.what} ${operation.address}`, operation]));
  return demands(planned).flatMap(({ first, second, rule }) => {
    const [a, b] = [done.get(first), done.get(second)];
    return !a || !b || a.end < b.start ? [] : [`${rule}: ${first} has to end before ${second} starts`];
  });
}

/** Current objects only: an event of a deposed object cannot be told from one of the current object. */
function plannedOf(
  plan: JsonObject,
  before: ReadonlyMap<string, StateEntry>,
  after: ReadonlyMap<string, StateEntry>,
): Planned[] {
  const changes = (plan.resource_changes ?? []) as readonly JsonObject[];
  const ambiguous = new Set(
    changes.filter(({ deposed }) => deposed !== undefined).map(({ address }) => address),
  );
  return changes
    .filter(({ address }) => !ambiguous.has(address))
    .map((change) => {
      const address = String(change.address);
      const actions = (change.change as JsonObject).actions as readonly string[];
      const was = before.get(address) ?? before.get(String(change.previous_address));
      return {
        address,
        resource: resourceOf(address),
        makes: actions.includes('create') || actions.includes('update'),
        destroys: actions.includes('delete'),
        late:
          actions.join() === 'create,delete' ||
          (actions.join() === 'delete' && was?.createBeforeDestroy === true),
        before: was?.dependencies ?? [],
        after: after.get(address)?.dependencies ?? [],
      };
    });
}

function demands(planned: readonly Planned[]): Demand[] {
  const byResource = Map.groupBy(planned, ({ resource }) => resource);
  const of = (resources: readonly string[]): Planned[] =>
    resources.flatMap((one) => byResource.get(one) ?? []);
  // A reference may be to one instance only, which the states do not tell.
  const alone = (resources: readonly string[]): Planned[] =>
    resources.flatMap((one) => (byResource.get(one)?.length === 1 ? of([one]) : []));
  return planned.flatMap((x) => [
    ...ownOrder(x),
    ...(x.makes ? alone(x.after).filter(({ makes }) => makes) : []).map((y) =>
      demand('reference', y, true, x, true),
    ),
    ...(x.destroys ? together(x, of(x.before)) : []).flatMap((y) => destroyOrder(x, y)),
    ...(x.makes ? together(x, of(x.before)) : []).flatMap((y) => changeOrder(x, y)),
  ]);
}

/** Different instances of one module know nothing of each other. */
function together({ address }: Planned, others: readonly Planned[]): Planned[] {
  const steps = modulesOf(address);
  return others.filter((other) => {
    const theirs = modulesOf(other.address);
    const at = steps.findIndex((step, i) => step !== theirs[i]);
    return at < 0 || resourceOf(steps[at] as string) !== resourceOf(theirs[at] ?? '');
  });
}

/** `module.a["k"]`, … */
const modulesOf = (address: string): string[] =>
  address.match(/module\.[\w-]+(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g) ?? [];

/** The new object and its predecessor. */
function ownOrder(x: Planned): Demand[] {
  if (!x.makes || !x.destroys) return [];
  return [demand('replacement', x, x.late, x, !x.late)];
}

/** `x`, which depended on `y`, is destroyed. */
function destroyOrder(x: Planned, y: Planned): Demand[] {
  const found: Demand[] = [];
  if (y.destroys) found.push(demand('dependents die first', x, false, y, false));
  if (y.makes)
    found.push(
      x.late
        ? demand('late destruction after changes', y, true, x, false)
        : demand('destruction before changes', x, false, y, true),
    );
  return found;
}

/** `x`, which depended on `y`, is changed or replaced. */
function changeOrder(x: Planned, y: Planned): Demand[] {
  if (!y.destroys) return [];
  // A plain deletion may also come late for the sake of others; Terraform finds a cycle there.
  return [
    y.late
      ? demand('dependents change before a late destruction', x, true, y, false)
      : demand('destruction before dependents change', y, false, x, true),
  ];
}

const demand = (rule: string, a: Planned, madeA: boolean, b: Planned, madeB: boolean): Demand => ({
  rule,
  first: `${madeA ? 'made' : 'gone'} ${a.address}`,
  second: `${madeB ? 'made' : 'gone'} ${b.address}`,
});

/** A refresh may have changed what the objects depend on. */
function withRefreshed(before: ReadonlyMap<string, StateEntry>, plan: JsonObject): Map<string, StateEntry> {
  const found = new Map(before);
  const changes = (plan.resource_changes ?? []) as readonly JsonObject[];
  const previous = new Map(changes.map((one) => [String(one.address), String(one.previous_address)]));
  const visit = (module: Json | undefined): void => {
    if (!isJsonObject(module)) return;
    for (const object of (module.resources ?? []) as readonly JsonObject[]) {
      const address = String(object.address);
      const dependencies = (object.depends_on ?? []) as readonly string[];
      const was = before.get(address) ?? before.get(previous.get(address) ?? '');
      const createBeforeDestroy = was?.createBeforeDestroy ?? false;
      found.set(address, { dependencies, createBeforeDestroy });
    }
    for (const child of (module.child_modules ?? []) as readonly Json[]) visit(child);
  };
  const { values } = (plan.prior_state ?? {}) as { readonly values?: JsonObject };
  visit(values?.root_module);
  return found;
}

function entriesOf(text: string | undefined): Map<string, StateEntry> {
  const found = new Map<string, StateEntry>();
  if (text === undefined) return found;
  for (const resource of parseExactly(text).resources as readonly JsonObject[])
    for (const instance of resource.instances as readonly JsonObject[]) {
      if (instance.deposed !== undefined) continue;
      const path = resource.module === undefined ? '' : `${resource.module}.`;
      const address = `${path}${resource.type}.${resource.name}${keyText(instance.index_key)}`;
      found.set(address, {
        dependencies: (instance.dependencies ?? []) as readonly string[],
        createBeforeDestroy: instance.create_before_destroy === true,
      });
    }
  return found;
}

function keyText(key: Json | undefined): string {
  if (key === undefined) return '';
  const text = String(key);
  return text.startsWith('\u0000') ? `[${text.slice(1)}]` : `[${JSON.stringify(text)}]`;
}

/** Without any instance key. */
const resourceOf = (address: string): string => address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '');
