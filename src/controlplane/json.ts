import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../client/client.ts';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON with sorted keys and without absent values: equal data, equal text. */
export function canonical(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value)
    .filter((key) => value[key] !== null && value[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

export function sha256(text: string | Buffer): string {
  return hash('sha256', text, 'hex');
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** The value at a dotted path; undefined where the path leaves the data. */
export function valueAt(values: JsonObject, path: string): Json | undefined {
  if (!path.includes('.')) return values[path];
  let current: Json | undefined = values;
  for (const step of path.split('.')) current = isObject(current) ? current[step] : undefined;
  return current;
}

export function rfc3339(time: number): string {
  return new Date(time).toISOString();
}
