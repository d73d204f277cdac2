/** Writes a configuration of JSON syntax in native syntax: the same blocks, attributes and templates. */

import { isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';

/** Labels of top-level blocks. */
const LABELS: Readonly<Record<string, number>> = {
  variable: 1,
  locals: 0,
  resource: 2,
  output: 1,
  module: 1,
  moved: 0,
  removed: 0,
  import: 0,
  check: 1,
};
/** What stands in a body as a block. */
const BLOCKS: ReadonlySet<string> = new Set([
  'lifecycle',
  'precondition',
  'postcondition',
  'validation',
  'assert',
]);
/** Written as bare references, not as templates. */
const BARE: ReadonlySet<string> = new Set([
  'depends_on',
  'ignore_changes',
  'replace_triggered_by',
  'from',
  'to',
  'type',
]);

export function nativeSyntax(json: JsonObject): string {
  return Object.entries(json)
    .flatMap(([kind, content]) => blocks(kind, content, LABELS[kind] ?? 0, []))
    .join('\n');
}

function blocks(kind: string, content: Json, labels: number, given: readonly string[]): string[] {
  if (Array.isArray(content)) return content.flatMap((one) => blocks(kind, one, labels, given));
  if (!isJsonObject(content)) return [];
  if (labels > 0)
    return Object.entries(content).flatMap(([label, inner]) =>
      blocks(kind, inner, labels - 1, [...given, label]),
    );
  const head = [kind, ...given.map((label) => JSON.stringify(label))].join(' ');
  return [`${head} {\n${body(content, kind)}}\n`];
}

function body(content: JsonObject, kind: string): string {
  return Object.entries(content)
    .map(([name, value]) => {
      if (kind !== 'locals' && BLOCKS.has(name)) return blocks(name, value, 0, []).join('');
      const bare = BARE.has(name) && kind !== 'locals' && !(kind === 'module' && name !== 'depends_on');
      return `${name} = ${bare ? bareText(value) : expression(value)}\n`;
    })
    .join('');
}

const bareText = (value: Json): string =>
  Array.isArray(value) ? `[${value.map(bareText).join(', ')}]` : String(value);

function expression(value: Json): string {
  if (typeof value === 'string') return template(value);
  if (Array.isArray(value)) return `[${value.map(expression).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, inner]) => `${template(key)} = ${expression(inner)}`);
  return `{ ${entries.join(', ')} }`;
}

/** Literal parts get the escapes of quoted strings; expressions stay as they are. */
function template(text: string): string {
  const out: string[] = [];
  for (let at = 0; at < text.length; ) {
    const opens = /^[$%]\{/.test(text.slice(at, at + 2));
    const escaped = /^(\$\$|%%)\{/.test(text.slice(at, at + 3));
    if (escaped) {
      out.push(text.slice(at, at + 3));
      at += 3;
    } else if (opens) {
      const end = endOfExpression(text, at + 2);
      out.push(text.slice(at, end));
      at = end;
    } else {
      out.push(JSON.stringify(text[at]).slice(1, -1));
      at += 1;
    }
  }
  return `"${out.join('')}"`;
}

/** Behind the brace that closes the one before `at`. */
function endOfExpression(text: string, at: number): number {
  let depth = 1;
  let i = at;
  while (depth > 0 && i < text.length) {
    const char = text[i];
    if (char === '"') i = endOfString(text, i + 1) - 1;
    else if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    i += 1;
  }
  return i;
}

/** Behind the quote that closes the string, which may hold expressions of its own. */
function endOfString(text: string, at: number): number {
  let i = at;
  while (i < text.length && text[i] !== '"') {
    if (text[i] === '\\') i += 2;
    else if (/^(\$\$|%%)\{/.test(text.slice(i, i + 3))) i += 3;
    else if (/^[$%]\{/.test(text.slice(i, i + 2))) i = endOfExpression(text, i + 2);
    else i += 1;
  }
  return i + 1;
}
