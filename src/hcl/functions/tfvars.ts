/** Functions of Terraform's built-in provider: values to and from native syntax. */

import { DiagnosticError } from '../../values/diagnostic.ts';
import { sortedEntries } from '../../values/path.ts';
import { NOT_NULL } from '../../values/refinement.ts';
import { T } from '../../values/type.ts';
import { object, str, unknown, type Value } from '../../values/value.ts';
import { evaluate } from '../evaluate.ts';
import { Lexer } from '../lexer.ts';
import { parseExpr } from '../parser.ts';
import { FunctionError, type Scope } from '../scope.ts';
import { Source } from '../source.ts';
import { any, arg, fn, isMapping, s, type Table, text } from './define.ts';
import { IDENTIFIER, nativeAttributes, nativeExpression } from './native-write.ts';

/** Values of variables are constants. */
const CONSTANTS: Scope = {
  resolve: () => undefined,
  functions: new Map(),
  context: { baseDir: '/', pure: true },
};

function encodeTfvars(args: readonly Value[]): Value {
  const v = arg(args, 0);
  if (!isMapping(v))
    throw new FunctionError('must be an object whose attribute names are the variable names', 0);
  if (!v.whollyKnown) return unknown(T.string, NOT_NULL);
  const entries = sortedEntries(v);
  const wrong = entries.find(([name]) => !IDENTIFIER.test(name));
  if (wrong) throw new FunctionError(`invalid variable name ${JSON.stringify(wrong[0])}`, 0);
  return str(nativeAttributes(entries));
}

function decodeTfvars(given: string): Value {
  const source = new Source(given.replace(/^\ufeff/, ''), { file: '<decode_tfvars argument>' });
  try {
    return object(attributes(new Lexer(source), source));
  } catch (e) {
    if (!(e instanceof DiagnosticError)) throw e;
    throw new FunctionError(`invalid tfvars syntax: ${e.diagnostics.map((d) => d.detail).join(' ')}`, 0);
  }
}

function attributes(lx: Lexer, source: Source): Map<string, Value> {
  return lx.withNewlines(true, () => {
    const found = new Map<string, Value>();
    for (;;) {
      while (lx.peek().kind === 'newline') lx.next();
      if (lx.peek().kind === 'eof') return found;
      const name = lx.next();
      if (name.kind !== 'ident' || found.has(name.text)) {
        throw lx.error('Invalid argument', 'The name of a variable is required here, each only once.', name);
      }
      lx.expect('=', 'Missing equals sign', 'A variable is set with "name = value".');
      found.set(name.text, evaluate({ root: parseExpr(lx, 0), source }, CONSTANTS));
      const end = lx.peek().kind;
      if (end !== 'newline' && end !== 'eof') {
        throw lx.error('Missing newline', 'Each variable must be set on a line of its own.');
      }
    }
  });
}

export const tfvars: Table = {
  'provider::terraform::encode_tfvars': fn([any('value', { allowPartial: true })], T.string, encodeTfvars),
  'provider::terraform::decode_tfvars': fn([text('src')], T.dynamic, (args) => decodeTfvars(s(args, 0))),
  'provider::terraform::encode_expr': fn([any('value')], T.string, (args) =>
    str(nativeExpression(arg(args, 0))),
  ),
};
