/** Defaults of optional attributes, applied to a given value before it is converted to its constraint. */

import { mapChildren } from './path.ts';
import { refined } from './refined.ts';
import { NOT_NULL, refine } from './refinement.ts';
import { asMap, object, type Value } from './value.ts';

export interface Defaults {
  /** For object constraints. */
  readonly values: ReadonlyMap<string, Value>;
  /** By attribute name or tuple index; `*` for the elements of collections. */
  readonly children: ReadonlyMap<string, Defaults>;
}

export function applyDefaults(v: Value, defaults: Defaults): Value {
  if (v.state !== 'known') return v;
  const filled = defaults.values.size > 0 && v.raw instanceof Map ? fill(v, defaults.values) : v;
  if (defaults.children.size === 0) return filled;
  const every = defaults.children.get('*');
  return mapChildren(filled, (child, by) => {
    const inner = every ?? (typeof by === 'object' ? undefined : defaults.children.get(String(by)));
    return inner ? applyDefaults(child, inner) : child;
  });
}

function fill(v: Value, values: ReadonlyMap<string, Value>): Value {
  const next = new Map(asMap(v));
  for (const [name, value] of values) {
    const given = next.get(name);
    if (given === undefined || given.isNull) next.set(name, value);
    else if (!given.isKnown && !value.isNull) next.set(name, neverNull(given));
  }
  return object(next).withMarks(v.marks);
}

/** Were it null, the default would be there instead. Of an unknown without a type nothing can be said. */
function neverNull(v: Value): Value {
  if (v.type.kind === 'dynamic') return v;
  return refined(v.type, refine(v.refinement, NOT_NULL)).withMarks(v.marks);
}
