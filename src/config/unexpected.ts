/** Arguments and blocks where they do not belong, with what was probably meant. */

import type { Diagnostic } from '../values/diagnostic.ts';
import type { BlockShape, Body } from './expression.ts';
import { didYouMean } from './suggest.ts';

export function unexpectedProblems(body: Body, shape: BlockShape, owner: string): Diagnostic[] {
  return body.unexpected(shape).map(({ name, kind, place }) => {
    if (kind === 'block') {
      const hint = shape.arguments.has(name)
        ? ` Write it as an argument: ${name} = …`
        : didYouMean(name, shape.blocks);
      const detail = `Blocks of type "${name}" are not expected in ${owner}.${hint}`;
      return place.problem('ZTC-E-CONFIG-BLOCK-TYPE', 'Unsupported block type', detail, 'key');
    }
    const hint = shape.blocks.has(name) ? ` Write it as a block: ${name} { … }` : didYouMean(name, shape.all);
    const detail = `An argument named "${name}" is not expected in ${owner}.${hint}`;
    return place.problem('ZTC-E-CONFIG-ARGUMENT', 'Unsupported argument', detail, 'key');
  });
}

/** The same for types that a provider defines, whose blocks can be made by `dynamic` blocks. */
export function unexpectedOfType(body: Body, shape: BlockShape, owner: string): Diagnostic[] {
  const problems = unexpectedProblems(body, shape, owner);
  for (const type of body.madeTypes()) {
    if (shape.blocks.has(type)) continue;
    const detail = `Blocks of type "${type}" are not expected in ${owner}.${didYouMean(type, shape.blocks)}`;
    const place = body.repeated(type).found[0]?.place ?? body.place;
    problems.push(place.problem('ZTC-E-CONFIG-BLOCK-TYPE', 'Unsupported block type', detail, 'key'));
  }
  return problems;
}
