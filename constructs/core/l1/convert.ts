import { Construct, type IConstruct, Tokenization } from '../engine.ts';
import { misuse } from '../errors.ts';
import type { Field, Kind, Nested, Table } from './types.ts';

/** Compiles the tables of a generated file. */
export function fieldsOf(set: Table = {}, get: Table = {}): readonly Field[] {
  const compile =
    (settable: boolean) =>
    ([attribute, kind]: [string, Kind]): Field => ({
      name: camelCase(attribute),
      attribute,
      kind,
      settable,
      fields: isNested(kind) ? fieldsOf(kind.set, kind.get) : [],
    });
  return [...Object.entries(set).map(compile(true)), ...Object.entries(get).map(compile(false))];
}

export function isNested(kind: Kind): kind is Nested {
  return typeof kind === 'object';
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

/** What was given for an argument, as Terraform JSON wants it. */
export function toTerraform(field: Field, value: unknown, owner: IConstruct): unknown {
  if (value === undefined || value === null || typeof value !== 'object') return value;
  if (Construct.isConstruct(value)) throw misuse.constructAsValue(owner, field.name, value);
  if (Tokenization.isResolvable(value)) return value;
  if (!isNested(field.kind)) {
    if (Array.isArray(value)) for (const one of value) refuseConstruct(field, one, owner);
    return value;
  }
  if (Array.isArray(value)) return value.map((one) => objectToTerraform(field, one, owner));
  if (field.kind.shape === 'map') {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, objectToTerraform(field, one, owner)]),
    );
  }
  return objectToTerraform(field, value, owner);
}

function objectToTerraform(field: Field, value: unknown, owner: IConstruct): unknown {
  if (typeof value !== 'object' || value === null || Tokenization.isResolvable(value)) return value;
  refuseConstruct(field, value, owner);
  const result: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    const child = field.fields.find((candidate) => candidate.name === name && candidate.settable);
    if (!child) {
      const allowed = field.fields
        .filter((candidate) => candidate.settable)
        .map((candidate) => candidate.name);
      throw misuse.unknownAttribute(owner, `${field.name}.${name}`, allowed);
    }
    result[child.attribute] = toTerraform(child, one, owner);
  }
  return result;
}

function refuseConstruct(field: Field, value: unknown, owner: IConstruct): void {
  if (Construct.isConstruct(value)) throw misuse.constructAsValue(owner, field.name, value);
}
