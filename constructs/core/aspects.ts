import { Aspects, type IAspect, type IConstruct } from './engine.ts';
import { errorAt, ZtcError } from './errors.ts';

const MAX_ROUNDS = 16;

/**
 * Visits the whole tree, the app itself included. An aspect that another one adds while visiting is visited in a further
 * round, and so is a construct that an aspect creates.
 */
export function invokeAspects(root: IConstruct): void {
  const done = new Map<IConstruct, Set<IAspect>>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (!visit(root, [], done)) return;
  }
  throw new ZtcError([
    errorAt(root, 'CDK-205', {
      what: { en: 'aspects keep adding aspects or constructs', zh: '切面不断新增切面或构造' },
      fix: { en: 'make each aspect add what it needs once', zh: '请确保每个切面只添加一次所需内容' },
    }),
  ]);
}

function visit(
  construct: IConstruct,
  inherited: readonly IAspect[],
  done: Map<IConstruct, Set<IAspect>>,
): boolean {
  const here = [...inherited, ...Aspects.of(construct).all];
  let any = false;
  if (here.length > 0) {
    let seen = done.get(construct);
    if (!seen) {
      seen = new Set();
      done.set(construct, seen);
    }
    for (const aspect of here) {
      if (seen.has(aspect)) continue;
      seen.add(aspect);
      any = true;
      aspect.visit(construct);
    }
  }
  for (const child of construct.node.children) any = visit(child, here, done) || any;
  return any;
}
