/** Which expressions cannot be evaluated because of something that the analysis has reported. */

import type { Source } from '../hcl/source.ts';
import { DiagnosticError } from '../values/diagnostic.ts';
import type { Analysis } from './check-references.ts';
import { targetOf } from './declarations.ts';
import type { ConfigExpression } from './expression.ts';
import type { ModuleConfig } from './model.ts';

export class BrokenParts {
  readonly #sources: ReadonlySet<Source>;
  /** Locals, variables and outputs of modules that are at fault, or refer to one that is. */
  readonly #named: ReadonlySet<string>;

  constructor(sources: ReadonlySet<Source>, named: ReadonlySet<string>) {
    this.#sources = sources;
    this.#named = named;
  }

  /** An expression of that module. */
  expression(module: ModuleConfig, expression: ConfigExpression): boolean {
    try {
      return expression.references().some((reference) => {
        const target = targetOf(module, reference);
        return this.#sources.has(reference.source) || (target !== undefined && this.#named.has(target));
      });
    } catch (e) {
      if (e instanceof DiagnosticError) return true;
      throw e;
    }
  }
}

const NAMED = /^(module\.[^.]+\.)*(local|var|output)\./;

/** Undefined when nothing is. */
export function brokenParts({ located, graph }: Analysis): BrokenParts | undefined {
  if (located.length === 0) return undefined;
  const named = new Set<string>();
  const own = new Set(located.map(({ id }) => id));
  for (const id of graph.order()) {
    if (!NAMED.test(id)) continue;
    if (own.has(id) || [...graph.direct(id)].some((target) => named.has(target))) named.add(id);
  }
  return new BrokenParts(new Set(located.flatMap(({ source }) => source ?? [])), named);
}
