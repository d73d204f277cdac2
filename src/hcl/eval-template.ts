/** Templates and the concatenation of `%{for}`. */

import { ConversionError, convert } from '../values/convert.ts';
import { stripMarks } from '../values/marks.ts';
import { NOT_NULL } from '../values/refinement.ts';
import { T } from '../values/type.ts';
import { asArray, asString, type Marks, NO_MARKS, str, unknown, type Value } from '../values/value.ts';
import type { Node, NodeOf } from './ast.ts';
import { type Env, evalNode, fail } from './evaluate.ts';

const CODE = 'ZTC-E-EVAL-TEMPLATE';
const SUMMARY = 'Invalid template interpolation value';

export function evalTemplate(node: NodeOf<'template'>, env: Env): Value {
  return concatenate(
    node.parts.map((part) => ({ value: evalNode(part, env), at: part })),
    'The expression result is null. Cannot include a null value in a string template.',
    env,
  );
}

/** As in Terraform: what is not known ends the loop, with the marks of the sequence and not those of its elements. */
export function evalJoin(node: NodeOf<'join'>, env: Env): Value {
  const loop = evalNode(node.inner, env);
  if (!loop.isKnown) return unknown(T.string, NOT_NULL);
  const values = asArray(loop);
  const open = values.findIndex((value) => !value.isKnown);
  const parts = (open < 0 ? values : values.slice(0, open)).map((value) => ({ value, at: node.inner }));
  const text = 'An iteration result is null. Cannot include a null value in a string template.';
  const known = concatenate(parts, text, env);
  return (open < 0 ? known : unknown(T.string, NOT_NULL)).withMarks(loop.marks);
}

function concatenate(parts: readonly { value: Value; at: Node }[], nullDetail: string, env: Env): Value {
  let text = '';
  let known = true;
  let marks: Marks = NO_MARKS;
  for (const { value, at } of parts) {
    if (value.isNull) throw fail(env, CODE, SUMMARY, nullDetail, at);
    if (value.deepMarked) marks = marks.union(stripMarks(value).marks);
    const piece = toText(value, at, env);
    if (piece === undefined) known = false;
    else if (known) text += piece;
  }
  if (known) return str(text).withMarks(marks);
  const prefix = safePrefix(text);
  return unknown(T.string, prefix === '' ? NOT_NULL : { notNull: true, prefix }).withMarks(marks);
}

function toText(v: Value, at: Node, env: Env): string | undefined {
  if (typeof v.raw === 'string') return v.raw;
  try {
    const text = convert(v, T.string);
    return text.isKnown ? asString(text) : undefined;
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `Cannot include the given value in a string template: ${e.message}.`;
    throw fail(env, CODE, SUMMARY, detail, at);
  }
}

/**
 * What certainly stays when more text follows: a last letter may still combine with an accent, and a very long prefix is
 * not worth keeping.
 */
export function safePrefix(text: string): string {
  const cut = text.slice(0, 128);
  if (cut === '' || /[!-/:-@[-`{-~ \n]$/.test(cut)) return cut;
  return [...cut].slice(0, -1).join('');
}
