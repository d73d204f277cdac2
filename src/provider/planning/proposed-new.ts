/** The merge of prior state and configuration that a provider is asked to plan: computed values are carried over. */

import type { Type } from '../../values/type.ts';
import {
  asArray,
  asMap,
  list,
  map,
  nul,
  object,
  set,
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

/** `prior` and `config` are unmarked objects of the schema's type, or null. */
export function proposedNew(schema: Schema, prior: Value, config: Value): Value {
  if (config.isNull) return config;
  if (!config.isKnown) return unknown(schema.type);
  return mergeObject(schema.attributes, prior, config, schema.type);
}

function mergeObject(attributes: AttributeTable, prior: Value, config: Value, type?: Type): Value {
  const given = asMap(config);
  const before = prior.state === 'known' ? asMap(prior) : undefined;
  const merged = new Map<string, Value>();
  for (const [name, attribute] of attributes) {
    const wanted = given.get(name) ?? nul(attribute.type);
    merged.set(name, mergeAttribute(attribute, before?.get(name), wanted));
  }
  return object(merged, type);
}

function mergeAttribute(attribute: Attribute, prior: Value | undefined, config: Value): Value {
  const { nested } = attribute;
  if (attribute.computed && config.isNull) {
    if (prior === undefined) return nul(attribute.type);
    // What the user once wrote into an optional object does not come back when the object is left out.
    return nested && attribute.optional && holdsConfigured(nested, prior) ? nul(attribute.type) : prior;
  }
  if (!nested || config.state !== 'known') return config;
  return mergeNested(nested, prior ?? nul(attribute.type), config);
}

function mergeNested(nested: NestedType, prior: Value, config: Value): Value {
  const { attributes, nesting } = nested;
  if (isOne(nested)) return mergeObject(attributes, prior, config);
  const element = (config.type as Type & { element: Type }).element;
  const merge = (before: Value | undefined, now: Value): Value =>
    now.state === 'known' ? mergeObject(attributes, before ?? nul(now.type), now, element) : now;
  if (nesting === 'map') {
    const before = prior.state === 'known' ? asMap(prior) : new Map<string, Value>();
    return map(element, new Map([...asMap(config)].map(([key, v]) => [key, merge(before.get(key), v)])));
  }
  const before = prior.state === 'known' ? asArray(prior) : [];
  if (nesting === 'list')
    return list(
      element,
      asArray(config).map((v, i) => merge(before[i], v)),
    );
  return set(element, pairElements(attributes, before, asArray(config), merge));
}

/** Each configured element of a set goes with an unused earlier one that agrees in everything the user decides. */
function pairElements(
  attributes: AttributeTable,
  before: readonly Value[],
  now: readonly Value[],
  merge: (before: Value | undefined, now: Value) => Value,
): Value[] {
  const unused = new Set(before);
  return now.map((element) => {
    for (const candidate of unused) {
      if (!agrees(attributes, candidate, element)) continue;
      unused.delete(candidate);
      return merge(candidate, element);
    }
    return merge(undefined, element);
  });
}

function agrees(attributes: AttributeTable, prior: Value, config: Value): boolean {
  if (prior.state !== 'known' || config.state !== 'known') return false;
  const [before, now] = [asMap(prior), asMap(config)];
  for (const [name, attribute] of attributes) {
    const [p, c] = [before.get(name), now.get(name)];
    if (p === undefined || c === undefined) return false;
    if (attribute.computed && c.isNull) continue;
    if (attribute.nested && isOne(attribute.nested) && p.state === 'known' && c.state === 'known') {
      if (!agrees(attribute.nested.attributes, p, c)) return false;
    } else if (!valueEqualsUnmarked(p, c)) return false;
  }
  return true;
}

function holdsConfigured(nested: NestedType, value: Value): boolean {
  if (value.state !== 'known') return false;
  const objects = isOne(nested)
    ? [value]
    : nested.nesting === 'map'
      ? [...asMap(value).values()]
      : [...asArray(value)];
  return objects.some((element) => {
    if (element.state !== 'known') return false;
    const entries = asMap(element);
    return nested.attributes.entries().some(([name, attribute]) => {
      const inner = entries.get(name);
      return inner !== undefined && !inner.isNull && !attribute.computed;
    });
  });
}
