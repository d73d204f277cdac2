/** Calls of the provider's functions. They need no configuration. */

import { FunctionError, type FunctionSpec } from '../../hcl/scope.ts';
import type { Value } from '../../values/value.ts';
import type { DynamicValue } from '../proto/basics.ts';
import { functionsOf, resultType } from '../schema-message.ts';
import { decodeDynamic } from '../values/decode.ts';
import { type Handler, sendValue } from './answer.ts';

export const getFunctions: Handler<'GetFunctions'> = {
  handle: (_request, { schema }) => ({ functions: functionsOf(schema.functions) }),
};

export const callFunction: Handler<'CallFunction'> = {
  handle: ({ name = '', arguments: given = [] }, { schema }) => {
    const spec = schema.functions.get(name);
    if (!spec) return { error: { text: `ZTC-E-PROVIDER-FUNCTION: the provider has no function "${name}"` } };
    try {
      const result = spec.call(argumentsOf(spec, given), { baseDir: process.cwd(), pure: true });
      return { result: sendValue(result, resultType(spec)) };
    } catch (e) {
      if (!(e instanceof FunctionError)) throw e;
      return { error: { text: e.message, ...(e.argument === undefined ? {} : { argument: e.argument }) } };
    }
  },
};

function argumentsOf({ params, variadic }: FunctionSpec, given: readonly DynamicValue[]): readonly Value[] {
  return given.map((value, i) => {
    const parameter = params[i] ?? variadic;
    if (!parameter) throw new FunctionError(`there are only ${params.length} parameters`, i);
    return decodeDynamic(value, parameter.type);
  });
}
