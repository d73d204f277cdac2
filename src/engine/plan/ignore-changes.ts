/** `ignore_changes`: the configuration as if the user had written what is there already. */

import type { StaticReference } from '../../config/model.ts';
import type { Step } from '../../hcl/ast.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import { mapChildren, valueAt } from '../../values/path.ts';
import { asMap, map, object, type Path, type Value } from '../../values/value.ts';

/** `prior` is not null. Marks go with the values. */
export function withIgnoredChanges(
  schema: Schema,
  ignore: 'all' | readonly StaticReference[],
  prior: Value,
  config: Value,
): Value {
  if (ignore === 'all') return keepAll(schema, prior, config);
  return ignore.reduce((value, reference) => keepAt(value, prior, pathOf(schema, reference)), config);
}

/** Computed attributes that the configuration leaves out stay out. */
function keepAll(schema: Schema, prior: Value, config: Value): Value {
  const [before, given] = [asMap(prior), asMap(config)];
  const next = new Map<string, Value>();
  for (const [name, attribute] of schema.attributes) {
    const now = given.get(name) as Value;
    const leaveOut = attribute.computed && (!attribute.optional || now.isNull);
    next.set(name, leaveOut ? now : (before.get(name) ?? now));
  }
  return object(next, config.type);
}

/** A step into an attribute of any type ignores the whole attribute, as in Terraform. */
function pathOf(schema: Schema, { traversal }: StaticReference): Path {
  if (schema.attributes.get(traversal.root)?.type.kind === 'dynamic') return [traversal.root];
  return [
    traversal.root,
    ...traversal.steps.map((step: Step) => (step.kind === 'attr' ? step.name : step.key)),
  ];
}

function keepAt(config: Value, prior: Value, path: Path): Value {
  const [head, ...rest] = path;
  if (head === undefined) return prior;
  if (config.state !== 'known' || prior.state !== 'known') return prior;
  if (config.type.kind === 'map' && typeof head === 'string' && rest.length === 0)
    return keepKey(config, prior, head);
  const before = valueAt(prior, [head]);
  const now = valueAt(config, [head]);
  if (before === undefined || now === undefined) return config;
  return mapChildren(config, (child, by) => (by === head ? keepAt(child, before, rest) : child));
}

/** A key of a map can be ignored although only one side has it. */
function keepKey(config: Value, prior: Value, key: string): Value {
  const next = new Map(asMap(config));
  const before = asMap(prior).get(key);
  if (before) next.set(key, before);
  else next.delete(key);
  return map((config.type as { element: Parameters<typeof map>[0] }).element, next);
}
