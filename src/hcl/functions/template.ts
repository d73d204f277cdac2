/** Templates from files and strings. */

import { ConversionError, convert } from '../../values/convert.ts';
import { DiagnosticError } from '../../values/diagnostic.ts';
import { T } from '../../values/type.ts';
import { asMap, asString, getAttr, type Value } from '../../values/value.ts';
import type { Expression, Traversal } from '../ast.ts';
import { evaluate } from '../evaluate.ts';
import { parseTemplate } from '../parse.ts';
import { references } from '../references.ts';
import { type FunctionContext, FunctionError, type FunctionTable } from '../scope.ts';
import { any, arg, fn, isMapping, refused, s, type Table, text } from './define.ts';
import { filesystem, readText } from './filesystem.ts';

const RECURSIVE = ['templatefile', 'templatestring'];

/** The table is asked for when it is complete, so that templates can call every function (but not themselves). */
export function templates(table: () => FunctionTable): Table {
  const vars = any('vars', { allowPartial: true, allowMarked: true });
  return {
    templatefile: fn([text('path'), vars], T.dynamic, (args, context) => {
      const path = s(args, 0);
      const source = { file: path, line: 1, column: 1 };
      return rendered(() => parseTemplate(readText(path, context), source), arg(args, 1), table(), context);
    }),
    templatestring: fn([any('template'), vars], T.string, (args, context) => {
      const template = arg(args, 0);
      if (template.type.kind !== 'string')
        throw new FunctionError('invalid template value: a string is required', 0);
      const result = rendered(
        () => parseTemplate(asString(template), { file: '<templatestring argument>' }),
        arg(args, 1),
        withoutFiles(table()),
        context,
      );
      return asText(result);
    }),
  };
}

function asText(v: Value): Value {
  try {
    return convert(v, T.string);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw new FunctionError(`invalid template result: ${e.describe()}`);
  }
}

function withoutFiles(table: FunctionTable): FunctionTable {
  const functions = new Map(table);
  for (const name of Object.keys(filesystem)) {
    functions.set(
      name,
      refused(`cannot use filesystem access functions like ${name} in templatestring templates`),
    );
  }
  return functions;
}

function rendered(
  template: () => Expression,
  vars: Value,
  table: FunctionTable,
  context: FunctionContext,
): Value {
  if (!isMapping(vars)) throw new FunctionError('invalid vars value: must be a map', 1);
  for (const name of asMap(vars).keys()) {
    if (!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name)) {
      throw new FunctionError(`invalid template variable name ${JSON.stringify(name)}`, 1);
    }
  }
  const functions = new Map(table);
  for (const name of RECURSIVE) {
    functions.set(name, refused(`cannot recursively call ${name} from inside another template function`));
  }
  const resolve = (traversal: Traversal): { value: Value; used: number } => ({
    value: getAttr(vars, traversal.root) as Value,
    used: 0,
  });
  try {
    const expression = template();
    checkNames(expression, vars);
    const result = evaluate(expression, { resolve, functions, context });
    if (result.isNull) throw new FunctionError('the result of the template is null');
    return result;
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    const inner = e.diagnostics.map((d) => `${d.file}:${d.line}:${d.column}: ${d.summary}; ${d.detail}`);
    throw new FunctionError(inner.join('\n').replace(/\.$/, ''));
  }
}

/** Also for what an untaken branch refers to. */
function checkNames(template: Expression, vars: Value): void {
  for (const { traversal, source } of references(template)) {
    if (asMap(vars).has(traversal.root)) continue;
    const { line, column } = source.position(traversal.start);
    throw new FunctionError(
      `vars map does not contain key ${JSON.stringify(traversal.root)}, referenced at ${line}:${column}`,
      1,
    );
  }
}
