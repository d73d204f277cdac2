/** Bodies as objects of a given shape. */

import type { Scope } from '../hcl/scope.ts';
import { ConversionError, convert } from '../values/convert.ts';
import { type Diagnostic, DiagnosticError } from '../values/diagnostic.ts';
import { formatPath } from '../values/path.ts';
import { type ObjectType, type Type, withoutOptional } from '../values/type.ts';
import { nul, object, type Value } from '../values/value.ts';
import { evaluateBlocks, type NestedBlock } from './blocks.ts';
import { type BlockShape, type Body, blockShape, type ConfigExpression } from './expression.ts';
import { unexpectedOfType } from './unexpected.ts';

/** What a body is to become. */
export interface BodyShape {
  /** Types of the arguments; optional ones may be left out inside of objects. */
  readonly type: ObjectType;
  /** Nested blocks by type, beside the arguments. */
  readonly blocks: ReadonlyMap<string, NestedBlock>;
  /** The names of both. */
  readonly names: BlockShape;
}

const NO_BLOCKS: ReadonlyMap<string, NestedBlock> = new Map();

export function bodyShape(type: ObjectType, blocks: BodyShape['blocks'] = NO_BLOCKS): BodyShape {
  return { type, blocks, names: blockShape([...type.attributes.keys()], [...blocks.keys(), 'dynamic']) };
}

/** Arguments that are not given are null. Throws `DiagnosticError` with every problem of the body. */
export function evaluateBody(body: Body, shape: BodyShape, owner: string, scope: Scope): Value {
  const { type, blocks, names } = shape;
  const problems: Diagnostic[] = unexpectedOfType(body, names, owner);
  const entries = new Map<string, Value>();
  const attempt = (name: string, evaluate: () => Value): void => {
    try {
      entries.set(name, evaluate());
    } catch (e) {
      if (!(e instanceof DiagnosticError)) throw e;
      problems.push(...e.diagnostics);
    }
  };
  for (const [name, wanted] of type.attributes) {
    const expression = body.get(name);
    attempt(name, () =>
      expression
        ? convertArgument(expression, expression.evaluate(scope), wanted, name)
        : nul(withoutOptional(wanted)),
    );
  }
  for (const [name, block] of blocks)
    attempt(name, () =>
      evaluateBlocks(body, name, block, scope, (inner, at) =>
        evaluateBody(inner, block.shape, `${name} of ${owner}`, at),
      ),
    );
  if (problems.length > 0) throw new DiagnosticError(problems);
  return object(entries);
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
