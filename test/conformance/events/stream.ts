/** Event streams of two programs in terms that can be compared: without time, ids and wording. */

import { isJsonObject, type Json, type JsonObject, parseJson } from '../../../src/values/json.ts';
import { show } from '../oracle/harness/normalise.ts';

/** What is not JSON is not part of the stream. */
export function eventsOf(stdout: string, leaveOut: readonly string[] = []): readonly JsonObject[] {
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines
    .map((line) => parseJson(line) as JsonObject)
    .filter((event) => !isWarning(event) || !leaveOut.includes(String(codeOf(event))))
    .map(comparable);
}

const codeOf = ({ diagnostic }: JsonObject): Json | undefined =>
  isJsonObject(diagnostic) ? diagnostic.code : undefined;

const isWarning = (event: JsonObject): boolean => event['@level'] === 'warn';

export const isProblem = ({ type }: JsonObject): boolean => type === 'diagnostic';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const FREE = new Set(['@message', '@timestamp', 'elapsed_seconds', 'terraform', 'ztc']);

function comparable(event: JsonObject): JsonObject {
  const plain = without(event) as JsonObject;
  return isJsonObject(plain.diagnostic) ? { ...plain, diagnostic: place(plain.diagnostic) } : plain;
}

function without(json: Json): Json {
  if (typeof json === 'string') return json.replace(UUID, '<id>');
  if (Array.isArray(json)) return json.map(without);
  if (!isJsonObject(json)) return json;
  const kept = Object.entries(json).filter(([key]) => !FREE.has(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, without(value)]));
}

/** Of a problem: how bad it is, and in which line it begins. */
function place({ severity, range, snippet }: JsonObject): JsonObject {
  const { filename, start } = (range ?? {}) as { readonly filename?: Json; readonly start?: JsonObject };
  const { code } = (snippet ?? {}) as { readonly code?: Json };
  return {
    severity: severity ?? null,
    filename: filename ?? null,
    line: start?.line ?? null,
    code: typeof code === 'string' ? (code.split('\n')[0] ?? '') : null,
  };
}

const typeOf = (event: JsonObject): string => String(event.type);

/** Phases in the order in which they begin; within one, and for warnings, order is free. */
export function phases(events: readonly JsonObject[]): readonly string[] {
  const named = events.filter((event) => !isWarning(event));
  const names = named.map((event) => typeOf(event).replace(/^(apply|provision|refresh)_.*/, 'objects'));
  return names.filter((name, at) => name !== names[at - 1]);
}

/** Every event once, in no order. */
export const inventory = (events: readonly JsonObject[]): readonly string[] => events.map(show).sort();

/** What happens to each object, in the order in which it happens. */
export function histories(events: readonly JsonObject[]): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const event of events) {
    const { hook } = event;
    if (!isJsonObject(hook)) continue;
    const address = String((hook.resource as JsonObject).addr);
    found[address] ??= [];
    found[address].push(`${typeOf(event)} ${String(hook.action ?? hook.output ?? '')}`.trim());
  }
  return found;
}
