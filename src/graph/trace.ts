/** What an unknown value waits for: the attribute it is equal to, or the first thing that it is made from. */

import { formatModule, localName, type ModuleInstance, within } from '../config/address.ts';
import { targetOf } from '../config/declarations.ts';
import type { ConfigExpression } from '../config/expression.ts';
import type { ModuleConfig } from '../config/model.ts';
import type { ConfigTree } from '../config/tree.ts';
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
  /** From the root, with the keys of modules. */
  address: string,
  repeated: boolean,
  steps: readonly Step[],
) => { readonly address: string; readonly rest: readonly Step[] } | undefined;

/** Values of the node with this address. */
export type ValuesOf = (address: string) => PlainObject | undefined;

const DEPTH = 16;

export class Tracer {
  readonly #tree: ConfigTree;
  readonly #instanceOf: InstanceOf;
  readonly #valuesOf: ValuesOf;

  constructor(tree: ConfigTree, instanceOf: InstanceOf, valuesOf: ValuesOf) {
    this.#tree = tree;
    this.#instanceOf = instanceOf;
    this.#valuesOf = valuesOf;
  }

  /** Of the part of the expression's value that `path` leads to; the expression stands in that module. */
  trace(expression: ConfigExpression, path: Path, at: ModuleInstance): Unknown {
    const part = partOf(expression.expression, path);
    const exact = part && singleReference(part.root);
    if (part && exact) {
      const ref = this.#refOf({ traversal: exact, source: part.source }, at);
      if (ref) return this.#unknownAt(ref) ?? unknownOf(ref);
    }
    return unknownBecause(this.cause(expression, at));
  }

  cause(expression: ConfigExpression, at: ModuleInstance, depth = 0): string {
    let fallback: string | undefined;
    for (const reference of expression.references()) {
      const found = this.#causeIn(reference, at, depth);
      if (found !== undefined) return found;
      fallback ??= reference.source.snippet(reference.traversal);
    }
    return fallback ?? 'a value that is known after apply';
  }

  #causeIn(reference: Reference, at: ModuleInstance, depth: number): string | undefined {
    const { root, steps } = reference.traversal;
    const name = steps[0]?.kind === 'attr' ? steps[0].name : '';
    const module = this.#moduleAt(at);
    if (!module || depth > DEPTH) return undefined;
    if (root === 'local') {
      const local = module.locals.get(name);
      return local && !local.value.literal ? this.cause(local.value, at, depth + 1) : undefined;
    }
    if (root === 'var') return this.#causeOfVariable(module, name, at, depth);
    if (root === 'module') return this.#causeOfOutput(module, reference, at, depth);
    const ref = this.#refOf(reference, at);
    return ref && this.#unknownAt(ref)?.cause;
  }

  #causeOfVariable(
    module: ModuleConfig,
    name: string,
    at: ModuleInstance,
    depth: number,
  ): string | undefined {
    const argument = this.#tree.calledBy(module)?.call.body.get(name);
    if (argument && !argument.literal) return this.cause(argument, at.slice(0, -1), depth + 1);
    return argument || module.variables.get(name)?.default ? undefined : `var.${name}`;
  }

  /** Of an output that is named outright. */
  #causeOfOutput(
    module: ModuleConfig,
    { traversal }: Reference,
    at: ModuleInstance,
    depth: number,
  ): string | undefined {
    const [call, first, second] = traversal.steps;
    const name = call?.kind === 'attr' ? call.name : '';
    const key = first?.kind === 'index' ? first.key : undefined;
    const output = key === undefined ? first : second;
    const config = module.calls.get(name)?.module;
    const value = output?.kind === 'attr' ? config?.outputs.get(output.name)?.value : undefined;
    return value && !value.literal ? this.cause(value, [...at, { name, key }], depth + 1) : undefined;
  }

  #moduleAt(at: ModuleInstance): ModuleConfig | undefined {
    return this.#tree.at(at.map(({ name }) => name));
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

  #refOf(reference: Reference, at: ModuleInstance): ValueRef | undefined {
    const module = this.#moduleAt(at);
    const target = module && targetOf(module, reference);
    const resource = target === undefined ? undefined : this.#tree.resources.get(target);
    if (!resource) return undefined;
    const behind = reference.traversal.steps.slice(resource.mode === 'data' ? 2 : 1);
    const repeated = resource.count !== undefined || resource.forEach !== undefined;
    const address = within(formatModule(at), localName(resource));
    const instance = this.#instanceOf(address, repeated, behind);
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
