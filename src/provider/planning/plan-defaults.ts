/** What a provider framework does when it plans: defaults, unknowns for what the platform decides, replacement. */

import { mapChildren } from '../../values/path.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import {
  asArray,
  asMap,
  getAttr,
  nul,
  object,
  type Path,
  unknown,
  type Value,
  valueEqualsUnmarked,
} from '../../values/value.ts';
import {
  type Attribute,
  type AttributeTable,
  isOne,
  type NestedType,
  type Schema,
} from '../provider-schema.ts';

export interface DefaultPlan {
  readonly planned: Value;
  readonly requiresReplace: readonly Path[];
}

export interface PlanInput {
  readonly prior: Value;
  readonly proposed: Value;
  readonly config: Value;
}

/** `touch` makes the plan an update although nothing the user wrote has changed. */
export function planByDefaults(schema: Schema, input: PlanInput, touch = false): DefaultPlan {
  const { prior, proposed, config } = input;
  if (proposed.state !== 'known') return { planned: proposed, requiresReplace: [] };
  const filled = fillDefaults(schema.attributes, proposed, config);
  const isCreate = prior.isNull;
  if (!isCreate && !touch && valueEqualsUnmarked(filled, prior))
    return { planned: prior, requiresReplace: [] };
  const planned = openComputed(schema.attributes, filled, config, isCreate ? undefined : prior);
  if (isCreate) return { planned, requiresReplace: [] };
  const requiresReplace = replacePaths(schema.attributes, prior, planned);
  return { planned, requiresReplace };
}

/** Defaults where the configuration is null; write-only values never reach a plan. */
function fillDefaults(attributes: AttributeTable, proposed: Value, config: Value): Value {
  return mapAttributes(attributes, proposed, config, (attribute, value, given) => {
    if (attribute.writeOnly) return value.isNull ? value : nul(attribute.type);
    if (attribute.default && given.isNull) return attribute.default;
    return value;
  });
}

function openComputed(
  attributes: AttributeTable,
  planned: Value,
  config: Value,
  prior: Value | undefined,
): Value {
  const changed = prior && changedAttributes(attributes, prior, planned);
  return mapAttributes(attributes, planned, config, (attribute, value, given) => {
    if (!attribute.computed || !given.isNull || attribute.default) return value;
    const kept = changed !== undefined && keeps(attribute, value, changed);
    return kept ? value : unknown(attribute.type, attribute.notNull ? NOT_NULL : undefined);
  });
}

/** A null that the platform has not filled in yet may become something with any update. */
function keeps({ keptUnless }: Attribute, value: Value, changed: ReadonlySet<string>): boolean {
  return keptUnless !== undefined && !value.isNull && !keptUnless.some((name) => changed.has(name));
}

function changedAttributes(attributes: AttributeTable, prior: Value, planned: Value): ReadonlySet<string> {
  const [before, after] = [asMap(prior), asMap(planned)];
  const changed = new Set<string>();
  for (const name of attributes.keys()) {
    const [p, q] = [before.get(name), after.get(name)];
    if (p !== q && (p === undefined || q === undefined || !valueEqualsUnmarked(p, q))) changed.add(name);
  }
  // What follows from a changed attribute changes as well.
  for (let size = -1; size !== changed.size; ) {
    size = changed.size;
    for (const [name, { keptUnless }] of attributes)
      if (keptUnless?.some((cause) => changed.has(cause))) changed.add(name);
  }
  return changed;
}

type Change = (attribute: Attribute, value: Value, config: Value) => Value;

/** Applies `change` to every attribute, inside nested objects too; shares everything that stays. */
function mapAttributes(attributes: AttributeTable, value: Value, config: Value, change: Change): Value {
  const entries = asMap(value);
  let same = true;
  const next = new Map<string, Value>();
  for (const [name, attribute] of attributes) {
    const before = entries.get(name) ?? nul(attribute.type);
    const given = config.state === 'known' ? (asMap(config).get(name) ?? nul(attribute.type)) : config;
    let after = change(attribute, before, given);
    if (attribute.nested && after.state === 'known' && given.state === 'known')
      after = mapNested(attribute.nested, after, given, change);
    if (after !== before) same = false;
    next.set(name, after);
  }
  return same ? value : object(next, value.type);
}

function mapNested(nested: NestedType, value: Value, config: Value, change: Change): Value {
  const inside = (v: Value, given: Value | undefined): Value =>
    v.state === 'known' && given ? mapAttributes(nested.attributes, v, given, change) : v;
  switch (nested.nesting) {
    case 'single':
    case 'group':
      return inside(value, config);
    case 'map':
      return mapChildren(value, (v, key) => inside(v, asMap(config).get(key as string)));
    case 'list':
      return mapChildren(value, (v, i) => inside(v, asArray(config)[i as number]));
    default: {
      // A set built from the configuration has its elements in the same order unless computed parts sort first.
      const given = asArray(config);
      let at = 0;
      return mapChildren(value, (v) => inside(v, given[at++]));
    }
  }
}

/** Paths of force-new attributes whose value changes, or may change. */
function replacePaths(attributes: AttributeTable, prior: Value, planned: Value, at: Path = []): Path[] {
  const paths: Path[] = [];
  for (const [name, attribute] of attributes) {
    const [p, q] = [getAttr(prior, name), getAttr(planned, name)];
    if (p === undefined || q === undefined || p === q || valueEqualsUnmarked(p, q)) continue;
    if (attribute.forceNew) paths.push([...at, name]);
    else if (attribute.nested && isOne(attribute.nested) && p.state === 'known' && q.state === 'known')
      paths.push(...replacePaths(attribute.nested.attributes, p, q, [...at, name]));
    else if (attribute.nested?.nesting === 'list' && p.state === 'known' && q.state === 'known')
      paths.push(...replaceInList(attribute.nested.attributes, p, q, [...at, name]));
  }
  return paths;
}

function replaceInList(attributes: AttributeTable, prior: Value, planned: Value, at: Path): Path[] {
  const before = asArray(prior);
  return asArray(planned).flatMap((element, i) => {
    const old = before[i];
    const comparable = old?.state === 'known' && element.state === 'known';
    return comparable ? replacePaths(attributes, old, element, [...at, i]) : [];
  });
}
