/** Which computed values survive an update: the attributes that would have to change for the value to change. */

import type { AttributeSchema, Lifecycle, ResourceSchema } from '../schema/model.ts';
import type { SchemaRegistry } from '../schema/registry.ts';

/** Chains of references are short; a longer one is a circle. */
const MAX_DEPTH = 4;

/** Undefined: any update may change it. */
export function stability(
  attribute: AttributeSchema,
  owner: ResourceSchema,
  registry: SchemaRegistry,
  depth = 0,
): readonly string[] | undefined {
  const { compute, knownWhen } = attribute;
  const { lifecycle } = owner;
  if (!compute || depth > MAX_DEPTH) return undefined;
  if ('frozen' in attribute && attribute.frozen === true) return [];
  // Filing the work order again starts the object over.
  const again = knownWhen === undefined ? [] : lifecycle.reorder;
  if ('platform' in compute) return compute.platform === 'status' ? statusStability(lifecycle) : [];
  if ('uid' in compute || 'secret' in compute || 'const' in compute) return again;
  if ('pool' in compute || 'order' in compute || 'reached' in compute) return lifecycle.reorder;
  if ('catalog' in compute) return [...namesIn(compute.catalog), ...again];
  if ('template' in compute) return [...namesIn(compute.template), ...again];
  if ('from' in compute) {
    const names = [compute.from].flat().map((path) => followed(path, owner, registry, depth));
    return names.includes(undefined) ? undefined : [...(names as string[]), ...again];
  }
  return undefined;
}

/** With one status to come back to, an update ends where it began. */
function statusStability({ ready, update, reorder }: Lifecycle): readonly string[] | undefined {
  return ready.length === 1 && update.to === ready[0] ? reorder : undefined;
}

/** `{site}`, `{allocation_id?a:b}`; an object's own `id` never changes. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name).filter((name) => name !== 'id');
}

/** The attribute of the same object that the path begins with, if what it leads to cannot change by itself. */
function followed(
  path: string,
  owner: ResourceSchema,
  registry: SchemaRegistry,
  depth: number,
): string | undefined {
  const [first = '', ...rest] = path.split('.');
  return leadsToFixed(owner.attributes[first], rest, registry, depth) ? first : undefined;
}

/** Whether all that the reference may lead to keeps the value at the path for as long as it exists. */
function leadsToFixed(
  from: AttributeSchema | undefined,
  path: readonly string[],
  registry: SchemaRegistry,
  depth: number,
): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  const targets = from?.ref?.targets ?? [];
  return (
    targets.length > 0 &&
    targets.every(({ type }) => {
      const schema = registry.find(type);
      const attribute = schema?.attributes[name];
      if (!schema || !attribute) return false;
      const fixed = attribute.forceNew || stability(attribute, schema, registry, depth + 1)?.length === 0;
      return fixed && leadsToFixed(attribute, rest, registry, depth);
    })
  );
}
