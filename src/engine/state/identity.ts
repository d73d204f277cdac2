/** What makes two records of an object records of the same object. */

import { createHash } from 'node:crypto';
import { isJsonObject, writeJson } from '../../values/json.ts';
import { valueToJson } from '../../values/json-value.ts';
import { getAttr } from '../../values/value.ts';
import type { InstanceState, StateObject } from './model.ts';

/** The attribute `id` where there is one; else everything that is known of the object. */
export function identityOf({ value, attributes = null }: StateObject): string {
  const id = value ? getAttr(value, 'id')?.raw : isJsonObject(attributes) ? attributes.id : undefined;
  if (typeof id === 'string') return id;
  const text = writeJson(value ? valueToJson(value) : attributes, { sortKeys: true });
  return createHash('sha256').update(text).digest('hex');
}

/** Of the current object and all that have been put aside. */
export function identitiesOf(instance: InstanceState | undefined): readonly string[] {
  if (!instance) return [];
  const { current, deposed } = instance;
  return [...(current ? [current] : []), ...deposed.values()].map(identityOf);
}
