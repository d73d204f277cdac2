/** Decodes variable blocks. */

import { type TypeConstraint, typeConstraint } from '../hcl/type-constraint.ts';
import { ConversionError, convert } from '../values/convert.ts';
import { applyDefaults, type Defaults } from '../values/defaults.ts';
import type { Json } from '../values/json.ts';
import { impliedValue } from '../values/json-value.ts';
import { isPrimitive, T, type Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import { duplicate } from './decode-settings.ts';
import { ConfigExpression } from './expression.ts';
import type { VariableConfig } from './model.ts';
import type { Place } from './place.ts';
import type { Block, Reader } from './reader.ts';

const VARIABLE: ReadonlySet<string> = new Set([
  'type',
  'default',
  'description',
  'sensitive',
  'nullable',
  'ephemeral',
  'validation',
]);
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
  const { json, place } = block;
  const name = block.labels[0] as string;
  reader.only(json, place, VARIABLE, 'a variable block');
  if (into.has(name)) duplicate(reader, place, `variable "${name}"`);
  if (RESERVED.has(name)) {
    const detail = `The variable name "${name}" is reserved by Terraform.`;
    reader.report(place, 'ZTC-E-CONFIG-NAME', 'Invalid name', detail, 'key');
  }
  if (reader.flag(json, place, 'ephemeral')) {
    reader.unsupported.push({ feature: `ephemeral variable "${name}"`, hides: 'nothing', place });
  }
  const { type, defaults } = constraint(reader, json.type, place.child('type'));
  const given = json.default;
  const fallback =
    given === undefined ? undefined : defaultValue(reader, given, type, defaults, place.child('default'));
  const description = reader.text(json, place, 'description');
  into.set(name, {
    name,
    type,
    parsing: json.type === undefined || isPrimitive(type) ? 'literal' : 'expression',
    ...(defaults ? { defaults } : {}),
    ...(fallback ? { default: fallback } : {}),
    ...(description === undefined ? {} : { description }),
    sensitive: reader.flag(json, place, 'sensitive') ?? false,
    ephemeral: false,
    nullable: reader.flag(json, place, 'nullable') ?? true,
    validations: reader.conditions(json, place, 'validation'),
    place,
  });
}

function constraint(reader: Reader, json: Json | undefined, place: Place): TypeConstraint {
  const any: TypeConstraint = { type: T.dynamic, defaults: undefined };
  if (json === undefined) return any;
  if (typeof json !== 'string') {
    reader.report(
      place,
      'ZTC-E-CONFIG-TYPE',
      'Invalid type specification',
      'A type is a string: "list(string)".',
    );
    return any;
  }
  const expression = new ConfigExpression(json, place, reader.cache, 'expression');
  return reader.attempt(() => typeConstraint(expression.expression)) ?? any;
}

/** Defaults of variables take no expressions: strings mean themselves. */
function defaultValue(
  reader: Reader,
  json: Json,
  type: Type,
  defaults: Defaults | undefined,
  place: Place,
): Value | undefined {
  const value = impliedValue(json);
  try {
    return convert(defaults ? applyDefaults(value, defaults) : value, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `This default value is not compatible with the variable's type: ${e.describe()}.`;
    reader.report(place, 'ZTC-E-CONFIG-DEFAULT', 'Invalid default value for variable', detail);
    return undefined;
  }
}
