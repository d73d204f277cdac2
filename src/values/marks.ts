/** Marks over whole trees: taking them off with their paths, putting them back, asking for them. */

import { joinPath, mapChildren, transformAt } from './path.ts';
import { type Marks, NO_MARKS, type Path, type Value } from './value.ts';

export interface PathMarks {
  readonly path: Path;
  readonly marks: Marks;
}

/** The value without any mark, and the union of all that were there. */
export function stripMarks(v: Value): { value: Value; marks: Marks } {
  if (!v.deepMarked) return { value: v, marks: NO_MARKS };
  return { value: strip(v), marks: deepMarks(v) };
}

function strip(v: Value): Value {
  if (!v.deepMarked) return v;
  return mapChildren(v.unmark(), (child) => strip(child));
}

/** Union of the marks at any depth. */
export function deepMarks(v: Value): Marks {
  if (!v.deepMarked) return NO_MARKS;
  const all = new Set<string>();
  collect(v, [], (_path, marks) => {
    for (const mark of marks) all.add(mark);
  });
  return all;
}

/** The value without any mark, and where each mark was. */
export function unmarkDeep(v: Value): { value: Value; marks: readonly PathMarks[] } {
  if (!v.deepMarked) return { value: v, marks: [] };
  const marks: PathMarks[] = [];
  collect(v, [], (path, own) => marks.push({ path, marks: own }));
  return { value: strip(v), marks };
}

/** Puts marks back; paths that no longer exist are ignored, and inside a set the set itself gets the mark. */
export function markPaths(v: Value, paths: readonly PathMarks[]): Value {
  let result = v;
  for (const { path, marks } of paths) result = transformAt(result, path, (at) => at.withMarks(marks));
  return result;
}

/** Paths that carry the mark themselves. */
export function pathsWithMark(v: Value, mark: string): Path[] {
  const paths: Path[] = [];
  collect(v, [], (path, marks) => {
    if (marks.has(mark)) paths.push(path);
  });
  return paths;
}

function collect(v: Value, path: Path, visit: (path: Path, marks: Marks) => void): void {
  if (!v.deepMarked) return;
  if (v.isMarked) visit(path, v.marks);
  if (v.raw instanceof Map) {
    for (const [key, child] of v.raw) collect(child, joinPath(path, key), visit);
  } else if (Array.isArray(v.raw)) {
    v.raw.forEach((child: Value, i) => {
      collect(child, joinPath(path, i), visit);
    });
  }
}

/** Removes one kind of mark everywhere. */
export function withoutMark(v: Value, mark: string): Value {
  if (!v.deepMarked) return v;
  const inner = mapChildren(v, (child) => withoutMark(child, mark));
  if (!inner.hasMark(mark)) return inner;
  const rest = new Set(inner.marks);
  rest.delete(mark);
  return inner.unmark().withMarks(rest);
}
