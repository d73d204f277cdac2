/** Idempotency tokens: the same change of the same object always has the same one. */

import { createHash } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const LENGTH = 52;

export interface TokenParts {
  readonly lineage: string;
  readonly address: string;
  readonly generation: number;
  readonly type: string;
  /** Counts up when a token turns out to have been used for something else (0). */
  readonly attempt?: number;
  /** Updates and deletions of one object: what tells them from its creation and from each other. */
  readonly change?: string;
}

/** 52 characters of lower-case base32. */
export function idempotencyToken({
  lineage,
  address,
  generation,
  type,
  attempt = 0,
  change,
}: TokenParts): string {
  const told = change === undefined ? '' : `|${change}`;
  const again = attempt === 0 ? '' : `|again ${attempt}`;
  const text = `${lineage}|${address}|${generation}|${type}${told}${again}`;
  return base32(createHash('sha256').update(text).digest()).slice(0, LENGTH);
}

function base32(bytes: Uint8Array): string {
  let out = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? out + ALPHABET[(buffer << (5 - bits)) & 31] : out;
}
