/** Problems as events, with the piece of source that they are about. */

import type { Diagnostic } from '../../values/diagnostic.ts';
import type { JsonObject } from '../../values/json.ts';
import type { Message } from './message.ts';

/** The text of a file, if it can still be read. */
export type Sources = (file: string) => string | undefined;

/** Terraform's shape, and the code, which `ztc explain` knows. */
export function diagnosticMessage(diagnostic: Diagnostic, sources: Sources): Message {
  const { severity, summary, detail, code, address } = diagnostic;
  const error = severity === 'error';
  return {
    level: error ? 'error' : 'warn',
    type: 'diagnostic',
    text: `${error ? 'Error' : 'Warning'}: ${summary}`,
    content: {
      diagnostic: {
        severity,
        summary,
        detail,
        ...(address === undefined ? {} : { address }),
        code,
        ...place(diagnostic, sources),
      },
    },
  };
}

function place({ file, line, column = 1 }: Diagnostic, sources: Sources): JsonObject {
  if (file === undefined || line === undefined) return {};
  const text = sources(file);
  const lines = text?.split('\n');
  const code = lines?.[line - 1]?.replace(/\r$/, '');
  if (lines === undefined || code === undefined) {
    const at = { line, column, byte: 0 };
    return { range: { filename: file, start: at, end: at } };
  }
  const before = bytes(lines.slice(0, line - 1).join('\n')) + (line > 1 ? 1 : 0);
  const end = column + lengthAt(code, column - 1);
  const at = (to: number): JsonObject => ({ line, column: to, byte: before + bytes(code.slice(0, to - 1)) });
  return {
    range: { filename: file, start: at(column), end: at(end) },
    snippet: {
      context: file.endsWith('.json') ? null : blockAround(lines, line),
      code,
      start_line: line,
      highlight_start_offset: bytes(code.slice(0, column - 1)),
      highlight_end_offset: bytes(code.slice(0, end - 1)),
      values: [],
    },
  };
}

const bytes = (text: string): number => Buffer.byteLength(text);

/** A quoted text, a name or reference, or at least one character. */
function lengthAt(line: string, from: number): number {
  const rest = line.slice(from);
  const found = /^(?:"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_.-]+(?:\[[^\]]*\][\p{L}\p{N}_.-]*)*)/u.exec(rest)?.[0];
  return Math.max(found?.length ?? 0, 1);
}

const HEADER = /^([a-z_]+(?:[ \t]+(?:"[^"]*"|[\w-]+))*)[ \t]*\{/;

/** The header of the outermost block that holds the line, by how configurations are laid out. */
function blockAround(lines: readonly string[], line: number): string | null {
  for (let at = line - 1; at >= 0; at--) {
    const text = lines[at] ?? '';
    if (text.startsWith('}') && at < line - 1) return null;
    const header = HEADER.exec(text)?.[1];
    if (header !== undefined) return header.replace(/[ \t]+/g, ' ');
  }
  return null;
}
