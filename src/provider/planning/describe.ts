/** Short texts of values for messages. */

import { valueToJson } from '../../values/json-value.ts';
import type { Value } from '../../values/value.ts';

const LIMIT = 80;

export function describe(v: Value, secret = false): string {
  if (v.isNull) return 'null';
  if (secret || v.deepMarked) return '(sensitive)';
  if (!v.whollyKnown) return v.isKnown ? '(partly known)' : '(known after apply)';
  const text = JSON.stringify(valueToJson(v));
  return text.length > LIMIT ? `${text.slice(0, LIMIT - 3)}...` : text;
}
