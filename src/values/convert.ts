/** Conversion between types and the search for a common type, by cty's rules. */

import { DiagnosticError, errorDiagnostic } from './diagnostic.ts';
import { type Type, typeEquals, typeName } from './type.ts';
import type { Path, Value } from './value.ts';

/** Thrown by `convert`: `path` leads to the part that does not fit. */
export class ConversionError extends Error {
  readonly path: Path;

  constructor(message: string, path: Path = []) {
    super(message);
    this.name = 'ConversionError';
    this.path = path;
  }
}

/** The value as `type`, which may be a constraint with `dynamic` parts and optional attributes. */
export function convert(v: Value, type: Type): Value {
  if (type.kind === 'dynamic' || typeEquals(v.type, type)) return v;
  throw new ConversionError(`${typeName(type)} required`);
}

/** The most specific type all given types convert to, or undefined. */
export function unify(types: readonly Type[]): Type | undefined {
  return types[0];
}

export const conversionDiagnostic = (e: ConversionError, summary: string): DiagnosticError =>
  new DiagnosticError(errorDiagnostic('ZTC-E-TYPE-CONVERT', summary, e.message, { path: e.path }));
