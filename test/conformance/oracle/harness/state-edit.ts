/** Changes to a state file made by hand. */

import {
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  writeJson,
} from '../../../../src/values/json.ts';
import type { StateEdit } from './scenario.ts';

type Mutable = Record<string, Json>;

/** Raises the serial too, as whoever changes a state should. */
export function editState(text: string | undefined, edit: StateEdit): string {
  if ('replace' in edit) return `${JSON.stringify(edit.replace, null, 2)}\n`;
  const state = parseJson(text ?? '{}') as Mutable;
  const address = 'taint' in edit ? edit.taint : 'depose' in edit ? edit.depose : edit.set;
  let found = false;
  const resources = (state.resources as readonly JsonObject[]).map((resource) => ({
    ...resource,
    instances: (resource.instances as readonly JsonObject[]).flatMap((instance) => {
      if (addressOf(resource, instance) !== address || instance.deposed !== undefined) return [instance];
      found = true;
      return edited(instance, edit);
    }),
  }));
  if (!found) throw new Error(`the state has no ${address}`);
  return `${writeJson({ ...state, serial: (state.serial as number) + 1, resources }, { indent: true })}\n`;
}

function edited(instance: JsonObject, edit: StateEdit): readonly JsonObject[] {
  if ('taint' in edit) return [{ ...instance, status: 'tainted' }];
  if ('depose' in edit) return [...(edit.keep ? [instance] : []), { ...instance, deposed: edit.key }];
  if ('set' in edit && isJsonObject(instance.attributes))
    return [{ ...instance, attributes: { ...instance.attributes, ...edit.attributes } }];
  return [instance];
}

function addressOf({ module, type, name }: JsonObject, { index_key: key }: JsonObject): string {
  const prefix = module === undefined ? '' : `${module}.`;
  return `${prefix}${type}.${name}${key === undefined ? '' : `[${JSON.stringify(key)}]`}`;
}
