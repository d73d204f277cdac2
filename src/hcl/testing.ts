/** A small scope for tests of expressions. */

import { fromPlain } from '../values/json-value.ts';
import { T } from '../values/type.ts';
import { unknown, type Value } from '../values/value.ts';
import { evaluate } from './evaluate.ts';
import { createFunctions } from './functions.ts';
import { parseExpression, parseTemplate } from './parse.ts';
import type { FunctionContext, Scope } from './scope.ts';

export function testScope(
  vars: Readonly<Record<string, Value>> = {},
  context: Partial<FunctionContext> = {},
): Scope {
  const all: Record<string, Value> = {
    id: unknown(T.string, { notNull: true }),
    output: unknown(),
    maybe: unknown(T.string),
    n: fromPlain(null),
    one: fromPlain(1),
    list: fromPlain(['x', 'y']),
    map: fromPlain({ k: 'v', j: 'w' }),
    objects: fromPlain([{ id: 1 }, { id: 2 }]),
    ...vars,
  };
  return {
    functions: createFunctions(),
    context: { baseDir: import.meta.dirname, pure: true, planTime: '2024-02-29T12:00:00Z', ...context },
    resolve: ({ root }) => (all[root] === undefined ? undefined : { value: all[root], used: 0 }),
  };
}

export const run = (
  text: string,
  vars?: Readonly<Record<string, Value>>,
  context?: Partial<FunctionContext>,
): Value => evaluate(parseExpression(text, { file: 'test.tf' }), testScope(vars, context));

export const runTemplate = (text: string, vars?: Readonly<Record<string, Value>>): Value =>
  evaluate(parseTemplate(text, { file: 'test.tf' }), testScope(vars));
