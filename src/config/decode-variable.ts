/** Decodes variable blocks. */

import type { Traversal } from '../hcl/ast.ts';
import { type TypeConstraint, typeConstraint } from '../hcl/type-constraint.ts';
import { ConversionError, convert } from '../values/convert.ts';
import { applyDefaults, type Defaults } from '../values/defaults.ts';
import { isPrimitive, T, type Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import { type Argument, type Block, type Body, blockShape } from './expression.ts';
import type { ConditionConfig, VariableConfig } from './model.ts';
import type { Reader } from './reader.ts';

const VARIABLE = blockShape(
  ['type', 'default', 'description', 'sensitive', 'nullable', 'ephemeral'],
  ['validation'],
);
const RESERVED: ReadonlySet<string> = new Set([
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'lifecycle',
  'depends_on',
  'locals',
]);

export function decodeVariable(reader: Reader, block: Block, into: Map<string, VariableConfig>): void {
  const { body, place } = block;
  const name = block.labels[0] as string;
  reader.only(body, VARIABLE, 'a variable block');
  if (into.has(name)) reader.duplicate(place, `variable "${name}"`);
  if (RESERVED.has(name)) {
    const detail = `The variable name "${name}" is reserved by Terraform.`;
    reader.report(place, 'ZTC-E-CONFIG-NAME', 'Invalid name', detail, 'key');
  }
  const { type, defaults } = constraint(reader, body.get('type'));
  const given = body.get('default');
  const fallback = given && defaultValue(reader, given, type, defaults);
  const description = reader.text(body, 'description');
  into.set(name, {
    name,
    type,
    parsing: !body.has('type') || isPrimitive(type) ? 'literal' : 'expression',
    ...(defaults ? { defaults } : {}),
    ...(fallback ? { default: fallback } : {}),
    ...(description === undefined ? {} : { description }),
    sensitive: reader.flag(body, 'sensitive') ?? false,
    ephemeral: reader.flag(body, 'ephemeral') ?? false,
    nullable: reader.flag(body, 'nullable') ?? true,
    validations: validations(reader, body, name),
    place,
  });
}

/** Each has to look at the value that it is about. */
function validations(reader: Reader, body: Body, name: string): readonly ConditionConfig[] {
  const found = reader.conditions(body, 'validation');
  for (const { condition } of found) {
    const references = reader.attempt(() => condition.references()) ?? [];
    if (references.length === 0 || references.some(({ traversal }) => isVariable(traversal, name))) continue;
    const detail = `The condition must refer to var.${name}: it is there to judge that value.`;
    reader.report(condition.place, 'ZTC-E-CONFIG-CONDITION', 'Invalid validation', detail);
  }
  return found;
}

function isVariable({ root, steps: [first] }: Traversal, name: string): boolean {
  return root === 'var' && first?.kind === 'attr' && first.name === name;
}

function constraint(reader: Reader, argument: Argument | undefined): TypeConstraint {
  const any: TypeConstraint = { type: T.dynamic, defaults: undefined };
  if (!argument) return any;
  return reader.attempt(() => typeConstraint(argument.bare().expression)) ?? any;
}

/** Defaults of variables take no references. */
function defaultValue(
  reader: Reader,
  argument: Argument,
  type: Type,
  defaults: Defaults | undefined,
): Value | undefined {
  return reader.attempt(() => {
    const value = argument.constant();
    try {
      return convert(defaults ? applyDefaults(value, defaults) : value, type);
    } catch (e) {
      if (!(e instanceof ConversionError)) throw e;
      const detail = `This default value is not compatible with the variable's type: ${e.describe()}.`;
      throw argument.place.error('ZTC-E-CONFIG-DEFAULT', 'Invalid default value for variable', detail);
    }
  });
}
