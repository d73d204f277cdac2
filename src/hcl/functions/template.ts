/** Templates from files and strings. */

import { DiagnosticError } from '../../values/diagnostic.ts';
import { T } from '../../values/type.ts';
import { getAttr, type Value } from '../../values/value.ts';
import type { Expression, Traversal } from '../ast.ts';
import { evaluate } from '../evaluate.ts';
import { parseTemplate } from '../parse.ts';
import { type FunctionContext, FunctionError, type FunctionTable } from '../scope.ts';
import { any, arg, fn, isMapping, refused, s, type Table, text } from './define.ts';
import { readText } from './filesystem.ts';

/** The table is asked for when it is complete, so that templates can call every function (but not themselves). */
export function templates(table: () => FunctionTable): Table {
  const vars = any('vars', { allowUnknown: true, allowMarked: true });
  return {
    templatefile: fn([text('path'), vars], T.dynamic, (args, context) => {
      const path = s(args, 0);
      return render(
        parseTemplate(readText(path, context), { file: path, line: 1, column: 1 }),
        arg(args, 1),
        table(),
        context,
      );
    }),
    templatestring: fn([text('template'), vars], T.string, (args, context) =>
      render(
        parseTemplate(s(args, 0), { file: '<templatestring argument>' }),
        arg(args, 1),
        table(),
        context,
      ),
    ),
  };
}

function render(template: Expression, vars: Value, table: FunctionTable, context: FunctionContext): Value {
  if (!isMapping(vars)) throw new FunctionError('invalid vars value: must be a map', 1);
  if (!vars.isKnown) throw new FunctionError('invalid vars value: the map must be known', 1);
  const functions = new Map(table);
  for (const name of ['templatefile', 'templatestring'])
    functions.set(name, refused(`cannot recursively call ${name} from inside another template function`));
  const resolve = (traversal: Traversal): { value: Value; used: number } => {
    const value = getAttr(vars, traversal.root);
    if (value !== undefined) return { value, used: 0 };
    throw new FunctionError(`vars map does not contain key ${JSON.stringify(traversal.root)}`, 1);
  };
  try {
    return evaluate(template, { resolve, functions, context });
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    const inner = e.diagnostics.map((d) => `${d.file}:${d.line}:${d.column}: ${d.summary}; ${d.detail}`);
    throw new FunctionError(inner.join('\n').replace(/\.$/, ''));
  }
}
