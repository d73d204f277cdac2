import { getAttr, type Value } from '../values/value.ts';

/** What events call an object: its attribute `id`, where it has one that is known. */
export function idOf(object: Value): { readonly id?: string } {
  const id = object.isNull ? undefined : getAttr(object, 'id')?.raw;
  return typeof id === 'string' ? { id } : {};
}
