/** Syntax trees of the expression language. Nodes are plain data and know only offsets; the `Source` knows the rest. */

import type { Value } from '../values/value.ts';
import type { Source, Span } from './source.ts';

/** What the planner holds: a tree and where it came from. */
export interface Expression {
  readonly root: Node;
  readonly source: Source;
}

/** A step that is known without evaluating anything. */
export type Step =
  | ({ readonly kind: 'attr'; readonly name: string } & Span)
  | ({ readonly kind: 'index'; readonly key: string | number } & Span);

/** `var.x`, `aws.y[0].id`, …: a root name and static steps. */
export interface Traversal extends Span {
  readonly root: string;
  readonly steps: readonly Step[];
}

export type BinaryOp = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

export type Node = Span &
  (
    | { readonly kind: 'literal'; readonly value: Value }
    | { readonly kind: 'traversal'; readonly root: string; readonly steps: readonly Step[] }
    /** Static steps on something that is not a root name: `f(x).a`, `(b).c[0]`. */
    | { readonly kind: 'steps'; readonly target: Node; readonly steps: readonly Step[] }
    | { readonly kind: 'index'; readonly target: Node; readonly key: Node }
    | { readonly kind: 'splat'; readonly target: Node; readonly each: Node; readonly attrOnly: boolean }
    /** The current element inside `splat.each`. */
    | { readonly kind: 'splatItem' }
    | { readonly kind: 'template'; readonly parts: readonly Node[] }
    /** A template that is one interpolation: its value keeps its type. */
    | { readonly kind: 'wrap'; readonly inner: Node }
    | { readonly kind: 'paren'; readonly inner: Node }
    /** The pieces of a `%{for}` directive: a sequence to be concatenated. */
    | { readonly kind: 'join'; readonly inner: Node }
    | { readonly kind: 'unary'; readonly op: '-' | '!'; readonly operand: Node }
    | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Node; readonly right: Node }
    | { readonly kind: 'conditional'; readonly test: Node; readonly yes: Node; readonly no: Node }
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly args: readonly Node[];
        readonly expand: boolean;
      }
    | { readonly kind: 'tuple'; readonly items: readonly Node[] }
    | { readonly kind: 'object'; readonly items: readonly ObjectItem[] }
    | ForNode
    /** A tree with a source of its own inside another: strings nested in JSON values. */
    | { readonly kind: 'embedded'; readonly expression: Expression }
  );

export interface ObjectItem {
  readonly key: Node;
  readonly value: Node;
}

export interface ForNode {
  readonly kind: 'for';
  readonly keyVar: string | undefined;
  readonly valueVar: string;
  readonly collection: Node;
  /** Present for the object form. */
  readonly key: Node | undefined;
  readonly value: Node;
  readonly condition: Node | undefined;
  readonly group: boolean;
}

export type NodeOf<K extends Node['kind']> = Extract<Node, { kind: K }>;
