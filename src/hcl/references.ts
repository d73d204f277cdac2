/** What an expression refers to, without evaluating it. */

import type { Expression, Node, NodeOf, Traversal } from './ast.ts';
import type { Source } from './source.ts';

/** A reference with the source its offsets belong to. */
export interface Reference {
  readonly traversal: Traversal;
  readonly source: Source;
}

/** All references to names from outside the expression (variables of for-expressions are inside), in text order. */
export function references(expression: Expression): Reference[] {
  return outsideReferences(expression.root, expression.source);
}

export function outsideReferences(node: Node, source: Source): Reference[] {
  if (node.kind === 'literal') return [];
  const found: Reference[] = [];
  collect(node, source, new Set(), found);
  // A list that grew keeps room for sixteen more, and these are kept for each expression.
  return found.slice();
}

function collect(node: Node, source: Source, bound: ReadonlySet<string>, found: Reference[]): void {
  switch (node.kind) {
    case 'traversal':
      if (!bound.has(node.root)) found.push({ traversal: node, source });
      return;
    case 'for': {
      collect(node.collection, source, bound, found);
      const inner = new Set(bound).add(node.valueVar);
      if (node.keyVar !== undefined) inner.add(node.keyVar);
      for (const part of [node.key, node.value, node.condition]) {
        if (part !== undefined) collect(part, source, inner, found);
      }
      return;
    }
    case 'embedded':
      collect(node.expression.root, node.expression.source, bound, found);
      return;
    default:
      for (const child of children(node)) collect(child, source, bound, found);
  }
}

/** Direct sub-expressions in text order. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'steps':
      return [node.target];
    case 'index':
      return [node.target, node.key];
    case 'splat':
      return [node.target, node.each];
    case 'template':
      return node.parts;
    case 'wrap':
    case 'paren':
    case 'join':
      return [node.inner];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.test, node.yes, node.no];
    case 'call':
      return isConvert(node) ? node.args.slice(0, 1) : node.args;
    case 'tuple':
      return node.items;
    case 'object':
      return node.items.flatMap((item) => [item.key, item.value]);
    case 'for':
      return [node.collection, node.key, node.value, node.condition].filter((n) => n !== undefined);
    default:
      return [];
  }
}

/** Its second argument is a type, which looks like references and calls but is neither. */
const isConvert = ({ name }: NodeOf<'call'>): boolean => name === 'convert' || name === 'core::convert';
