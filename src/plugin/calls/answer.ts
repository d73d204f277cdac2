/** What the answers to calls have in common. */

import { unsupportedType } from '../../provider/base.ts';
import type { Private, ProviderDiagnostic } from '../../provider/provider.ts';
import type { Schema } from '../../provider/provider-schema.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import type { Type } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import type { Connection } from '../connection.ts';
import { wireDiagnostics } from '../diagnostics.ts';
import type { DynamicValue, WireDiagnostic } from '../proto/basics.ts';
import type { MethodName, RequestOf, ResponseOf } from '../proto/calls.ts';
import { encodeValue } from '../values/encode.ts';

export interface Handler<N extends MethodName> {
  handle(request: RequestOf<N>, connection: Connection): ResponseOf<N> | Promise<ResponseOf<N>>;
  /** What the answer says besides the problems when `handle` throws. */
  instead?(request: RequestOf<N>): ResponseOf<N>;
}

export const sendValue = (value: Value, type: Type): DynamicValue => ({ msgpack: encodeValue(value, type) });

/** Providers keep private data as states do, in base64; the wire has the bytes themselves. */
export const sendPrivate = (kept: Private): Uint8Array => Buffer.from(kept, 'base64');
export const receivePrivate = (bytes: Uint8Array | undefined): Private =>
  bytes === undefined ? '' : Buffer.from(bytes).toString('base64');

/** The field of a response with problems; left out when there are none. */
export function told(
  diagnostics: readonly ProviderDiagnostic[],
  type?: Type,
): { diagnostics?: readonly WireDiagnostic[] } {
  return diagnostics.length === 0 ? {} : { diagnostics: wireDiagnostics(diagnostics, type) };
}

export function managedSchema({ schema }: Connection, type: string): Schema {
  const found = schema.resources.get(type);
  if (!found) throw new DiagnosticError(unsupportedType(type));
  return found;
}

export function dataSchema({ schema }: Connection, type: string): Schema {
  const found = schema.dataSources.get(type);
  if (!found) throw new DiagnosticError(unsupportedType(type, 'data source'));
  return found;
}
