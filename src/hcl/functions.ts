/** Terraform's function table. */

import { collections } from './functions/collection.ts';
import { conversions } from './functions/conversion.ts';
import { datetime } from './functions/datetime.ts';
import { encodings } from './functions/encoding.ts';
import { filesystem } from './functions/filesystem.ts';
import { hashes } from './functions/hash.ts';
import { ip } from './functions/ip.ts';
import { numeric } from './functions/numeric.ts';
import { lists } from './functions/removed.ts';
import { reshapes } from './functions/reshape.ts';
import { selections } from './functions/selection.ts';
import { strings } from './functions/string.ts';
import { templates } from './functions/template.ts';
import { tfvars } from './functions/tfvars.ts';
import type { FunctionSpec, FunctionTable } from './scope.ts';

/**
 * All built-in functions, plus those of providers under `provider::name::function`. `try` and `can` are not in the table:
 * they are part of the evaluator, because they see expressions and not values.
 */
export function createFunctions(extra: Iterable<readonly [string, FunctionSpec]> = []): FunctionTable {
  const table: Map<string, FunctionSpec> = new Map();
  const families = [
    numeric,
    strings,
    collections,
    selections,
    encodings,
    filesystem,
    datetime,
    hashes,
    ip,
    conversions,
    reshapes,
    lists,
    tfvars,
    templates(() => table),
  ];
  for (const family of families) {
    for (const [name, spec] of Object.entries(family)) if (spec !== undefined) table.set(name, spec);
  }
  for (const [name, spec] of extra) table.set(name, spec);
  return table;
}
