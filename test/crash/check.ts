/** What must hold at rest, after everything was killed, started again and applied. */

import type { AuditEntry, RemoteObject } from '../../src/client/client.ts';
import { loadRegistry } from '../../src/schema/registry.ts';
import type { Acknowledged, Outsider } from './somebody.ts';
import type { World } from './world.ts';

export interface Violation {
  readonly kind:
    | 'loss'
    | 'duplicate'
    | 'orphan'
    | 'state'
    | 'plan'
    | 'journal'
    | 'audit'
    | 'apply'
    | 'server'
    | 'hang'
    | 'trial';
  readonly text: string;
  /** Of objects that nobody knows: their creation had been told. */
  readonly acknowledged?: boolean;
  /** A kill of the same trial had left an empty state. */
  readonly emptied?: boolean;
}

export interface StateJson {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly deposed?: string;
      readonly attributes: { readonly id: string };
    }[];
  }[];
}

const registry = loadRegistry();

/** Everything that was ever acknowledged in a world, and the trail of what the control plane has done. */
export class Ledger {
  /** How often what has been acknowledged, and how often it stands in the trail: `update eip-1`. */
  readonly #acknowledged = new Map<string, number>();
  readonly #trail = new Map<string, number>();
  readonly #created = new Set<string>();
  #cursor: string | undefined;
  #seen = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(acknowledged: readonly Acknowledged[]): void {
    this.#size += acknowledged.length;
    for (const { action, id } of acknowledged)
      if (!LOCAL_PREFIXES.has(prefixOf(id))) count(this.#acknowledged, `${action} ${id}`);
  }

  knowsCreated(id: string): boolean {
    return this.#acknowledged.has(`create ${id}`);
  }

  /** Reads on from where it stopped. */
  async follow({ client }: World): Promise<void> {
    for (;;) {
      const page = await client.audit({
        limit: 200,
        ...(this.#cursor === undefined ? {} : { cursor: this.#cursor }),
      });
      for (const entry of page.items) this.#note(entry);
      if (page.cursor === undefined) return;
      this.#cursor = page.cursor;
    }
  }

  #note({ seq, action, resourceId, changes }: AuditEntry): void {
    if (seq <= this.#seen) return;
    this.#seen = seq;
    const gone = action === 'mutate' && changes.deleted === true;
    for (const name of gone ? [action, 'delete'] : [action]) count(this.#trail, `${name} ${resourceId}`);
    if (action === 'create') this.#created.add(resourceId);
  }

  /** Acknowledged writes that have left no trace, and objects that nobody has removed. */
  lost(there: ReadonlySet<string>): Violation[] {
    const missing = [...this.#acknowledged].filter(
      ([key, times]) => (this.#trail.get(key) ?? 0) < Math.min(times, mostOf(key)),
    );
    const vanished = [...this.#created].filter((id) => !there.has(id) && !this.#trail.has(`delete ${id}`));
    return [
      ...missing.map(([key]): Violation => ({ kind: 'loss', text: `acknowledged, without a trace: ${key}` })),
      ...vanished.map((id): Violation => ({ kind: 'loss', text: `vanished: ${id}` })),
    ];
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** An object is created once and deleted once, however often that is told. */
const mostOf = (key: string): number => (/^(update|mutate) /.test(key) ? Number.POSITIVE_INFINITY : 1);

const prefixOf = (id: string): string => id.slice(0, id.lastIndexOf('-'));

const LOCAL_PREFIXES: ReadonlySet<string> = new Set(
  registry.resources().flatMap((schema) => (schema.local ? [schema.idPrefix] : [])),
);

export async function violationsOf(world: World, ledger: Ledger, outsider: Outsider): Promise<Violation[]> {
  const { client } = world;
  const types = registry.resources().filter(({ local }) => !local);
  const [text, objects] = await Promise.all([
    world.place.read(),
    Promise.all(types.map(({ type }) => all(world, type))).then((lists) => lists.flat()),
    ledger.follow(world),
  ]);
  const state = stateIn(text);
  const there = new Map(objects.map((object) => [object.id, object]));
  const audit = await client.operate('GET', 'audit/verify');
  return [
    ...world.faults.map((text): Violation => ({ kind: 'server', text })),
    ...(state ? compare(state, there, ledger) : [{ kind: 'state', text: UNREADABLE } as const]),
    ...ledger.lost(new Set(there.keys())),
    ...(await outsider.check()).map((told): Violation => ({ kind: 'loss', text: told })),
    ...(audit.whole === true ? [] : [{ kind: 'audit', text: JSON.stringify(audit) } as const]),
    ...world.leftovers().map((name): Violation => ({ kind: 'journal', text: `left over: ${name}` })),
  ];
}

const UNREADABLE = 'the state cannot be read';

/** Undefined when it is torn; an empty file is a state that was never written. */
export function stateIn(text: string | undefined): StateJson | undefined {
  if (!text) return { resources: [] };
  try {
    return JSON.parse(text) as StateJson;
  } catch {
    return undefined;
  }
}

/** A kill in the middle of a write: there is a file, and no state in it any more. */
export const isEmptied = (text: string | undefined): boolean => text === '' || stateIn(text) === undefined;

async function all({ client }: World, type: string): Promise<readonly RemoteObject[]> {
  const objects: RemoteObject[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.list(type, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    objects.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return objects;
}

/** Objects in the control plane = objects in the state. */
export function compare(
  { resources }: StateJson,
  there: ReadonlyMap<string, Pick<RemoteObject, 'id' | 'type' | 'attributes'>>,
  ledger: Ledger,
): Violation[] {
  const found: Violation[] = [];
  const known = new Set<string>();
  const names = new Set<string>();
  for (const { mode, type, name, instances } of resources) {
    if (mode !== 'managed' || registry.type(type).local) continue;
    for (const { attributes, deposed } of instances) {
      const { id } = attributes;
      if (known.has(id)) found.push({ kind: 'state', text: `${id} stands in the state twice` });
      known.add(id);
      names.add(`${type} ${there.get(id)?.attributes.name ?? ''}`);
      if (deposed !== undefined) found.push({ kind: 'state', text: `${type}.${name} has a deposed ${id}` });
      if (!there.has(id)) found.push({ kind: 'state', text: `${type}.${name}: there is no ${id}` });
    }
  }
  for (const { id, type, attributes } of there.values()) {
    if (known.has(id)) continue;
    const twin = names.has(`${type} ${attributes.name ?? ''}`);
    const text = `nobody knows the ${type} ${id}`;
    found.push({ kind: twin ? 'duplicate' : 'orphan', text, acknowledged: ledger.knowsCreated(id) });
  }
  return found;
}
