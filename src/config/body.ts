/** Bodies as objects of a given type. */

import { ConversionError, convert } from '../values/convert.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { formatPath } from '../values/path.ts';
import { type ObjectType, type Type, withoutOptional } from '../values/type.ts';
import { nul, object, type Path, type Value } from '../values/value.ts';
import type { Body, ConfigExpression } from './expression.ts';
import type { Place } from './place.ts';
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
  return body
    .names()
    .filter((name) => !type.attributes.has(name))
    .map((name) => {
      const detail = `An argument named "${name}" is not expected in ${owner}.${didYouMean(name, type.attributes.keys())}`;
      return body.place.child(name).problem('ZTC-E-CONFIG-ARGUMENT', 'Unsupported argument', detail, 'key');
    });
}

export function convertArgument(expression: ConfigExpression, value: Value, type: Type, name: string): Value {
  try {
    return convert(value, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const at = deepest(expression.place, e.path);
    const where = formatPath([name, ...e.path]);
    throw at.error(
      'ZTC-E-CONFIG-TYPE-MISMATCH',
      'Incorrect attribute value type',
      `"${where}": ${e.message}.`,
    );
  }
}

/** The part that does not fit, as far as the path can be followed in the text. */
function deepest(place: Place, path: Path): Place {
  const steps: (string | number)[] = [];
  for (const step of path) {
    if (typeof step === 'object') break;
    steps.push(step);
  }
  return place.child(...steps);
}
