/** Addresses and numbers that the platform hands out. What is taken stands in the store, so ranges never overlap. */
import type { Json } from '../client/client.ts';
import type { Compute } from '../schema/model.ts';
import { attributeOf, siteOf, targetsBy } from './computed.ts';
import { Refusal } from './refusal.ts';
import { isGone } from './status.ts';
import type { ResourceRow } from './store/port.ts';
import { asText, type Draft, type World } from './world.ts';

type PoolName = Extract<Compute, { pool: unknown }>['pool'];

/** A stretch of numbers to take from. Allocation starts at `start` and comes back to `first` when the end is reached. */
interface Space {
  readonly scope: string;
  readonly first: number;
  readonly last: number;
  readonly start: number;
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * The address plan. The whitepaper gives none, so all of it is the project's choice: ranges that are never routed on the
 * internet, disjoint between sites. Beijing's elastic addresses are internet addresses themselves (198.18.0.0/16);
 * Shanghai's are internal (100.64.0.0/10) and the operators map them to 198.19.0.0/16.
 */
const SITES = ['sh-jq', 'sh-wgq', 'sh-nq', 'bj-aw'] as const;
const OWN_INTERNET_ADDRESS: ReadonlySet<string> = new Set(['bj-aw']);

/** Gives an object its value of a pool: `given` when the user chose one that is free, otherwise the next free one. */
export function allocate(draft: Draft, row: ResourceRow, pool: PoolName, given: Json): Json {
  const { world } = draft;
  switch (pool) {
    case 'tunnel':
      return 10_000 + draft.next('pool tunnel');
    case 'mac':
      return macAddress(draft.next('pool mac'));
    case 'vlan':
      return take(draft, row, pool, siteSpace(world, row, { first: 100, last: 3999 }), 1, given).first;
    case 'vpc_cidr': {
      const prefix = Number(row.attributes.prefix_length ?? 16);
      const size = 2 ** (32 - prefix);
      return cidrText(take(draft, row, pool, quarter(world, row, '10.0.0.0/8', 'platform'), size, given));
    }
    case 'interconnect_cidr':
      return cidrText(take(draft, row, pool, quarter(world, row, '172.16.0.0/12', 'platform'), 4, given));
    case 'eip_address':
      return ipText(take(draft, row, pool, elasticSpace(world, row), 1, given).first);
    case 'internet_address':
      return internetAddress(draft, row, given);
    case 'vswitch_address':
      return vswitchAddress(draft, row, given);
  }
}

/** One space per site. */
function siteSpace(world: World, row: ResourceRow, range: Range): Space {
  return { scope: siteOf(world, row) ?? 'platform', ...range, start: range.first };
}

/** One space for all sites, in which each begins in a quarter of its own. */
function quarter(world: World, row: ResourceRow, cidr: string, scope: string): Space {
  const range = requireRange(cidr);
  const at = Math.max(0, SITES.indexOf((siteOf(world, row) ?? '') as (typeof SITES)[number]));
  return { scope, ...range, start: range.first + at * ((range.last - range.first + 1) / 4) };
}

function elasticSpace(world: World, row: ResourceRow): Space {
  const site = siteOf(world, row) ?? 'platform';
  if (OWN_INTERNET_ADDRESS.has(site)) return hosts('198.18.0.0/16', 'internet of bj-aw');
  const at = Math.max(0, SITES.indexOf(site as (typeof SITES)[number]));
  return hosts(`100.${64 + 16 * at}.0.0/12`, `elastic addresses of ${site}`);
}

function hosts(cidr: string, scope: string): Space {
  const { first, last } = requireRange(cidr);
  return { scope, first: first + 1, last: last - 1, start: first + 1 };
}

/** Policies of one elastic address share its internet address; at sites where the address is public it is that one. */
function internetAddress(draft: Draft, row: ResourceRow, given: Json): Json {
  const { world } = draft;
  const eip = referred(world, row, 'ztc_eip');
  if (!eip) return given;
  if (OWN_INTERNET_ADDRESS.has(siteOf(world, eip) ?? '')) return attributeOf(world, eip, 'address');
  const held = world.state.allocationOf('internet_address', eip.id);
  if (held) return ipText(held.first);
  return ipText(
    take(draft, eip, 'internet_address', hosts('198.19.0.0/16', 'internet of Shanghai'), 1, given).first,
  );
}

/** A host address of the subnet; its first and last three are the platform's where it is large enough to spare them. */
function vswitchAddress(draft: Draft, row: ResourceRow, given: Json): Json {
  const { world } = draft;
  const vswitch = referred(world, row, 'ztc_vswitch');
  const range = vswitch && parseCidr(asText(attributeOf(world, vswitch, 'cidr')) ?? '');
  if (!vswitch || !range) return given;
  const wide = range.last - range.first >= 15;
  const [first, last] = [range.first + (wide ? 2 : 1), range.last - (wide ? 3 : 1)];
  return ipText(
    take(draft, row, 'vswitch_address', { scope: vswitch.id, first, last, start: first }, 1, given).first,
  );
}

function referred(world: World, row: ResourceRow, type: string): ResourceRow | null {
  const plan = world.plan(row.type);
  for (const place of plan?.references ?? []) {
    if (!place.ref.targets.some((target) => target.type === type)) continue;
    const found = plan && targetsBy(world, row, plan, place.attribute).find((target) => target.type === type);
    if (found) return found;
  }
  return null;
}

function take(
  draft: Draft,
  owner: ResourceRow,
  pool: string,
  space: Space,
  size: number,
  given: Json,
): Range {
  const range = given === null ? free(draft, pool, space, size) : chosen(draft, pool, space, given);
  draft.take({ pool, scope: space.scope, ...range, owner: owner.id });
  return range;
}

function chosen(draft: Draft, pool: string, space: Space, given: Json): Range {
  const range = typeof given === 'number' ? { first: given, last: given } : parseRange(String(given));
  if (!range || range.first < space.first || range.last > space.last) {
    throw new Refusal('ZTC-API-ADDRESS_OUT_OF_RANGE', { value: given, scope: space.scope }, { value: given });
  }
  if (blocker(draft, pool, space.scope, range)) {
    throw new Refusal('ZTC-API-ADDRESS_IN_USE', { value: given, scope: space.scope }, { value: given });
  }
  return range;
}

/** From where the last one ended; when the end is reached, the first gap from the beginning. */
function free(draft: Draft, pool: string, space: Space, size: number): Range {
  const cursor = `pool ${pool} ${space.scope} ${space.start}`;
  const stored = draft.counter(cursor);
  const ahead = scan(draft, pool, space, size, stored === 0 ? space.start : stored);
  const range = ahead ?? scan(draft, pool, space, size, space.first);
  if (!range) throw new Refusal('ZTC-API-POOL_EXHAUSTED', { pool, scope: space.scope });
  if (ahead) draft.setCounter(cursor, range.last + 1);
  return range;
}

function scan(draft: Draft, pool: string, space: Space, size: number, from: number): Range | null {
  let first = Math.ceil(from / size) * size;
  while (first + size - 1 <= space.last) {
    const range = { first, last: first + size - 1 };
    const taken = blocker(draft, pool, space.scope, range);
    if (!taken) return range;
    first = Math.ceil((taken.last + 1) / size) * size;
  }
  return null;
}

const PAGE = 64;

/** What stands in the way of taking a range. What belongs to objects that are gone is given back on the way. */
function blocker(draft: Draft, pool: string, scope: string, range: Range): Range | null {
  const { world } = draft;
  const own = draft
    .taken(pool, scope)
    .find((other) => other.first <= range.last && range.first <= other.last);
  if (own) return own;
  for (let from = range.first; ; ) {
    const rows = world.state.allocationsIn(pool, scope, from, range.last, PAGE);
    for (const row of rows) {
      const owner = world.state.resource(row.owner);
      if (owner && !isGone(owner, world.now)) return row;
      draft.add({ drop: 'allocation', row });
    }
    if (rows.length < PAGE) return null;
    from = (rows.at(-1)?.last ?? range.last) + 1;
  }
}

function macAddress(number: number): string {
  const hex = number.toString(16).padStart(6, '0').slice(-6);
  return `02:5a:74:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`;
}

function parseRange(text: string): Range | null {
  return text.includes('/') ? parseCidr(text) : parseCidr(`${text}/32`);
}

export function parseCidr(text: string): Range | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return null;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (a > 255 || b > 255 || c > 255 || d > 255 || prefix > 32) return null;
  const first = ((a * 256 + b) * 256 + c) * 256 + d;
  const size = 2 ** (32 - prefix);
  return first % size === 0 ? { first, last: first + size - 1 } : null;
}

function requireRange(cidr: string): Range {
  const range = parseCidr(cidr);
  if (!range) throw new Error(`not a range: ${cidr}`);
  return range;
}

export function ipText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

function cidrText({ first, last }: Range): string {
  return `${ipText(first)}/${32 - Math.round(Math.log2(last - first + 1))}`;
}
