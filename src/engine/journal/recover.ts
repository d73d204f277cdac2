/** Finds out what has become of writes whose end nobody has seen, and lets the state say so. */

import { parseAddress } from '../../config/address.ts';
import { hasErrors } from '../../provider/provider.ts';
import { type Diagnostic, DiagnosticError, errorDiagnostic } from '../../values/diagnostic.ts';
import { nul, type Value } from '../../values/value.ts';
import { idOf } from '../object-id.ts';
import { decodeInstances } from '../plan/decode.ts';
import type { Listener } from '../ports.ts';
import type { ProviderDirectory } from '../providers.ts';
import { identitiesOf, identityOf } from '../state/identity.ts';
import { type InstanceState, NO_DEPOSED, type State, type StateObject } from '../state/model.ts';
import { readInstance } from '../state/read.ts';
import type { OpenWrite } from './content.ts';
import { freeKey, keyFor } from './merge.ts';

export interface Recovery {
  readonly state: State;
  /** Writes of which nobody could tell; their objects must not be touched. */
  readonly open: readonly OpenWrite[];
  /** Warnings that say why. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface RecoverInput {
  readonly state: State;
  readonly writes: readonly OpenWrite[];
  readonly directory: ProviderDirectory;
  /** Whether a write that has not happened is kept from happening; without it nothing outside is changed. */
  readonly final: boolean;
  /** Addresses whose writes are taken as not happened where nobody can tell. */
  readonly assumeAbsent?: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly emit: Listener;
}

/** Questions at the same time. */
const CONCURRENCY = 10;

