/** Attribute paths as the plugin protocol has them: each step says whether it leads into an object, a map or a list. */

import type { Type } from '../../values/type.ts';
import type { Path } from '../../values/value.ts';
import type { AttributePath, PathStep } from '../proto/basics.ts';

/** The path as far as the type has it: members of sets have no place, so the set stands for them. */
export function encodePath(path: Path, type: Type): AttributePath {
  const steps: PathStep[] = [];
  let current: Type | undefined = type;
  for (const step of path) {
    const taken: Taken | undefined = current && take(step, current);
    if (!taken) break;
    steps.push(taken.step);
    current = taken.into;
  }
  return { steps };
}

interface Taken {
  readonly step: PathStep;
  readonly into: Type | undefined;
}

function take(step: Path[number], type: Type): Taken | undefined {
  switch (type.kind) {
    case 'object': {
      const into = type.attributes.get(String(step));
      return into && { step: { attributeName: String(step) }, into };
    }
    case 'map':
      return typeof step === 'object'
        ? undefined
        : { step: { elementKeyString: String(step) }, into: type.element };
    case 'list':
      return typeof step === 'number' ? { step: { elementKeyInt: step }, into: type.element } : undefined;
    case 'tuple':
      return typeof step === 'number'
        ? { step: { elementKeyInt: step }, into: type.elements[step] }
        : undefined;
    default:
      return undefined;
  }
}
