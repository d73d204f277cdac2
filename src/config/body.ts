/** Bodies as objects of a given type. */

import { ConversionError, convert } from '../values/convert.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { formatPath } from '../values/path.ts';
import { type ObjectType, type Type, withoutOptional } from '../values/type.ts';
import { nul, object, type Value } from '../values/value.ts';
import { type Body, type ConfigExpression, NO_NAMES } from './expression.ts';
import { didYouMean } from './suggest.ts';

/** Arguments that are not given are null. Throws `DiagnosticError` with every problem of the body. */
export function evaluateBody(
  body: Body,
  type: ObjectType,
  owner: string,
  evaluate: (expression: ConfigExpression) => Value,
): Value {
  const problems: Diagnostic[] = unknownArguments(body, type, owner);
  const entries = new Map<string, Value>();
  for (const [name, wanted] of type.attributes) {
    const expression = body.get(name);
    try {
      entries.set(
        name,
        expression
          ? convertArgument(expression, evaluate(expression), wanted, name)
          : nul(withoutOptional(wanted)),
      );
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      problems.push(...e.diagnostics);
    }
  }
  if (problems.length > 0) throw new DiagnosticError(problems);
  return object(entries);
}

function unknownArguments(body: Body, type: ObjectType, owner: string): Diagnostic[] {
  const unknown = body
    .names()
    .filter((name) => !type.attributes.has(name))
    .map((name) => {
      const detail = `An argument named "${name}" is not expected in ${owner}.${didYouMean(name, type.attributes.keys())}`;
      return body.place.child(name).problem('ZTC-E-CONFIG-ARGUMENT', 'Unsupported argument', detail, 'key');
    });
  return [...unknown, ...unknownBlocks(body, owner, NO_NAMES, new Set(type.attributes.keys()))];
}

/** Nested blocks of types that are not there. */
export function unknownBlocks(
  body: Body,
  owner: string,
  known: ReadonlySet<string>,
  attributes: ReadonlySet<string>,
): Diagnostic[] {
  return body
    .blockTypes()
    .filter((type) => !known.has(type))
    .map((type) => {
      const hint = attributes.has(type)
        ? ` Write it as an argument: ${type} = …`
        : didYouMean(type, [...known, ...attributes]);
      const detail = `Blocks of type "${type}" are not expected in ${owner}.${hint}`;
      const place = body.repeated(type).found[0]?.place ?? body.place.child(type);
      return place.problem('ZTC-E-CONFIG-BLOCK-TYPE', 'Unsupported block type', detail, 'key');
    });
}

export function convertArgument(expression: ConfigExpression, value: Value, type: Type, name: string): Value {
  try {
    return convert(value, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const at = expression.placeAt(e.path);
    const where = formatPath([name, ...e.path]);
    throw at.error(
      'ZTC-E-CONFIG-TYPE-MISMATCH',
      'Incorrect attribute value type',
      `"${where}": ${e.message}.`,
    );
  }
}
