/** What providers without a remote side have in common. */

import { errorDiagnostic } from '../values/diagnostic.ts';
import type { Json } from '../values/json.ts';
import { valueFromJson } from '../values/json-value.ts';
import { getAttr, nul, type Value } from '../values/value.ts';
import type { Answer, ProviderDiagnostic, ReadRequest, ReadResponse } from './provider.ts';
import type { ProviderSchema, Schema } from './provider-schema.ts';

export const ok = <T>(result: T): Answer<T> => ({ result, diagnostics: [] });

export const refused = <T>(...diagnostics: ProviderDiagnostic[]): Answer<T> => ({
  result: undefined,
  diagnostics,
});

/** An object of a state as a value of the schema: attributes the schema does not know are dropped. */
export function decodeState(schema: Schema, version: number, attributes: Json, type: string): Answer<Value> {
  if (version > schema.version) {
    const detail = `The state holds ${type} in schema version ${version}; this version knows ${schema.version}. Use the newer version that wrote the state.`;
    return refused(
      errorDiagnostic('ZTC-E-STATE-NEWER', 'Resource instance managed by newer provider version', detail),
    );
  }
  try {
    return ok(attributes === null ? nul(schema.type) : valueFromJson(attributes, schema.type));
  } catch (e) {
    const detail = `The attributes of a ${type} in the state do not fit its schema: ${(e as Error).message}.`;
    return refused(errorDiagnostic('ZTC-E-STATE-OBJECT', 'Invalid object in state', detail));
  }
}

export function unsupportedType(type: string, what = 'resource type'): ProviderDiagnostic {
  return errorDiagnostic('ZTC-E-PROVIDER-TYPE', `Invalid ${what}`, `The provider has no ${what} "${type}".`);
}

/** Values for attributes that only the provider can set. */
export function computedProblems(schema: Schema | undefined, config: Value): ProviderDiagnostic[] {
  return [...(schema?.attributes ?? [])].flatMap(([name, { computed, optional }]) => {
    if (!computed || optional || getAttr(config, name)?.isNull !== false) return [];
    const detail = `"${name}" is read-only: it is known when the object has been made. Leave it out.`;
    return [
      errorDiagnostic('ZTC-E-CONFIG-COMPUTED', 'Value for a read-only attribute', detail, { path: [name] }),
    ];
  });
}

export function resourceSchema(schema: ProviderSchema, type: string): Schema {
  const found = schema.resources.get(type);
  if (!found) throw new TypeError(`no resource type "${type}"`);
  return found;
}

/** Objects that live in the state only are what the state says. */
export const readUnchanged = (batch: readonly ReadRequest[]): readonly ReadResponse[] =>
  batch.map(({ state, private: kept }) => ({ newState: state, private: kept, diagnostics: [] }));
