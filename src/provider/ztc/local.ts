/** Types without an object on the platform: they live in the state and are there for the rules. */

import { randomBytes } from 'node:crypto';
import type { ResourceSchema } from '../../schema/model.ts';
import { asMap, nul, object, str, type Value } from '../../values/value.ts';
import type { ApplyRequest, ApplyResponse } from '../provider.ts';
import type { Schema } from '../provider-schema.ts';

export type NewId = (prefix: string) => string;

export const randomId: NewId = (prefix) => `${prefix}-${randomBytes(8).toString('hex')}`;

export function applyLocal(
  source: ResourceSchema,
  schema: Schema,
  { planned }: ApplyRequest,
  newId: NewId,
): ApplyResponse {
  if (planned.isNull) return { newState: planned, private: '', diagnostics: [] };
  const entries = new Map<string, Value>();
  for (const [name, value] of asMap(planned)) {
    if (value.isKnown) entries.set(name, value);
    else entries.set(name, name === 'id' ? str(newId(source.idPrefix)) : nul(value.type));
  }
  return { newState: object(entries, schema.type), private: '', diagnostics: [] };
}
