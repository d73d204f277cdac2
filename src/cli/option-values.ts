/** What the texts behind options mean; anything else is refused as wrong usage. */

import { InvalidArgumentError } from 'commander';

export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

export function parseBool(value: string): boolean {
  if (value === 'true' || value === '') return true;
  if (value === 'false') return false;
  throw new InvalidArgumentError('true or false');
}

export function parseCount(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('a whole number from 1');
  return count;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds; as in Go: `90s`, `1m30s`. */
export function parseDuration(value: string): number {
  const parts = [...value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (value !== '0' && parts.map(([whole]) => whole).join('') !== value)
    throw new InvalidArgumentError('a duration such as 30s or 5m');
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}

export function parsePort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new InvalidArgumentError('a port from 0 to 65535');
  return port;
}
