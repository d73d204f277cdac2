import { isJsonObject, type Json } from '../values/json.ts';
import type { SourceRef } from './model.ts';

/** `src/network.ts:12:5`; also an object with file, line and column. */
export function sourceRef(json: Json | undefined): SourceRef | undefined {
  if (isJsonObject(json) && typeof json.file === 'string' && typeof json.line === 'number') {
    const { file, line, column } = json;
    return { file, line, ...(typeof column === 'number' ? { column } : {}) };
  }
  if (typeof json !== 'string') return undefined;
  const match = /^(.+?):(\d+)(?::(\d+))?$/.exec(json);
  if (!match) return undefined;
  const [, file = '', line, column] = match;
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}
