/** Values as Terraform's plan JSON shows them: what is unknown or sensitive stands in parallel structures. */

import { type Json, numToJson } from '../../../values/json.ts';
import { isZero, type Num } from '../../../values/num.ts';
import { sortedEntries } from '../../../values/path.ts';
import { asArray, type Path, SENSITIVE, type Value } from '../../../values/value.ts';
import { markSensitive } from '../context.ts';

type Mutable = Record<string, Json>;
const fresh = (): Mutable => Object.create(null);

/** Unknown attributes are left out; unknown elements are null. */
export const knownJson = (v: Value): Json => known(v, unsignedZero);

/** The same for what stands in a state. */
export const stateJson = (v: Value): Json => known(v, numToJson);

/** The format of plan files keeps no sign of zero; that of states does. */
const unsignedZero = (n: Num): Json => (isZero(n) ? 0 : numToJson(n));

function known(v: Value, number: (n: Num) => Json): Json {
  if (v.state !== 'known') return null;
  const { raw } = v;
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw;
  if (raw instanceof Map) {
    const out = fresh();
    for (const [key, child] of sortedEntries(v)) if (child.isKnown) out[key] = known(child, number);
    return out;
  }
  if (Array.isArray(raw)) return asArray(v).map((e) => known(e, number));
  return number(raw as Num);
}

/** `true` where something is unknown; scalars that are known are left out of objects. */
export function unknownJson(v: Value): Json {
  if (v.whollyKnown) return {};
  return unknownShell(v);
}

function unknownShell(v: Value): Json {
  if (!v.isKnown) return true;
  return shell(v, unknownShell);
}

/** `true` where something is sensitive; `false` for nothing at all. */
export function sensitiveJson(v: Value, paths: readonly Path[]): Json {
  if (v.isNull) return false;
  return sensitiveShell(markSensitive(v, paths));
}

function sensitiveShell(v: Value): Json {
  if (v.hasMark(SENSITIVE)) return true;
  return v.isKnown ? shell(v, sensitiveShell) : emptyShell(v);
}

/** Of something unknown only the kind can be told. */
function emptyShell({ type: { kind } }: Value): Json {
  if (kind === 'list' || kind === 'set' || kind === 'tuple') return [];
  return kind === 'map' || kind === 'object' ? {} : false;
}

function shell(v: Value, inside: (v: Value) => Json): Json {
  if (v.raw instanceof Map) {
    const out = fresh();
    for (const [key, child] of sortedEntries(v)) {
      const inner = inside(child);
      if (inner !== false) out[key] = inner;
    }
    return out;
  }
  return Array.isArray(v.raw) ? asArray(v).map(inside) : false;
}
