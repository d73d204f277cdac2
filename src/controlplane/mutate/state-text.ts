/** The text of a saved state: read as far as needed, and never written anew, so that no number loses a digit. */
import { createHash } from 'node:crypto';
import { isObject } from '../json.ts';
import { Refusal } from '../refusal.ts';

interface Facts {
  readonly serial: number;
  readonly lineage: string;
}

export function digestOf(body: Uint8Array): { readonly size: number; readonly md5: string } {
  return { size: body.length, md5: createHash('md5').update(body).digest('base64') };
}

export function factsOf(body: Uint8Array): Facts {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'a state is JSON' });
  }
  const { serial, lineage } = isObject(value) ? value : {};
  if (
    typeof serial === 'number' &&
    Number.isSafeInteger(serial) &&
    serial >= 0 &&
    typeof lineage === 'string'
  )
    return { serial, lineage };
  throw new Refusal('ZTC-API-MALFORMED_REQUEST', { reason: 'a state has a serial and a lineage' });
}

/** The same text with another serial. The text is JSON and has one. */
export function withSerial(text: string, serial: number): string {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  let depth = 0;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const [found] = token;
    if (found === '{' || found === '[') depth += 1;
    else if (found === '}' || found === ']') depth -= 1;
    else if (depth === 1 && found === '"serial"') {
      const rest = /^(\s*:\s*)\d+/.exec(text.slice(tokens.lastIndex, tokens.lastIndex + 100));
      if (!rest) continue;
      const [whole, colon] = rest;
      return `${text.slice(0, tokens.lastIndex)}${colon}${serial}${text.slice(tokens.lastIndex + whole.length)}`;
    }
  }
  return text;
}
