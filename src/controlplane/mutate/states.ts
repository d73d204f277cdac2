/** Saved states of tools: what may be written over what, who may write, and what is kept. Pure, like every write. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Json } from '../../client/client.ts';
import { record } from '../audit.ts';
import { Refusal } from '../refusal.ts';
import type { Decision, StateLockRow, StateReader, StateVersionRow } from '../store/port.ts';
import { Draft, type World } from '../world.ts';
import type { Caller } from './context.ts';
import { digestOf, withSerial } from './state-text.ts';

/** Versions of a state that are kept. */
const KEPT = 100;

/** Whether a lock has outlived its time, as far as this process has seen. */
export type Expired = (lock: StateLockRow) => boolean;

/** Where a request wants to do something, and the lock it says that it holds. */
export interface Place {
  readonly caller: Caller;
  readonly name: string;
  readonly lockId: string | null;
}

interface Content {
  readonly serial: number;
  readonly lineage: string;
  readonly size: number;
  readonly md5: string;
  readonly compressed: Uint8Array;
}

export interface LockRequest {
  readonly id: string;
  readonly info: string;
  readonly who: string;
  readonly ttlSeconds: number | null;
}

export function saveState(world: World, place: Place, content: Content, expired: Expired): Decision<number> {
  const lock = permit(world.state, place, expired);
  const head = world.state.stateHead(place.caller.account, place.name);
  if (head?.serial !== undefined && head.serial !== null) {
    if (head.md5 === content.md5 && head.size === content.size) return { result: head.version, changes: [] };
    const follows = head.lineage === content.lineage && content.serial > head.serial;
    if (!follows) throw conflict(place.name, head);
  }
  const { serial, lineage, size, md5, compressed } = content;
  return next(world, place, head, { serial, lineage, size, md5, who: whoOf(lock, place) }, compressed);
}

/** What was there stays among the versions. */
export function deleteState(world: World, place: Place, expired: Expired): Decision<number> {
  const lock = permit(world.state, place, expired);
  const head = world.state.stateHead(place.caller.account, place.name);
  if (!head || head.serial === null) return { result: head?.version ?? 0, changes: [] };
  const nothing = { serial: null, lineage: null, size: 0, md5: '', who: whoOf(lock, place) };
  return next(world, place, head, nothing, null);
}

/** An old version becomes the newest, with a serial that shows it. */
export function restoreState(
  world: World,
  place: Place,
  version: number,
  expired: Expired,
): Decision<StateVersionRow> {
  const { caller, name } = place;
  const lock = permit(world.state, place, expired);
  const old = world.state.stateVersion(caller.account, name, version);
  const compressed = world.state.stateContent(caller.account, name, version);
  const head = world.state.stateHead(caller.account, name);
  if (!old || !compressed || !head)
    throw new Refusal('ZTC-API-NOT_FOUND', { type: 'state', id: `${name} version ${version}` });
  const text = gunzipSync(compressed).toString();
  const goesOn = head.serial !== null && head.lineage === old.lineage;
  const serial = goesOn ? Number(head.serial) + 1 : Number(old.serial);
  const body = Buffer.from(withSerial(text, serial));
  const facts = { serial, lineage: old.lineage, ...digestOf(body), who: whoOf(lock, place) };
  const draft = new Draft(world);
  audit(draft, place, 'restore', head.version, head.version + 1, { version });
  const { result, changes } = next(world, place, head, facts, gzipSync(body));
  const made = { ...facts, account: caller.account, name, version: result, at: world.now };
  return { result: made, changes: [...changes, ...draft.done()] };
}

/** A lock of the same id is renewed. */
export function lockState(
  world: World,
  place: Pick<Place, 'caller' | 'name'>,
  wanted: LockRequest,
  expired: Expired,
): Decision<StateLockRow> {
  const { account } = place.caller;
  const held = world.state.stateLock(account, place.name);
  const own = held?.id === wanted.id;
  if (held && !own && !expired(held)) throw locked(held);
  const fresh = { account, name: place.name, ...wanted };
  const row = own ? { ...fresh, beat: held.beat + 1, at: held.at } : { ...fresh, beat: 1, at: world.now };
  return { result: row, changes: [{ put: 'stateLock', row }] };
}

/** Without an id the lock is removed whoever holds it, which is written down. True when there was one. */
export function unlockState(world: World, place: Place): Decision<boolean> {
  const { caller, name, lockId } = place;
  const held = world.state.stateLock(caller.account, name);
  if (!held) return { result: false, changes: [] };
  if (lockId !== null && held.id !== lockId) throw locked(held);
  const draft = new Draft(world);
  draft.add({ drop: 'stateLock', account: caller.account, name });
  if (lockId === null) audit(draft, place, 'unlock', 0, 0, { lock: JSON.parse(held.info) as Json });
  return { result: true, changes: draft.done() };
}

/** The lock that the request holds, null when nobody holds one. */
function permit(state: StateReader, { caller, name, lockId }: Place, expired: Expired): StateLockRow | null {
  const held = state.stateLock(caller.account, name);
  if (held && held.id === lockId) return held;
  if (held && !expired(held)) throw locked(held);
  if (lockId !== null) throw new Refusal('ZTC-API-STATE_LOCK_LOST', { id: lockId, name });
  return null;
}

function next(
  world: World,
  { caller, name }: Place,
  head: StateVersionRow | null,
  facts: Pick<StateVersionRow, 'serial' | 'lineage' | 'size' | 'md5' | 'who'>,
  content: Uint8Array | null,
): Decision<number> {
  const { account } = caller;
  const version = (head?.version ?? 0) + 1;
  const row = { account, name, version, at: world.now, ...facts };
  return {
    result: version,
    changes: [
      { put: 'stateVersion', row, content },
      { drop: 'stateVersions', account, name, upTo: version - KEPT },
    ],
  };
}

const whoOf = (lock: StateLockRow | null, { caller }: Place): string => lock?.who || caller.actor;

function locked({ name, who, info }: StateLockRow): Refusal {
  return new Refusal('ZTC-API-STATE_LOCKED', { name, who }, { value: JSON.parse(info) as Json });
}

function conflict(name: string, { serial, lineage }: StateVersionRow): Refusal {
  return new Refusal('ZTC-API-STATE_CONFLICT', { name, serial, lineage });
}

function audit(
  draft: Draft,
  { caller, name }: Place,
  action: string,
  revBefore: number,
  revAfter: number,
  changes: { readonly [name: string]: Json },
): void {
  const { account, actor, requestId } = caller;
  const what = { type: 'state', resourceId: name, revBefore, revAfter, changes };
  record(draft, { account, actor, requestId, action, ...what });
}
