/** Variants of a design in which each attribute that forces a replacement has another value, a few at a time. */
import type { AttributeSchema } from '../../src/schema/model.ts';
import {
  attributeAt,
  type Design,
  made,
  type Objects,
  reference,
  schemaOf,
  settablePaths,
  typeOf,
  type Values,
  valueAt,
} from './design.ts';

export interface Round {
  readonly all: Objects;
  /** Address and path of what was changed. */
  readonly attempted: readonly (readonly [string, string])[];
}

/** One object per attribute; in each round at most one attribute of an object. */
export function replacements(design: Design, all: Objects, state: ReadonlyMap<string, Values>): Round[] {
  const open = new Map<string, readonly [string, string]>();
  for (const [address, values] of Object.entries(all)) {
    const schema = schemaOf(address);
    for (const path of settablePaths(schema.attributes)) {
      const name = `${schema.type}.${path}`;
      if (!attributeAt(schema, path).forceNew || valueAt(values, path) === undefined) continue;
      const byHand = design[address]?.replaced && path in design[address].replaced;
      if (!open.has(name) || byHand) open.set(name, [address, path]);
    }
  }
  const rounds: (readonly [string, string])[][] = [];
  for (const attempt of open.values()) {
    const round = rounds.find((one) => one.every(([address]) => typeOf(address) !== typeOf(attempt[0])));
    if (round) round.push(attempt);
    else rounds.push([attempt]);
  }
  return rounds.map((attempted) => {
    const changed: Record<string, Values> = { ...all };
    for (const [address, path] of attempted) {
      const byHand = design[address]?.replaced?.[path];
      const old = valueAt(all[address] as Values, path);
      const value = byHand ?? another(attributeAt(schemaOf(address), path), path, old, state);
      changed[address] = replaceAt(changed[address] as Values, path, value);
    }
    return { all: changed, attempted };
  });
}

function replaceAt(values: Values, path: string, value: unknown): Values {
  const [name = '', ...rest] = path.split('.');
  return {
    ...values,
    [name]: rest.length === 0 ? value : replaceAt(values[name] as Values, rest.join('.'), value),
  };
}

/** Another valid value: of another object where it is a reference. */
function another(
  attribute: AttributeSchema,
  path: string,
  old: unknown,
  state: ReadonlyMap<string, Values>,
): unknown {
  if (attribute.items?.ref) return [another(attribute.items, path, (old as unknown[])[0], state)];
  if (attribute.ref) {
    const [used] = reference(old) ?? [];
    for (const { type, attribute: of } of attribute.ref.targets) {
      const found = [...state].find(
        ([address]) => address !== used && (typeOf(address) === type || type === '*'),
      );
      const value = found && of.split('.').reduce<unknown>((at, name) => (at as Values)[name], found[1]);
      if (value) return value;
    }
  }
  const values = [1, 2, 3].map((n) =>
    made({ ...attribute, ref: undefined } as unknown as AttributeSchema, path.split('.').at(-1) ?? '', n),
  );
  return values.find((value) => JSON.stringify(value) !== JSON.stringify(old));
}
