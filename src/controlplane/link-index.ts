/** Who refers to whom in one account, by addresses, in both directions. */
import type { Json } from '../client/client.ts';
import type { Edge } from '../graph/node.ts';
import { attributeOf } from './computed.ts';
import { isObject } from './json.ts';
import type { ReferencePlace } from './plans.ts';
import { SortedLists } from './sorted.ts';
import type { ResourceRow } from './store/port.ts';
import type { World } from './world.ts';

export interface Links {
  readonly addresses: string[];
  /** Values that name no object of the account. */
  readonly outside: string[];
}

interface Reverse {
  readonly to: string;
  readonly key: string;
}

export class LinkIndex {
  readonly #out = new Map<string, Map<string, Links>>();
  readonly #reverse = new Map<string, readonly Reverse[]>();
  readonly #in = new SortedLists();
  readonly #allIn = new SortedLists();

  set(world: World, row: ResourceRow, address: string, places: readonly ReferencePlace[]): void {
    this.drop(address);
    const out = new Map<string, Links>();
    const reverse: Reverse[] = [];
    for (const place of places) {
      for (const { value, at } of valuesAt(world, row, place)) {
        const target = world.target(row.account, place.ref, value);
        const to = target ? `${target.type}.${target.id}` : null;
        for (const key of new Set([place.attribute, at])) {
          const links = out.get(key) ?? { addresses: [], outside: [] };
          out.set(key, links);
          if (to === null) links.outside.push(value);
          else links.addresses.push(to);
        }
        if (to !== null) reverse.push({ to, key: `${to} ${row.type} ${place.attribute}` });
      }
    }
    if (out.size > 0) this.#out.set(address, out);
    if (reverse.length > 0) this.#reverse.set(address, reverse);
    for (const { to, key } of reverse) {
      this.#in.add(key, address);
      this.#allIn.add(to, address);
    }
  }

  drop(address: string): void {
    for (const { to, key } of this.#reverse.get(address) ?? []) {
      this.#in.remove(key, address);
      this.#allIn.remove(to, address);
    }
    this.#reverse.delete(address);
    this.#out.delete(address);
  }

  get(address: string, attribute: string): Links | undefined {
    return this.#out.get(address)?.get(attribute);
  }

  referrers(address: string, type: string, attribute: string): readonly string[] {
    return this.#in.get(`${address} ${type} ${attribute}`);
  }

  targetsOf(address: string): readonly string[] {
    return (this.#reverse.get(address) ?? []).map(({ to }) => to);
  }

  referrersOf(address: string): readonly string[] {
    return this.#allIn.get(address);
  }

  *edges(): Iterable<Edge> {
    for (const [from, links] of this.#out) {
      for (const [attribute, { addresses }] of links)
        for (const to of addresses) yield { from, to, attribute };
    }
  }
}

/** The values of a reference, given or derived, with the place of each: `tiers.0.instance_ids`. */
function* valuesAt(
  world: World,
  row: ResourceRow,
  place: ReferencePlace,
): Iterable<{ value: string; at: string }> {
  const [first = '', ...rest] = place.path;
  yield* walk(attributeOf(world, row, first), rest, first);
}

function* walk(
  value: Json | undefined,
  path: readonly string[],
  at: string,
): Iterable<{ value: string; at: string }> {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (typeof value === 'string' && value !== '') yield { value, at };
  } else if (step === '[]') {
    const members: readonly (readonly [string, Json])[] = Array.isArray(value)
      ? value.map((member: Json, index) => [String(index), member] as const)
      : isObject(value)
        ? Object.entries(value)
        : [];
    // The element of a list of references has the list's own place; only objects inside lists are told apart.
    for (const [index, member] of members)
      yield* walk(member, rest, rest.length === 0 ? at : `${at}.${index}`);
  } else if (isObject(value)) yield* walk(value[step], rest, `${at}.${step}`);
}
