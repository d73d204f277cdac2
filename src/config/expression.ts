/**
 * What a configuration is made of, in either syntax: expressions, and bodies of arguments and nested blocks. JSON and
 * the native syntax each have one implementation; everything else is written against these interfaces.
 */

import type { Expression } from '../hcl/ast.ts';
import type { Reference } from '../hcl/references.ts';
import type { Scope } from '../hcl/scope.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { Json, JsonObject } from '../values/json.ts';
import type { Path, Value } from '../values/value.ts';
import type { StaticReference } from './model.ts';
import type { Place } from './place.ts';

export interface ConfigExpression {
  readonly place: Place;
  /** Means itself: nothing in it has to be looked up or computed. */
  readonly literal: boolean;
  /** As written, in JSON syntax only; Terraform's plan shows it as `constant_value`. */
  readonly json?: Json;
  /** The tree; throws `DiagnosticError` for a syntax error. */
  readonly expression: Expression;
  references(): readonly Reference[];
  evaluate(scope: Scope): Value;
  /** The part of the value that the path leads to, as deep as it is written out. */
  placeAt(path: Path): Place;
}

/** The value of an argument, with the readings that the language needs before anything can be evaluated. */
export interface Argument extends ConfigExpression {
  /** The value where nothing can be referred to: settings. In JSON, strings mean themselves. Throws. */
  constant(): Value;
  /** A reference as such, in JSON as a string without `${`. Throws. */
  traversal(): WrittenReference;
  /** A bare word: `all`, `destroy`. */
  keyword(): string | undefined;
  /** Elements of a list that is written out. */
  items(): readonly Argument[] | undefined;
  /** Members of an object that is written out. */
  entries(): readonly Entry[] | undefined;
  /** The same, where JSON writes the expression itself as a string: types, references with computed keys. */
  bare(): ConfigExpression;
}

export interface WrittenReference extends StaticReference {
  /** In quotes although the syntax has a better way. */
  readonly quoted: boolean;
}

export interface Entry {
  /** `ztc`, and `ztc.blue` where references can be keys. */
  readonly name: string;
  readonly value: Argument;
}

/** Names that a block of the language takes. */
export interface BlockShape {
  readonly arguments: ReadonlySet<string>;
  readonly blocks: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

export function blockShape(names: readonly string[], blocks: readonly string[] = []): BlockShape {
  return { arguments: new Set(names), blocks: new Set(blocks), all: new Set([...names, ...blocks]) };
}

/** Something that a shape does not have. */
export interface Unexpected {
  readonly name: string;
  readonly kind: 'argument' | 'block';
  readonly place: Place;
}

export interface Block {
  readonly labels: readonly string[];
  readonly body: Body;
  readonly place: Place;
}

/** Blocks that are made from the elements of a collection. */
export interface DynamicBlock {
  readonly type: string;
  readonly forEach: Argument;
  /** Name of the element inside `content`. */
  readonly iterator: string;
  /** A list, for blocks that have labels. */
  readonly labels: Argument | undefined;
  readonly content: Body;
  readonly place: Place;
}

export interface Found<T> {
  readonly found: readonly T[];
  readonly problems: readonly Diagnostic[];
}

export interface Body {
  readonly place: Place;
  /** Names of the arguments. In JSON also of nested blocks, which look the same. `"//"` is a comment and no name. */
  names(): readonly string[];
  has(name: string): boolean;
  get(name: string): Argument | undefined;
  /** The argument when it means itself. */
  literal(name: string): Json | undefined;
  /** Expressions that are not literal, also those of nested blocks, with the name of the argument or block. */
  dynamic(): Iterable<readonly [string, ConfigExpression]>;
  /** Blocks of a type, with one label for each of the names. */
  blocks(type: string, labelNames?: readonly string[]): Found<Block>;
  /** The same, and `dynamic` blocks that make blocks of the type; in the order they are written. */
  repeated(type: string, labelNames?: readonly string[]): Found<Block | DynamicBlock>;
  /** Types of nested blocks, as far as the syntax tells. */
  blockTypes(): readonly string[];
  /** Types of the blocks that `dynamic` blocks make. */
  madeTypes(): readonly string[];
  /** What is not among the names of a shape. */
  unexpected(shape: BlockShape): readonly Unexpected[];
  without(shape: BlockShape): Body;
  /** The same content, where `name` is the element of a `dynamic` block. */
  within(name: string): Body;
  /** Everything as written, to tell one configuration from another. */
  readonly text: string;
  /** Content of `"//"`. */
  readonly comment: JsonObject | undefined;
}

export const NO_NAMES: ReadonlySet<string> = new Set();
