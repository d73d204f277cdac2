/** Expressions in the native syntax, which are parsed with their file. */

import type { Expression, Node } from '../hcl/ast.ts';
import { evaluate } from '../hcl/evaluate.ts';
import { parseTraversal } from '../hcl/parse.ts';
import { type Reference, references } from '../hcl/references.ts';
import type { Scope } from '../hcl/scope.ts';
import { Source } from '../hcl/source.ts';
import type { Path, Value } from '../values/value.ts';
import type { Argument, ConfigExpression, Entry, WrittenReference } from './expression.ts';
import { outside } from './json-expression.ts';
import type { Place } from './place.ts';

const NO_REFERENCES: readonly Reference[] = [];

export class NativeExpression implements Argument {
  readonly expression: Expression;
  readonly place: Place;
  readonly #bound: ReadonlySet<string> | undefined;
  #literal: boolean | undefined;
  #references: readonly Reference[] | undefined;
  #value: Value | undefined;

  constructor(expression: Expression, place: Place, bound?: ReadonlySet<string>) {
    this.expression = expression;
    this.place = place;
    this.#bound = bound;
  }

  get literal(): boolean {
    this.#literal ??= isLiteralNode(this.expression.root);
    return this.#literal;
  }

  references(): readonly Reference[] {
    if (this.literal) return NO_REFERENCES;
    this.#references ??= outside(references(this.expression), this.#bound);
    return this.#references;
  }

  evaluate(scope: Scope): Value {
    if (!this.literal) return evaluate(this.expression, scope);
    this.#value ??= evaluate(this.expression, NOTHING);
    return this.#value;
  }

  placeAt(path: Path): Place {
    let [node, place]: [Node | undefined, Place] = [this.expression.root, this.place];
    for (const step of path) {
      if (typeof step === 'object') break;
      node = nodeAt(node, step);
      if (!node) break;
      place = place.child(step);
    }
    return place;
  }

  constant(): Value {
    return evaluate(this.expression, NOTHING);
  }

  traversal(): WrittenReference {
    const { root, source } = this.expression;
    if (root.kind === 'traversal') {
      const { start, end, steps } = root;
      return {
        traversal: { root: root.root, steps, start, end },
        source,
        text: source.snippet(root),
        quoted: false,
      };
    }
    if (root.kind === 'literal' && typeof root.value.raw === 'string') {
      const text = root.value.raw;
      const origin = source.position(root.start + 1);
      return {
        traversal: parseTraversal(text, origin),
        source: new Source(text, origin),
        text,
        quoted: true,
      };
    }
    const detail = 'A reference is required here: names and constant keys only, nothing to be computed.';
    throw source.error('ZTC-E-CONFIG-STATIC-REFERENCE', 'Invalid reference', detail, root);
  }

  keyword(): string | undefined {
    const { root } = this.expression;
    return root.kind === 'traversal' && root.steps.length === 0 ? root.root : undefined;
  }

  items(): readonly Argument[] | undefined {
    const { root } = this.expression;
    return root.kind === 'tuple' ? root.items.map((item, i) => this.#part(item, i)) : undefined;
  }

  entries(): readonly Entry[] | undefined {
    const { root } = this.expression;
    if (root.kind !== 'object') return undefined;
    return root.items.flatMap(({ key, value }) => {
      const name = this.#keyText(key);
      return { name, value: this.#part(value, name) };
    });
  }

  /** As written, so that `ztc.blue = …` keeps its name. */
  #keyText(key: Node): string {
    const { source } = this.expression;
    if (key.kind === 'literal' && typeof key.value.raw === 'string') return key.value.raw;
    return source.snippet(key.kind === 'paren' ? key.inner : key);
  }

  bare(): ConfigExpression {
    return this;
  }

  #part(root: Node, step: string | number): NativeExpression {
    return new NativeExpression(
      { root, source: this.expression.source },
      this.place.child(step),
      this.#bound,
    );
  }
}

/** The part of a value that is written out there. */
export function nodeAt(node: Node | undefined, step: string | number): Node | undefined {
  if (node?.kind === 'paren') return nodeAt(node.inner, step);
  if (node?.kind === 'tuple') return node.items[Number(step)];
  if (node?.kind !== 'object') return undefined;
  return node.items.find(({ key }) => key.kind === 'literal' && key.value.raw === step)?.value;
}

/** Settings may use neither references nor functions. */
const NOTHING: Scope = {
  resolve: ({ steps, start, end }, source) => {
    throw source.error(
      'ZTC-E-CONFIG-VALUE',
      'Unsuitable value',
      'References are not allowed here; a constant is required.',
      { start, end: steps.at(-1)?.end ?? end },
    );
  },
  functions: new Map(),
  context: { baseDir: '.', pure: true },
};

function isLiteralNode(node: Node): boolean {
  switch (node.kind) {
    case 'literal':
      return true;
    case 'paren':
      return isLiteralNode(node.inner);
    case 'unary':
      return node.op === '-' && node.operand.kind === 'literal' && node.operand.value.type.kind === 'number';
    case 'tuple':
      return node.items.every(isLiteralNode);
    case 'object':
      return node.items.every(({ key, value }) => isName(key) && isLiteralNode(value));
    default:
      return false;
  }
}

const isName = (key: Node): boolean => key.kind === 'literal' && typeof key.value.raw === 'string';
