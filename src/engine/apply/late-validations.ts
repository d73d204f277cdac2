/** Validations of variables that had to wait for what is made here: nothing that uses an invalid value is done. */

import { within } from '../../config/address.ts';
import { type ConfigId, validationOf } from '../../config/declarations.ts';
import type { ModuleConfig } from '../../config/model.ts';
import type { ConfigTree } from '../../config/tree.ts';
import type { ConfigGraph } from '../config-graph.ts';
import { isLate, validatedVariables, variableProblems } from '../plan/validations.ts';
import type { ApplyContext } from './context.ts';

interface Validated {
  readonly module: ModuleConfig;
  readonly name: string;
  valid?: boolean;
}

export class LateValidations {
  readonly #late = new Map<ConfigId, Validated>();

  constructor(tree: ConfigTree, graph: ConfigGraph) {
    for (const module of tree.modules.values())
      for (const name of validatedVariables(module))
        if (isLate(graph, module, name))
          this.#late.set(validationOf(within(module.address, `var.${name}`)), { module, name });
  }

  /** Whether the values that a declaration uses are valid. What is wrong is told once, to whoever asks first. */
  allow(context: ApplyContext, id: ConfigId): boolean {
    if (this.#late.size === 0) return true;
    return [...context.graph.validations(id)].every((used) => used === id || this.#isValid(context, used));
  }

  /** Those that no change has asked for. */
  rest(context: ApplyContext): void {
    for (const [id, { module, name }] of this.#late) {
      const needs = context.graph.needs(module, validationOf(`var.${name}`));
      if ([...needs].every((address) => !context.failed.has(address))) this.#isValid(context, id);
    }
  }

  #isValid(context: ApplyContext, id: ConfigId): boolean {
    const one = this.#late.get(id);
    if (!one) return true;
    one.valid ??= this.allow(context, id) && isHeld(context, one);
    return one.valid;
  }
}

function isHeld(context: ApplyContext, { module, name }: Validated): boolean {
  const problems = variableProblems(context, module, [name]);
  context.diagnostics.push(...problems);
  return problems.length === 0;
}
