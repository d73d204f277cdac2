/** Values as JSON text, members in the order of their names as Terraform writes them. */

import { escapeForGo } from './json.ts';
import { UnknownValueError } from './json-value.ts';
import { formatNum, type Num } from './num.ts';
import { joinPath, sortedEntries } from './path.ts';
import type { Path, Value } from './value.ts';

/** JavaScript objects would put names that look like numbers first, hence text at once. */
export const jsonText = (v: Value): string => escapeForGo(text(v, []));

function text(v: Value, path: Path): string {
  if (!v.isKnown) throw new UnknownValueError(path);
  const { raw } = v;
  if (v.isNull) return 'null';
  if (typeof raw === 'string' || typeof raw === 'boolean') return JSON.stringify(raw);
  if (raw instanceof Map) {
    const members = sortedEntries(v).map(
      ([key, child]) => `${JSON.stringify(key)}:${text(child, joinPath(path, key))}`,
    );
    return `{${members.join()}}`;
  }
  if (Array.isArray(raw)) {
    return `[${(raw as readonly Value[]).map((child, i) => text(child, joinPath(path, i))).join()}]`;
  }
  return formatNum(raw as Num);
}
