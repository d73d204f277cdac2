/** Everything a handler may look at, and the place where it puts the changes it wants. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Json } from '../client/client.ts';
import type { Reference } from '../schema/model.ts';
import type { Profile } from './api.ts';
import { sha256 } from './json.ts';
import type { TypePlan, TypePlans } from './plans.ts';
import { isGone } from './status.ts';
import type { AllocationRow, Change, ResourceRow, StateReader } from './store/port.ts';

export interface Settings {
  readonly plans: TypePlans;
  readonly catalog: Catalog;
  readonly seed: number;
  readonly profile: Profile;
  readonly operator: 'auto' | 'manual';
}

export class World {
  readonly state: StateReader;
  readonly settings: Settings;
  readonly now: number;

  constructor(state: StateReader, settings: Settings, now: number) {
    this.state = state;
    this.settings = settings;
    this.now = now;
  }

  plan(type: string): TypePlan | undefined {
    return this.settings.plans.find(type);
  }

  /** The object with this id, unless it is gone or belongs to another account: both look the same from outside. */
  object(account: string, id: string): ResourceRow | null {
    const row = this.state.resource(id);
    return row && row.account === account && !isGone(row, this.now) ? row : null;
  }

  /** The object that a value refers to. */
  target(account: string, ref: Reference, value: string): ResourceRow | null {
    for (const { type, attribute } of ref.targets) {
      const id = attribute === 'id' ? value : this.state.identified(account, type, attribute, value);
      const row = id === null ? null : this.object(account, id);
      if (row && (type === '*' || row.type === type)) return row;
    }
    return null;
  }

  referrers(row: ResourceRow, type: string, attribute: string): readonly ResourceRow[] {
    return this.state.referrers(row.id, type, attribute).flatMap((id) => this.object(row.account, id) ?? []);
  }
}

/** The changes of one request in the making. Reads of counters and pools see what the request itself has taken. */
export class Draft {
  readonly world: World;
  readonly changes: Change[] = [];
  /** Where the audit trail ends, once this request has added to it. */
  auditHead: { readonly seq: number; readonly hash: string } | undefined;
  readonly #counters = new Map<string, number>();
  readonly #taken: AllocationRow[] = [];

  constructor(world: World) {
    this.world = world;
  }

  add(change: Change): void {
    this.changes.push(change);
  }

  counter(name: string): number {
    return this.#counters.get(name) ?? this.world.state.counter(name);
  }

  setCounter(name: string, value: number): void {
    this.#counters.set(name, value);
  }

  /** 1, 2, 3 … over all processes that share the store. */
  next(name: string): number {
    const value = this.counter(name) + 1;
    this.setCounter(name, value);
    return value;
  }

  take(row: AllocationRow): void {
    this.#taken.push(row);
    this.add({ put: 'allocation', row });
  }

  /** Ranges of a pool that this request has taken itself. */
  taken(pool: string, scope: string): readonly AllocationRow[] {
    return this.#taken.filter((row) => row.pool === pool && row.scope === scope);
  }

  /** Ids sort by creation, so that lists need no other order and a new object is always the last of its type. */
  id(prefix: string): string {
    const number = this.next('uid');
    const salt = sha256(`${this.world.settings.seed} uid ${number}`).slice(0, 8);
    return `${prefix}-${base32(number, 7)}${base32(Number.parseInt(salt, 16) >>> 12, 4)}`;
  }

  /** All changes, the counters' last values among them. */
  done(): readonly Change[] {
    const counters = [...this.#counters].map(([name, value]): Change => ({ put: 'counter', name, value }));
    return [...this.changes, ...counters];
  }
}

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

function base32(value: number, width: number): string {
  let text = '';
  for (let rest = value; text.length < width; rest = Math.floor(rest / 32))
    text = (DIGITS[rest % 32] ?? '0') + text;
  return text;
}

export function asText(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
