/** Which expressions cannot be evaluated because of something that the analysis has reported. */

import type { Source } from '../hcl/source.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import type { Analysis } from './check-references.ts';
import { targetOf } from './config-graph.ts';
import type { ConfigExpression } from './expression.ts';

export class BrokenParts {
  readonly #sources: ReadonlySet<Source>;
  /** Local values that are at fault, or refer to one that is. */
  readonly #locals: ReadonlySet<string>;

  constructor(sources: ReadonlySet<Source>, locals: ReadonlySet<string>) {
    this.#sources = sources;
    this.#locals = locals;
  }

  expression(expression: ConfigExpression): boolean {
    try {
      return expression.references().some((reference) => {
        const target = targetOf(reference);
        return this.#sources.has(reference.source) || (target !== undefined && this.#locals.has(target));
      });
    } catch (e) {
      if (e instanceof DiagnosticError) return true;
      throw e;
    }
  }
}

/** Undefined when nothing is. */
export function brokenParts({ located, graph }: Analysis): BrokenParts | undefined {
  if (located.length === 0) return undefined;
  const locals = new Set<string>();
  const own = new Set(located.map(({ id }) => id));
  for (const id of graph.order()) {
    if (!id.startsWith('local.')) continue;
    if (own.has(id) || [...graph.direct(id)].some((target) => locals.has(target))) locals.add(id);
  }
  return new BrokenParts(new Set(located.flatMap(({ source }) => source ?? [])), locals);
}
