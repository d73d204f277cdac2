/** Puts together a state and the journal that goes on from it. */

import { createHash } from 'node:crypto';
import { parseAddress } from '../../config/address.ts';
import { DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { identitiesOf, identityOf } from '../state/identity.ts';
import { type InstanceState, NO_DEPOSED, type State, type StateObject } from '../state/model.ts';
import { readInstance } from '../state/read.ts';
import type { JournalContent } from './content.ts';
import { closureOf } from './dependency-notes.ts';
import type { PutRecord } from './record.ts';

/** Throws `ZTC-E-JOURNAL-FOREIGN` when they have nothing to do with each other. `file` names the journal. */
export function continued(state: State, content: JournalContent, file: string): State {
  const { lineage } = content.opened;
  if (state.lineage !== '' && state.lineage !== lineage) throw foreign(state.lineage, lineage, file);
  if (content.puts.size === 0) return state.lineage === '' ? { ...state, lineage } : state;
  const instances = new Map(state.instances);
  const merge = state.serial === content.serial ? undefined : new Merge(state, content);
  for (const [address, put] of content.puts) {
    const mine = instanceOf(put, content, file);
    const next = merge ? merge.at(address, mine) : mine;
    if (next) instances.set(address, next);
    else instances.delete(address);
  }
  return { ...state, lineage, instances };
}

function instanceOf(put: PutRecord, content: JournalContent, file: string): InstanceState | undefined {
  const address = parseAddress(put.address);
  if (!address) throw damaged(put.address, file);
  const instance = readInstance(address, put.provider, put.objects, file);
  if (put.needs === undefined || !instance?.current) return instance;
  const dependencies = closureOf(put.needs, content.needs);
  return { ...instance, current: { ...instance.current, dependencies } };
}

/**
 * Somebody has written the state since: this run itself, just before its end, or another program. Nothing that exists
 * is left out, and nothing that is gone comes back.
 */
class Merge {
  readonly #state: State;
  readonly #content: JournalContent;
  readonly #known: ReadonlySet<string>;

  constructor(state: State, content: JournalContent) {
    this.#state = state;
    this.#content = content;
    this.#known = new Set(
      [...state.instances.values()].flatMap((instance) =>
        identitiesOf(instance).map((id) => keyOf(instance, id)),
      ),
    );
  }

  at(address: string, mine: InstanceState | undefined): InstanceState | undefined {
    const theirs = this.#state.instances.get(address);
    const gone = this.#content.gone.get(address) ?? new Set<string>();
    const there = theirs && without(theirs, gone);
    if (!mine) return there;
    // The write that was under way when this run ended holds less than its journal, another program's knows more.
    const own = this.#state.serial === this.#content.serial + 1;
    if (own && sameCurrent(there, mine)) return mine;
    return this.#united(there, mine);
  }

  #united(there: InstanceState | undefined, mine: InstanceState): InstanceState | undefined {
    const missing = (object: StateObject): boolean => !this.#known.has(keyOf(mine, identityOf(object)));
    const deposed = new Map(there?.deposed ?? NO_DEPOSED);
    for (const [key, object] of mine.deposed) if (missing(object)) deposed.set(freeKey(key, deposed), object);
    let current = there?.current;
    if (mine.current && missing(mine.current)) {
      if (current) deposed.set(freeKey(keyFor(mine.current), deposed), mine.current);
      else ({ current } = mine);
    }
    if (!current && deposed.size === 0) return undefined;
    return { address: mine.address, provider: mine.provider, ...(current ? { current } : {}), deposed };
  }
}

const keyOf = ({ address: { type } }: InstanceState, id: string): string => `${type} ${id}`;

const sameCurrent = (a: InstanceState | undefined, b: InstanceState): boolean =>
  a?.current === undefined || b.current === undefined || identityOf(a.current) === identityOf(b.current);

function without(instance: InstanceState, gone: ReadonlySet<string>): InstanceState | undefined {
  const { current, deposed, ...rest } = instance;
  const left = new Map([...deposed].filter(([, object]) => !gone.has(identityOf(object))));
  const stays = current && !gone.has(identityOf(current)) ? { current } : {};
  return stays.current || left.size > 0 ? { ...rest, ...stays, deposed: left } : undefined;
}

/** Of an object that has to make room: 8 hex digits. */
export const keyFor = (object: StateObject): string =>
  createHash('sha256').update(identityOf(object)).digest('hex').slice(0, 8);

export function freeKey(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let key = wanted;
  for (let i = 1; taken.has(key); i++)
    key = createHash('sha256').update(`${wanted} ${i}`).digest('hex').slice(0, 8);
  return key;
}

function foreign(lineage: string, expected: string, file: string): DiagnosticError {
  const detail = `The journal ${file} continues a state with the lineage ${expected}, but the state here has ${lineage}. Put the state back that belongs to it, or move the journal away if its objects are looked after elsewhere.`;
  return new DiagnosticError(
    errorDiagnostic('ZTC-E-JOURNAL-FOREIGN', 'Journal of another state', detail, { file }),
  );
}

function damaged(address: string, file: string): DiagnosticError {
  const detail = `The journal names "${address}", which is no address. It was written by another program.`;
  return new DiagnosticError(
    errorDiagnostic('ZTC-E-JOURNAL-FOREIGN', 'Journal not understood', detail, { file }),
  );
}
