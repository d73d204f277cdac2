/** What the engine demands of a provider's answers. A breach is a bug of the provider, and is reported as one. */

import { convertible } from '../../values/convertible.ts';
import { formatPath } from '../../values/path.ts';
import {
  asArray,
  asMap,
  getAttr,
  nul,
  type Path,
  type Value,
  valueEqualsUnmarked,
} from '../../values/value.ts';
import type { Attribute, AttributeTable, Schema } from '../provider-schema.ts';
import { describe } from './describe.ts';

export interface Breach {
  readonly path: Path;
  readonly message: string;
}

/** Planned values come from the configuration, the prior state, or are the provider's to decide. */
export function assertPlanValid(schema: Schema, prior: Value, config: Value, planned: Value): Breach[] {
  if (planned.isNull !== config.isNull)
    return [{ path: [], message: planned.isNull ? 'planned for nothing' : 'planned for existence' }];
  if (planned.isNull) return [];
  if (planned.state === 'unknown') return [{ path: [], message: 'the planned object is not known' }];
  return planBreaches(schema.attributes, prior, config, planned, []);
}

function planBreaches(
  attributes: AttributeTable,
  prior: Value,
  config: Value,
  planned: Value,
  at: Path,
): Breach[] {
  const breaches: Breach[] = [];
  const plannedOf = asMap(planned);
  for (const [name, attribute] of attributes) {
    const path = [...at, name];
    const p = plannedOf.get(name);
    if (p === undefined) {
      breaches.push({ path, message: 'the attribute is missing' });
      continue;
    }
    const c = getAttr(config, name) ?? nul(attribute.type);
    const before = getAttr(prior, name) ?? nul(attribute.type);
    if (p !== c) breaches.push(...attributeBreaches(attribute, before, c, p, path));
  }
  return breaches;
}

function attributeBreaches(
  attribute: Attribute,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): Breach[] {
  if (attribute.writeOnly)
    return planned.isNull ? [] : [{ path, message: 'planned value for a write-only attribute' }];
  if (valueEqualsUnmarked(planned, config)) return [];
  if (attribute.computed && config.isNull) return [];
  if (!prior.isNull && !config.isNull && valueEqualsUnmarked(planned, prior)) return [];
  const { nested } = attribute;
  if (nested && config.state === 'known' && planned.state === 'known' && nested.nesting !== 'set')
    return nestedBreaches(nested.attributes, prior, config, planned, path);
  if (nested?.nesting === 'set' && sameSize(config, planned)) return [];
  const [p, c, b] = [planned, config, prior].map((v) => describe(v, attribute.sensitive));
  if (!attribute.optional && !attribute.required)
    return [{ path, message: `planned value ${p} for a computed attribute` }];
  if (config.isNull) return [{ path, message: `planned value ${p} for a non-computed attribute` }];
  return [{ path, message: `planned value ${p} does not match config value ${c} nor prior value ${b}` }];
}

function nestedBreaches(
  attributes: AttributeTable,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): Breach[] {
  const steps: (string | number)[] | undefined =
    config.type.kind === 'object' ? undefined : childSteps(config);
  if (steps === undefined) return planBreaches(attributes, prior, config, planned, path);
  if (!sameSize(config, planned))
    return [{ path, message: 'count in plan disagrees with count in configuration' }];
  return steps.flatMap((by) => {
    const [c, p] = [child(config, by), child(planned, by)];
    if (c === undefined || p === undefined) return [{ path: [...path, by], message: 'missing in the plan' }];
    if (c.state !== 'known' || p.state !== 'known')
      return valueEqualsUnmarked(c, p)
        ? []
        : [{ path: [...path, by], message: 'differs from configuration' }];
    return planBreaches(attributes, child(prior, by) ?? nul(c.type), c, p, [...path, by]);
  });
}

/** The result of an apply keeps every promise of the plan. */
export function assertObjectCompatible(schema: Schema, planned: Value, actual: Value): Breach[] {
  if (planned.isNull && !actual.isNull) return [{ path: [], message: 'was absent, but now present' }];
  if (!planned.isNull && actual.isNull) return [{ path: [], message: 'was present, but now absent' }];
  if (planned.isNull) return [];
  const breaches: Breach[] = [];
  const [promised, given] = [asMap(planned), asMap(actual)];
  for (const [name, attribute] of schema.attributes) {
    const [p, a] = [promised.get(name), given.get(name)];
    if (p === undefined || a === undefined || p === a) continue;
    compatible(p, a, [name], attribute.sensitive, breaches);
  }
  return breaches;
}

function compatible(planned: Value, actual: Value, path: Path, secret: boolean, out: Breach[]): void {
  if (planned === actual) return;
  if (planned.state === 'unknown') {
    if (planned.refinement?.notNull && actual.isNull)
      out.push({ path, message: 'was not null, but now null' });
    else if (!convertible(actual.type, planned.type)) out.push({ path, message: 'has another type' });
    return;
  }
  if (actual.state === 'unknown') {
    out.push({ path, message: `was ${describe(planned, secret)}, but now unknown` });
    return;
  }
  const steps = planned.state === 'known' && actual.state === 'known' ? childSteps(planned) : undefined;
  if (steps === undefined) {
    if (!valueEqualsUnmarked(planned, actual)) {
      const [was, now] = [describe(planned, secret), describe(actual, secret)];
      out.push({ path, message: `was ${was}, but now ${now}` });
    }
    return;
  }
  compatibleChildren(planned, actual, steps, path, secret, out);
}

function compatibleChildren(
  planned: Value,
  actual: Value,
  steps: readonly (string | number)[],
  path: Path,
  secret: boolean,
  out: Breach[],
): void {
  const size = childSteps(actual)?.length ?? 0;
  if (planned.type.kind === 'set') {
    // Unknown elements may turn out equal; known ones have to be there.
    if (size > steps.length) out.push({ path, message: `length changed from ${steps.length} to ${size}` });
    for (const element of asArray(planned)) {
      if (element.whollyKnown && !asArray(actual).some((a) => valueEqualsUnmarked(a, element)))
        out.push({ path, message: `planned set element ${describe(element, secret)} is missing` });
    }
    return;
  }
  if (size !== steps.length) {
    out.push({ path, message: `length changed from ${steps.length} to ${size}` });
    return;
  }
  for (const by of steps) {
    const [p, a] = [child(planned, by), child(actual, by)];
    if (p === undefined || a === undefined) out.push({ path: [...path, by], message: 'has vanished' });
    else compatible(p, a, [...path, by], secret, out);
  }
}

function childSteps(v: Value): (string | number)[] | undefined {
  if (v.raw instanceof Map) return [...v.raw.keys()];
  return Array.isArray(v.raw) ? v.raw.map((_, i) => i) : undefined;
}

function child(v: Value, by: string | number): Value | undefined {
  if (typeof by === 'string') return v.raw instanceof Map ? v.raw.get(by) : undefined;
  return Array.isArray(v.raw) ? (v.raw[by] as Value | undefined) : undefined;
}

const sameSize = (a: Value, b: Value): boolean =>
  a.state === 'known' && b.state === 'known' && childSteps(a)?.length === childSteps(b)?.length;

export const formatBreach = ({ path, message }: Breach): string =>
  path.length === 0 ? message : `.${formatPath(path)}: ${message}`;
