/** What an unknown value waits for: the attribute it is equal to, or the first thing that it is made from. */

import { targetOf } from '../config/config-graph.ts';
import type { ConfigExpression } from '../config/expression.ts';
import type { ModuleConfig } from '../config/model.ts';
import type { Expression, Node, Step } from '../hcl/ast.ts';
import type { Reference } from '../hcl/references.ts';
import type { Path } from '../values/value.ts';
import {
  findUnknown,
  isPlainObject,
  isUnknown,
  type Plain,
  type PlainObject,
  type Unknown,
  unknownBecause,
  unknownOf,
  type ValueRef,
} from './plain.ts';

/** Address of the instance that a resource reference names, as the graph calls it, and the steps behind it. */
export type InstanceOf = (
  address: string,
  steps: readonly Step[],
) => { readonly address: string; readonly rest: readonly Step[] } | undefined;

/** Values of the node with this address. */
export type ValuesOf = (address: string) => PlainObject | undefined;

const DEPTH = 16;

export class Tracer {
  readonly #module: ModuleConfig;
  readonly #instanceOf: InstanceOf;
  readonly #valuesOf: ValuesOf;

  constructor(module: ModuleConfig, instanceOf: InstanceOf, valuesOf: ValuesOf) {
    this.#module = module;
    this.#instanceOf = instanceOf;
    this.#valuesOf = valuesOf;
  }

  /** Of the part of the expression's value that `path` leads to. */
  trace(expression: ConfigExpression, path: Path): Unknown {
    const at = partOf(expression.expression, path);
    const exact = at && singleReference(at.root);
    if (at && exact) {
      const ref = this.#refOf({ traversal: exact, source: at.source });
      if (ref) return this.#unknownAt(ref) ?? unknownOf(ref);
    }
    return unknownBecause(this.cause(expression, 0));
  }

  cause(expression: ConfigExpression, depth: number): string {
    let fallback: string | undefined;
    for (const reference of expression.references()) {
      const found = this.#causeIn(reference, depth);
      if (found !== undefined) return found;
      fallback ??= reference.source.snippet(reference.traversal);
    }
    return fallback ?? 'a value that is known after apply';
  }

  #causeIn(reference: Reference, depth: number): string | undefined {
    const { root, steps } = reference.traversal;
    const name = steps[0]?.kind === 'attr' ? steps[0].name : '';
    if (root === 'local') {
      const local = this.#module.locals.get(name);
      return local && depth < DEPTH && !local.value.literal ? this.cause(local.value, depth + 1) : undefined;
    }
    if (root === 'var') return this.#module.variables.get(name)?.default ? undefined : `var.${name}`;
    const ref = this.#refOf(reference);
    return ref && this.#unknownAt(ref)?.cause;
  }

  /** The unknown at that place, or the part of an unknown around it. */
  #unknownAt({ address, attribute }: ValueRef): Unknown | undefined {
    let at: Plain | undefined = this.#valuesOf(address);
    const steps = attribute.split('.');
    for (const [i, step] of steps.entries()) {
      if (isUnknown(at)) return partOfUnknown(at, steps.slice(i));
      at = Array.isArray(at)
        ? (at as readonly Plain[])[Number(step)]
        : isPlainObject(at)
          ? at[step]
          : undefined;
    }
    return findUnknown(at);
  }

  #refOf(reference: Reference): ValueRef | undefined {
    const target = targetOf(reference);
    const resource = target === undefined ? undefined : this.#module.resources.get(target);
    if (!resource) return undefined;
    const behind = reference.traversal.steps.slice(resource.mode === 'data' ? 2 : 1);
    const instance = this.#instanceOf(resource.address, behind);
    if (!instance || instance.rest.length === 0) return undefined;
    const attribute = instance.rest
      .map((step) => (step.kind === 'attr' ? step.name : String(step.key)))
      .join('.');
    return { address: instance.address, attribute };
  }
}

function partOfUnknown({ ref, cause }: Unknown, steps: readonly string[]): Unknown {
  if (!ref) return unknownBecause(cause);
  return unknownOf({ address: ref.address, attribute: [ref.attribute, ...steps].join('.') });
}

/** The sub-expression that makes the part at `path`; undefined when it is not written out. */
function partOf(expression: Expression, path: Path): Expression | undefined {
  let { root, source } = expression;
  for (const step of path) {
    if (root.kind === 'embedded') ({ root, source } = root.expression);
    let next: Node | undefined;
    if (root.kind === 'tuple' && typeof step === 'number') next = root.items[step];
    else if (root.kind === 'object' && typeof step === 'string') {
      next = root.items.find(({ key }) => key.kind === 'literal' && key.value.raw === step)?.value;
    }
    if (!next) return undefined;
    root = next;
  }
  return root.kind === 'embedded' ? root.expression : { root, source };
}

function singleReference(node: Node): (Node & { kind: 'traversal' }) | undefined {
  if (node.kind === 'wrap' || node.kind === 'paren') return singleReference(node.inner);
  return node.kind === 'traversal' ? node : undefined;
}