export async function recoverWrites(input: RecoverInput): Promise<Recovery> {
  const instances = new Map(input.state.instances);
  const open: OpenWrite[] = [];
  const diagnostics: Diagnostic[] = [];
  const queue = [...input.writes];
  // The order in which they were begun is the order in which they count.
  const answers = new Map<OpenWrite, Answered>();
  const work = async (): Promise<void> => {
    for (let write = queue.shift(); write; write = queue.shift()) answers.set(write, await ask(input, write));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  for (const write of input.writes) {
    const answer = answers.get(write) as Answered;
    tell(input, write, answer);
    if ('problems' in answer) {
      if (input.assumeAbsent?.has(write.intent.address)) continue;
      open.push(write);
      diagnostics.push(...answer.problems.map((problem) => doubtful(write, problem)));
    } else settle(instances, write, answer.object);
  }
  return { state: { ...input.state, instances }, open, diagnostics };
}

type Answered = { readonly object: StateObject | undefined } | { readonly problems: readonly Diagnostic[] };

async function ask({ state, directory, final, signal }: RecoverInput, write: OpenWrite): Promise<Answered> {
  const { intent, id } = write;
  try {
    const handle = directory.byStateName(intent.provider);
    const schema = handle.schema.resources.get(intent.type);
    const { recoverResource } = handle.provider;
    if (!schema || !recoverResource) throw unrecoverable(write);
    const before = objectBefore(state, write, directory);
    const none = nul(schema.type);
    // Gone from the state already: nothing is left to be found out.
    if (intent.action !== 'create' && !before?.value) return { object: undefined };
    const {
      newState,
      private: kept,
      failed,
      diagnostics,
    } = await recoverResource.call(handle.provider, {
      type: intent.type,
      action: intent.action,
      token: intent.token,
      ...(id === undefined ? {} : { id }),
      prior: intent.action === 'create' ? none : (before?.value as Value),
      private: before?.private ?? '',
      final,
      signal,
    });
    if (hasErrors(diagnostics)) return { problems: diagnostics };
    if (newState.isNull) return { object: undefined };
    const shell = intent.action === 'create' ? shellOf(write) : (before as StateObject);
    return {
      object: { ...shell, value: newState, private: kept, tainted: shell.tainted || failed === true },
    };
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    return { problems: e.diagnostics };
  }
}

/** The object that was to be changed or deleted, of the current schema. */
function objectBefore(
  state: State,
  { intent: { address, deposed } }: OpenWrite,
  directory: ProviderDirectory,
): StateObject | undefined {
  const instance = state.instances.get(address);
  if (!instance) return undefined;
  const { instances, diagnostics } = decodeInstances(new Map([[address, instance]]), directory);
  if (hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  const decoded = instances.get(address);
  return deposed === undefined ? decoded?.current : decoded?.deposed.get(deposed);
}

function shellOf(write: OpenWrite): StateObject {
  const { address, provider, object } = write.intent;
  const shell = readInstance(
    addressOf(write),
    provider,
    object === undefined ? [] : [object],
    address,
  )?.current;
  if (!shell) throw unrecoverable(write);
  const { attributes: _none, ...rest } = shell;
  return rest;
}

function addressOf({ intent }: OpenWrite): InstanceState['address'] {
  const address = parseAddress(intent.address);
  if (!address) throw new DiagnosticError(unknownAddress(intent.address));
  return address;
}

function settle(
  instances: Map<string, InstanceState>,
  write: OpenWrite,
  object: StateObject | undefined,
): void {
  const { action, address, deposed } = write.intent;
  const next =
    action === 'create'
      ? withCreated(instances.get(address), write, object)
      : withChanged(instances.get(address), deposed, object);
  if (next) instances.set(address, next);
  else instances.delete(address);
}

/** Where something else stands at the address by now, the found object makes room: it exists, and has to be deleted. */
function withCreated(
  instance: InstanceState | undefined,
  write: OpenWrite,
  object: StateObject | undefined,
): InstanceState | undefined {
  if (!object || identitiesOf(instance).includes(identityOf(object))) return instance;
  if (instance?.current) {
    const key = freeKey(keyFor(object), instance.deposed);
    return { ...instance, deposed: new Map(instance.deposed).set(key, object) };
  }
  const { provider } = write.intent;
  return { address: addressOf(write), provider, current: object, deposed: instance?.deposed ?? NO_DEPOSED };
}

function withChanged(
  instance: InstanceState | undefined,
  key: string | undefined,
  object: StateObject | undefined,
): InstanceState | undefined {
  if (!instance) return undefined;
  const { current, deposed: before, ...rest } = instance;
  const deposed = new Map(before);
  if (key !== undefined) {
    if (object) deposed.set(key, object);
    else deposed.delete(key);
  }
  const stays = key === undefined ? object : current;
  return stays || deposed.size > 0 ? { ...rest, ...(stays ? { current: stays } : {}), deposed } : undefined;
}

function tell({ emit }: RecoverInput, { intent: { address, action } }: OpenWrite, answer: Answered): void {
  if ('problems' in answer) {
    emit({ kind: 'recovered', address, action, outcome: 'unknown' });
    return;
  }
  const { object } = answer;
  const happened = action === 'delete' ? !object : object !== undefined;
  const outcome = happened ? 'happened' : 'not_happened';
  emit({ kind: 'recovered', address, action, outcome, ...(object?.value ? idOf(object.value) : {}) });
}

function doubtful(
  { intent: { address, action } }: OpenWrite,
  { detail, ...problem }: Diagnostic,
): Diagnostic {
  const told = `An earlier run was cut off in the middle of the ${action} of ${address}, and what came of it cannot be told now: ${detail} The object is left alone until it can; everything else goes on.`;
  return {
    ...problem,
    severity: 'warning',
    code: 'ZTC-W-UNCERTAIN',
    summary: 'Unfinished write',
    detail: told,
  };
}

function unrecoverable({ intent: { type, provider } }: OpenWrite): DiagnosticError {
  const detail = `The provider ${provider} cannot tell what has become of a ${type}.`;
  return new DiagnosticError(errorDiagnostic('ZTC-E-UNCERTAIN', 'Unfinished write', detail));
}

const unknownAddress = (address: string): Diagnostic =>
  errorDiagnostic('ZTC-E-UNCERTAIN', 'Unfinished write', `"${address}" is no address.`);
