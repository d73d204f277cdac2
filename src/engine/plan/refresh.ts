/** Asks the platform what its objects really are, many at a time, and says what differs from the state. */

import { configAddress } from '../../config/address.ts';
import type { ConfigTree } from '../../config/tree.ts';
import { hasErrors, type ReadRequest, type ReadResponse } from '../../provider/provider.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import type { Diagnostic } from '../../values/diagnostic.ts';
import { type Value, valueEqualsUnmarked } from '../../values/value.ts';
import { idOf } from '../object-id.ts';
import type { Listener } from '../ports.ts';
import type { ProviderDirectory, ProviderHandle } from '../providers.ts';
import type { InstanceState, StateObject } from '../state/model.ts';
import type { Drift } from './model.ts';

export interface Refreshed {
  readonly instances: Map<string, InstanceState>;
  readonly drift: readonly Drift[];
  readonly diagnostics: readonly Diagnostic[];
  /** Instances that could not be read. */
  readonly failed: ReadonlySet<string>;
}

interface Slot {
  readonly text: string;
  readonly instance: InstanceState;
  /** Absent for the current object. */
  readonly deposed?: string;
  readonly object: StateObject;
}

interface Batch {
  readonly handle: ProviderHandle;
  readonly type: string;
  readonly slots: Slot[];
}

export interface RefreshInput {
  readonly instances: ReadonlyMap<string, InstanceState>;
  readonly directory: ProviderDirectory;
  readonly tree: ConfigTree;
  /** Leaves out what a target leaves out. */
  readonly wanted: (text: string) => boolean;
  readonly signal: AbortSignal;
  readonly emit: Listener;
}

export async function refreshInstances(input: RefreshInput): Promise<Refreshed> {
  const batches = group(input);
  const result = new Map(input.instances);
  const drift = new Map<string, Drift>();
  const diagnostics: Diagnostic[] = [];
  const failed = new Set<string>();
  const told = new Set<Diagnostic>();
  await Promise.all(
    batches.map(async ({ handle, type, slots }) => {
      for (const { text, object } of slots)
        input.emit({ kind: 'refresh_start', address: text, ...idOf(object.value as Value) });
      const requests = slots.map(
        ({ object }): ReadRequest => ({ state: object.value as never, private: object.private }),
      );
      const answers = await handle.provider.readResources(type, requests, { signal: input.signal });
      const schema = handle.schema.resources.get(type) as Schema;
      slots.forEach((slot, i) => {
        const answer = answers[i] as ReadResponse;
        for (const d of answer.diagnostics) {
          // A reason that many objects share is told once.
          if (told.has(d)) continue;
          told.add(d);
          diagnostics.push({ ...d, detail: `${slot.text}: ${d.detail}` });
        }
        if (hasErrors(answer.diagnostics)) {
          failed.add(slot.text);
          return;
        }
        input.emit({ kind: 'refresh_complete', address: slot.text, ...idOf(answer.newState) });
        absorb(slot, answer, { handle, schema, result, drift, tree: input.tree });
      });
    }),
  );
  // In the state's order, whichever answer came first.
  const ordered = [...input.instances.keys()].flatMap((text) => drift.get(text) ?? []);
  return { instances: result, drift: ordered, diagnostics, failed };
}

function group({ instances, directory, tree, wanted }: RefreshInput): Batch[] {
  const batches = new Map<string, Batch>();
  for (const [text, instance] of instances) {
    if (instance.address.mode === 'data' || !wanted(text)) continue;
    const resource = tree.resources.get(configAddress(instance.address));
    const handle = resource ? directory.byKey(resource.provider) : directory.byStateName(instance.provider);
    const { type } = instance.address;
    const key = `${handle.key} ${type}`;
    let batch = batches.get(key);
    if (!batch) {
      batch = { handle, type, slots: [] };
      batches.set(key, batch);
    }
    if (instance.current?.value) batch.slots.push({ text, instance, object: instance.current });
    for (const [deposed, object] of instance.deposed)
      if (object.value) batch.slots.push({ text, instance, deposed, object });
  }
  return [...batches.values()];
}

interface Sink {
  readonly handle: ProviderHandle;
  readonly schema: Schema;
  readonly result: Map<string, InstanceState>;
  readonly drift: Map<string, Drift>;
  readonly tree: ConfigTree;
}

function absorb(slot: Slot, answer: ReadResponse, sink: Sink): void {
  const { text, object, deposed } = slot;
  const before = object.value as NonNullable<StateObject['value']>;
  const { newState } = answer;
  if (newState === before && answer.private === object.private) return;
  const gone = newState.isNull;
  const same = !gone && valueEqualsUnmarked(before, newState);
  if (same && answer.private === object.private) return;
  const instance = sink.result.get(text) as InstanceState;
  const next: StateObject | undefined = gone
    ? undefined
    : { ...object, value: newState, private: answer.private };
  if (deposed !== undefined) {
    const rest = new Map(instance.deposed);
    if (next) rest.set(deposed, next);
    else rest.delete(deposed);
    sink.result.set(text, { ...instance, deposed: rest });
    return;
  }
  const { current: _gone, ...without } = instance;
  sink.result.set(text, next ? { ...without, current: next } : without);
  if (same) return;
  const resource = sink.tree.resources.get(configAddress(instance.address));
  sink.drift.set(text, {
    address: instance.address,
    text,
    handle: sink.handle,
    schema: sink.schema,
    action: gone ? 'delete' : 'update',
    before,
    after: newState,
    sensitive: object.sensitive,
    ...(resource ? { resource } : {}),
  });
}
