/** Values in native syntax, laid out as Terraform's own formatter does. */

import { formatNum, type Num } from '../../values/num.ts';
import { sortedEntries } from '../../values/path.ts';
import type { Value } from '../../values/value.ts';

interface Line {
  /** Name of the attribute that begins here. */
  readonly name?: string;
  text: string;
  /** Brackets opened minus brackets closed. */
  net: number;
  /** The whole attribute is on this line. */
  readonly whole?: boolean;
}

export const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

export const nativeExpression = (v: Value): string => laidOut(expression(v));

/** One attribute after the other, without braces around them. */
export function nativeAttributes(entries: readonly (readonly [string, Value])[]): string {
  const lines = entries.flatMap(([name, v]) => attribute(name, v));
  return lines.length === 0 ? '' : `${laidOut(lines)}\n`;
}

function expression(v: Value): Line[] {
  if (v.isNull) return [{ text: 'null', net: 0 }];
  const { raw } = v;
  if (typeof raw === 'string') return [{ text: quoted(raw), net: 0 }];
  if (typeof raw === 'boolean') return [{ text: String(raw), net: 0 }];
  if (raw instanceof Map) return mapping(v);
  if (Array.isArray(raw)) return sequence(raw);
  return [{ text: formatNum(raw as Num), net: 0 }];
}

function sequence(items: readonly Value[]): Line[] {
  const lines: Line[] = [{ text: '[', net: 1 }];
  items.forEach((item, i) => {
    append(lines, i === 0 ? '' : ', ', 0);
    const [first, ...rest] = expression(item) as [Line, ...Line[]];
    append(lines, first.text, first.net);
    lines.push(...rest);
  });
  append(lines, ']', -1);
  return lines;
}

function append(lines: readonly Line[], text: string, net: number): void {
  const last = lines.at(-1) as Line;
  last.text += text;
  last.net += net;
}

function mapping(v: Value): Line[] {
  const entries = sortedEntries(v);
  if (entries.length === 0) return [{ text: '{}', net: 0 }];
  const inner = entries.flatMap(([name, value]) =>
    attribute(IDENTIFIER.test(name) ? name : quoted(name), value),
  );
  return [{ text: '{', net: 1 }, ...inner, { text: '}', net: -1 }];
}

function attribute(name: string, v: Value): Line[] {
  const [first, ...rest] = expression(v) as [Line, ...Line[]];
  return [{ ...first, name, whole: rest.length === 0 }, ...rest];
}

const width = (name: string): number => [...name].length;

/** Names of neighbouring one-line attributes are padded alike; the depth of a line is how many others it stands in. */
function laidOut(lines: readonly Line[]): string {
  const open: number[] = [];
  return lines
    .map((line, i) => {
      if (line.net < 0) close(open, -line.net);
      const indent = '  '.repeat(open.length);
      if (line.net > 0) open.push(line.net);
      if (line.name === undefined) return indent + line.text;
      const padding = ' '.repeat(alignment(lines, i) - width(line.name));
      return `${indent}${line.name}${padding} = ${line.text}`;
    })
    .join('\n');
}

/** One line may open several brackets and indents only once. */
function close(open: number[], count: number): void {
  for (let left = count; left > 0 && open.length > 0; ) {
    const last = open.pop() as number;
    if (last > left) open.push(last - left);
    left -= Math.min(last, left);
  }
}

function alignment(lines: readonly Line[], at: number): number {
  const inRun = (i: number): boolean => lines[i]?.whole === true;
  let [from, to] = [at, at];
  if (inRun(at)) {
    while (inRun(from - 1)) from--;
    while (inRun(to + 1)) to++;
  }
  return Math.max(...lines.slice(from, to + 1).map((line) => width(line.name ?? '')));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
};

function quoted(text: string): string {
  const escaped = text
    .replace(/[\n\r\t"\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (c) => ESCAPES[c] ?? codePoint(c))
    .replace(/[$%]\{/g, (start) => `${start[0]}${start}`);
  return `"${escaped}"`;
}

function codePoint(c: string): string {
  const hex = (c.codePointAt(0) as number).toString(16);
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
