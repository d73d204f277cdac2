/** Expressions as a plan's `configuration` shows them: the text (in JSON syntax), and the references in it. */

import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';

const NAME = '[\\p{L}_][\\p{L}\\p{N}_-]*';
const KEY = '\\[(?:\\d+|"(?:[^"\\\\]|\\\\.)*")\\]';
const TRAVERSAL = new RegExp(`^${NAME}(?:\\.${NAME}|${KEY}|\\.\\d+)*$`, 'u');
const STEP = new RegExp(`\\.(${NAME}|\\d+)|(${KEY})`, 'gu');

type Path = readonly (string | number)[];

/** The expression of the part at `path`, or the closest around it. `length`: of the list that the path ends in. */
export function expressionAt(
  expressions: Json | undefined,
  path: Path,
  length: number,
): JsonObject | undefined {
  let at: Json | undefined = expressions;
  for (const [i, step] of path.entries()) {
    if (isJsonObject(at) && isExpression(at)) return partOf(at, path.slice(i), length);
    if (Array.isArray(at)) at = (at as readonly Json[])[Number(step)];
    else if (isJsonObject(at)) at = at[String(step)];
  }
  return isJsonObject(at) && isExpression(at) ? at : undefined;
}

const isExpression = (json: JsonObject): boolean =>
  Array.isArray(json.references) || Object.hasOwn(json, 'constant_value');

/** JSON syntax shows the whole value; native syntax at least the references of a list's elements in their order. */
function partOf(expression: JsonObject, rest: Path, length: number): JsonObject {
  const { constant_value: text, references } = expression;
  if (text !== undefined) {
    let inner: Json | undefined = text;
    for (const step of rest) {
      if (Array.isArray(inner)) inner = (inner as readonly Json[])[Number(step)];
      else if (isJsonObject(inner)) inner = inner[String(step)];
    }
    return { ...expression, constant_value: inner ?? null };
  }
  const [index] = rest;
  const listed = chains(texts(references));
  const own =
    rest.length === 1 && typeof index === 'number' && listed.length === length ? listed[index] : undefined;
  return own ? { references: own } : expression;
}

export const texts = (references: Json | undefined): readonly string[] =>
  Array.isArray(references) ? (references as readonly Json[]).filter((r) => typeof r === 'string') : [];

/** Terraform lists each reference followed by its shorter forms. */
function chains(references: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (const reference of references) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last && before !== undefined && before !== reference && before.startsWith(reference))
      last.push(reference);
    else found.push([reference]);
  }
  return found;
}

/** JSON syntax keeps the text: `${ztc_vpc.a[each.key].id}`. */
export function singleInText(text: string, index: Json | undefined): string | undefined {
  const match = /^\$\{(.*)\}$/s.exec(text.trim());
  if (!match) return undefined;
  let inner = (match[1] as string).trim();
  if (typeof index === 'string') inner = inner.replaceAll('[each.key]', `[${JSON.stringify(index)}]`);
  if (typeof index === 'number') inner = inner.replaceAll('[count.index]', `[${index}]`);
  return TRAVERSAL.test(inner) ? inner : undefined;
}

/** The one reference of an expression in native syntax; undefined when there are several. */
export function singleInList(references: readonly string[]): string | undefined {
  const [first, second] = chains(references);
  const reference = first?.[0];
  return reference !== undefined && !second && TRAVERSAL.test(reference) ? reference : undefined;
}

/** `a.b[0]["k"].c` as `a`, `b`, `[0]`, `["k"]`, `c`. */
export function stepsOf(text: string): string[] {
  if (!text.includes('[')) return text.split('.');
  const start = text.search(/[.[]/);
  if (start < 0) return [text];
  const steps = [...text.slice(start).matchAll(STEP)].map(([, name, key]) => name ?? (key as string));
  return [text.slice(0, start), ...steps];
}

export const bare = (step: string): string =>
  step.startsWith('[') ? step.slice(1, -1).replaceAll('"', '') : step;
