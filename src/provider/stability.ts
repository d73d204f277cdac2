/** Which computed values survive an update: the attributes that would have to change for the value to change. */

import type { AttributeSchema, Lifecycle } from '../schema/model.ts';
import type { SchemaRegistry } from '../schema/registry.ts';

/** Chains of references are short; a longer one is a circle. */
const MAX_DEPTH = 4;

/** Undefined: any update may change it. */
export function stability(
  attribute: AttributeSchema,
  lifecycle: Lifecycle,
  registry: SchemaRegistry,
  depth = 0,
): readonly string[] | undefined {
  const { compute, knownWhen } = attribute;
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
    const names = [compute.from].flat().map((path) => followed(path, registry, depth));
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
function followed(path: string, registry: SchemaRegistry, depth: number): string | undefined {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return first;
  return isFixedSomewhere(rest.at(-1) ?? '', registry, depth) ? first : undefined;
}

/** Only what is fixed in every type that has it; which type is meant is decided by a reference at run time. */
function isFixedSomewhere(name: string, registry: SchemaRegistry, depth: number): boolean {
  const found = registry.resources().flatMap((schema) => {
    const attribute = schema.attributes[name];
    return attribute ? [{ attribute, lifecycle: schema.lifecycle }] : [];
  });
  return (
    found.length > 0 &&
    found.every(
      ({ attribute, lifecycle }) =>
        attribute.forceNew || stability(attribute, lifecycle, registry, depth + 1)?.length === 0,
    )
  );
}
