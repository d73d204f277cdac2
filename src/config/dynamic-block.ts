/** `dynamic` blocks: what stands in for blocks that are made from a collection. */

import type { Diagnostic } from '../values/diagnostic.ts';
import type { Block, Body, ConfigExpression, DynamicBlock } from './expression.ts';

/** `dynamic "rule" { … }` as data, or what is wrong with it. */
export function dynamicBlock({ body, place }: Block, type: string): DynamicBlock | Diagnostic {
  const missing = (name: string): Diagnostic => {
    const detail = `The dynamic block "${type}" needs "${name}".`;
    return place.problem('ZTC-E-CONFIG-MISSING', 'Missing required argument', detail);
  };
  const forEach = body.get('for_each');
  if (!forEach) return missing('for_each');
  const iterator = iteratorOf(body, type);
  const { found, problems } = body.blocks('content');
  const [content] = found;
  if (problems[0]) return problems[0];
  if (!content) return missing('content');
  return {
    type,
    forEach,
    iterator,
    labels: body.get('labels'),
    content: content.body.within(iterator),
    place,
  };
}

const iteratorOf = (body: Body, type: string): string => body.get('iterator')?.keyword() ?? type;

/** What a `dynamic` block refers to; its own element is left out where it means something. */
export function* dynamicExpressions(body: Body, type: string): Iterable<ConfigExpression> {
  const forEach = body.get('for_each');
  if (forEach) yield forEach;
  const inner = body.within(iteratorOf(body, type));
  const labels = inner.get('labels');
  if (labels) yield labels;
  for (const content of inner.blocks('content').found)
    for (const [, expression] of content.body.dynamic()) yield expression;
}
