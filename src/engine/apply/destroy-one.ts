/** Deletes one object: the current one, or one that a replacement has put aside. */

import { hasErrors } from '../../provider/provider.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import { nul } from '../../values/value.ts';
import { locate } from '../plan/context.ts';
import type { Change } from '../plan/model.ts';
import type { StateObject } from '../state/model.ts';
import { callProvider } from './call.ts';
import type { ApplyContext } from './context.ts';

export async function destroyChange(context: ApplyContext, change: Change): Promise<void> {
  const { text, schema, resource } = change;
  if (change.action === 'forget') {
    forget(context, change);
    return;
  }
  const key = change.deposed ?? context.deposed.get(text);
  const instance = context.state.get(text);
  const object = key === undefined ? instance?.current : instance?.deposed.get(key);
  if (!object?.value) return;
  const none = nul(schema.type);
  const { answer, over } = await callProvider(context, change, {
    prior: object.value,
    planned: none,
    config: none,
    private: object.private,
  });
  const failed = hasErrors(answer.diagnostics);
  if (answer.newState.isNull && !failed) {
    if (key === undefined) context.state.removeCurrent(text);
    else context.state.removeDeposed(text, key);
  } else if (!answer.newState.isNull) {
    keep(context, change, key, { ...object, value: answer.newState, private: answer.private });
  }
  over();
  context.writer.changed();
  if (answer.diagnostics.length === 0) return;
  const located = locate(answer.diagnostics, resource, text);
  if (failed) throw new DiagnosticError(located);
  context.diagnostics.push(...located);
}

/** The object stays where it is; nobody is asked. */
function forget({ state, writer }: ApplyContext, { text, deposed }: Change): void {
  if (deposed === undefined) state.removeCurrent(text);
  else state.removeDeposed(text, deposed);
  writer.changed();
}

/** Something is left of it. */
function keep(context: ApplyContext, change: Change, key: string | undefined, object: StateObject): void {
  if (key !== undefined) context.state.setDeposed(change.text, key, object);
  else context.state.setCurrent(change.text, change.address, change.handle.stateName, object);
}
