/**
 * Strongly connected components (Tarjan), without recursion: chains may be as long as the configuration. A component
 * comes after those it leads to.
 */

interface Frame {
  readonly id: string;
  readonly mark: Mark;
  readonly rest: Iterator<string>;
}

interface Mark {
  readonly index: number;
  low: number;
  onStack: boolean;
}

export function components(
  ids: Iterable<string>,
  next: (id: string) => Iterable<string>,
): readonly (readonly string[])[] {
  const found: string[][] = [];
  const marks = new Map<string, Mark>();
  const stack: string[] = [];
  const frames: Frame[] = [];

  const enter = (id: string): void => {
    const mark = { index: marks.size, low: marks.size, onStack: true };
    marks.set(id, mark);
    stack.push(id);
    frames.push({ id, mark, rest: next(id)[Symbol.iterator]() });
  };

  const leave = ({ id, mark }: Frame): void => {
    const above = frames.at(-1)?.mark;
    if (above) above.low = Math.min(above.low, mark.low);
    if (mark.low !== mark.index) return;
    const members: string[] = [];
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      (marks.get(member) as Mark).onStack = false;
      members.push(member);
      if (member === id) break;
    }
    found.push(members);
  };

  for (const start of ids) {
    if (marks.has(start)) continue;
    enter(start);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const step = frame.rest.next();
      if (step.done) {
        frames.pop();
        leave(frame);
        continue;
      }
      const seen = marks.get(step.value);
      if (!seen) enter(step.value);
      else if (seen.onStack) frame.mark.low = Math.min(frame.mark.low, seen.index);
    }
  }
  return found;
}
