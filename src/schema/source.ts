/** YAML sources with positions: every problem of a source file names its file, line, column and JSON pointer. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Document, isMap, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';
import { type Segment, toPointer } from './pointer.ts';

export interface SourceProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: string;
  readonly message: string;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One parsed YAML file. */
export interface YamlSource {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly value: unknown;
  readonly problems: readonly SourceProblem[];
  /** Where the node stands that a path leads to, or its nearest existing ancestor. `key`: the key, not the value. */
  position(path: readonly Segment[], key?: boolean): Position;
  problem(path: readonly Segment[], message: string, key?: boolean): SourceProblem;
}

export class SourceError extends Error {
  readonly problems: readonly SourceProblem[];

  constructor(problems: readonly SourceProblem[]) {
    const ordered = [...problems].sort(byPlace);
    super(
      `${ordered.length} problem${ordered.length === 1 ? '' : 's'} in the schema sources:\n${ordered.map(formatProblem).join('\n')}`,
    );
    this.name = 'SourceError';
    this.problems = ordered;
  }
}

export function formatProblem(problem: SourceProblem): string {
  const { file, line, column, pointer, message } = problem;
  return `${file}:${line}:${column}: ${pointer === '' ? '/' : pointer}: ${message}`;
}

function byPlace(a: SourceProblem, b: SourceProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** The YAML files below a folder, in an order that does not depend on the machine. */
export function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export function readYaml(path: string, root: string): YamlSource {
  return parseYaml(readFileSync(path, 'utf8'), relative(root, path).split(sep).join('/'));
}

export function parseYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const locate = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const position = (path: readonly Segment[], key = false): Position => locate(offsetOf(document, path, key));
  const problems = [...document.errors, ...document.warnings].map(({ message, pos }) => ({
    file,
    ...locate(pos[0]),
    pointer: '',
    message: message.split('\n')[0] ?? message,
  }));
  return {
    file,
    value: problems.length > 0 ? undefined : document.toJS(),
    problems,
    position,
    problem: (path, message, key) => ({ file, ...position(path, key), pointer: toPointer(path), message }),
  };
}

function offsetOf(document: Document, path: readonly Segment[], wantKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [at, segment] of path.entries()) {
    const last = at === path.length - 1;
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find((item) => keyText(item.key) === String(segment));
      if (pair === undefined) return offset;
      node = pair.value;
      offset = (last && !wantKey ? startOf(node) : undefined) ?? startOf(pair.key) ?? offset;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function keyText(key: unknown): string {
  return typeof key === 'object' && key !== null && 'value' in key ? String(key.value) : String(key);
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range))
    return undefined;
  const [start] = node.range as unknown[];
  return typeof start === 'number' ? start : undefined;
}
