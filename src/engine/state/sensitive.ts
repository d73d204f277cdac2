/** What of an object is sensitive whatever the configuration says. */

import { isOne, type Schema } from '../../provider/provider-schema.ts';
import type { Path } from '../../values/value.ts';

/** Paths that a schema makes sensitive, whether there is a value or not. */
export function schemaSensitivePaths(schema: Schema): readonly Path[] {
  if (!schema.anySensitive) return [];
  const paths: Path[] = [];
  for (const [name, { sensitive, nested }] of schema.attributes) {
    if (sensitive) paths.push([name]);
    else if (nested && isOne(nested))
      for (const [inner, attribute] of nested.attributes) if (attribute.sensitive) paths.push([name, inner]);
  }
  return paths;
}
