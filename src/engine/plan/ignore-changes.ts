/** `ignore_changes`: the configuration as if the user had written what is there already. */

import type { StaticReference } from '../../config/model.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import { mapChildren } from '../../values/path.ts';
import { asArray, asMap, map, object, type Value, valueEquals } from '../../values/value.ts';

/** `prior` is not null. Marks go with the values. */
export function withIgnoredChanges(
  schema: Schema,
  ignore: 'all' | readonly StaticReference[],
  prior: Value,
  config: Value,
): Value {
  if (ignore === 'all') return keepAll(schema, prior, config);
  return ignore.reduce((value, reference) => keepAt(value, prior, ignoredOf(reference)), config);
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

/** A part of a value that keeps what is there: a path, and at its end perhaps one key of a map. */
interface Ignored {
  readonly steps: readonly WrittenStep[];
  readonly key: string | undefined;
}

type WrittenStep =
  | { readonly kind: 'attr'; readonly name: string }
  | { readonly kind: 'index'; readonly key: string | number };

/** A key in brackets at the end is one of a map; of anything else the whole is ignored, as in Terraform. */
function ignoredOf({ traversal: { root, steps } }: StaticReference): Ignored {
  const all: readonly WrittenStep[] = [{ kind: 'attr', name: root }, ...steps];
  const last = all.at(-1);
  return last?.kind === 'index' && typeof last.key === 'string'
    ? { steps: all.slice(0, -1), key: last.key }
    : { steps: all, key: undefined };
}

/** Where one side has no such part, nothing is ignored. */
function keepAt(config: Value, prior: Value, { steps: [step, ...steps], key }: Ignored): Value {
  if (!step) return keepValue(config, prior, key);
  const before = child(prior, step);
  const now = child(config, step);
  if (before === undefined || now === undefined) return config;
  const kept = keepAt(now, before, { steps, key });
  const name = step.kind === 'attr' ? step.name : step.key;
  return mapChildren(config, (one, by) => (by === name ? kept : one));
}

/** Names lead into objects, keys into maps: `input.k` is a part of an object, `input["k"]` is not. */
function child(value: Value, step: WrittenStep): Value | undefined {
  const { kind } = value.type;
  if (value.state !== 'known') return undefined;
  if (step.kind === 'attr') return kind === 'object' ? asMap(value).get(step.name) : undefined;
  if (typeof step.key === 'string') return kind === 'map' ? asMap(value).get(step.key) : undefined;
  return kind === 'list' || kind === 'tuple' ? asArray(value)[step.key] : undefined;
}

/** What is equal stays as it is written, with the sign of a zero. */
function keepValue(config: Value, prior: Value, key: string | undefined): Value {
  if (valueEquals(config, prior)) return config;
  if (key === undefined || config.type.kind !== 'map') return prior;
  return config.state === 'known' && prior.state === 'known' ? keepKey(config, prior, key) : config;
}

/** A key of a map can be ignored although only one side has it. */
function keepKey(config: Value, prior: Value, key: string): Value {
  const next = new Map(asMap(config));
  const before = asMap(prior).get(key);
  if (before) next.set(key, before);
  else next.delete(key);
  return map((config.type as { element: Parameters<typeof map>[0] }).element, next);
}
