/** What an expression is evaluated against. The planner implements `Scope`; the evaluator never knows addresses. */

import type { Type } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import type { Traversal } from './ast.ts';
import type { Source } from './source.ts';

export interface Resolved {
  readonly value: Value;
  /** How many of the traversal's steps the value stands for; the evaluator applies the rest. */
  readonly used: number;
}

export interface Scope {
  /**
   * The value of a reference: root `var` with steps `.x`, root `data` with `.t.n[0].attr`, …. Undefined means that
   * nothing of that name exists; the evaluator then reports it. To report more precisely throw
   * `source.error(code, summary, detail, traversal)`. Variables of for-expressions never arrive here.
   */
  resolve(traversal: Traversal, source: Source): Resolved | undefined;
  readonly functions: FunctionTable;
  readonly context: FunctionContext;
}

export type FunctionTable = ReadonlyMap<string, FunctionSpec>;

/** What functions may know of the world. Absent members make the functions that need them unknown or refused. */
export interface FunctionContext {
  /** Relative paths are relative to this folder (Terraform: the working directory). */
  readonly baseDir: string;
  /**
   * While planning `timestamp()`, `uuid()` and `bcrypt()` are unknown, because they would give something else at
   * apply.
   */
  readonly pure: boolean;
  /** RFC 3339 time of the plan, for `plantimestamp()`. */
  readonly planTime?: string;
  /** RFC 3339; the current time when absent. */
  now?(): string;
}

export interface ParameterSpec {
  readonly name: string;
  /** Arguments are converted to this type first; `dynamic` takes anything as it is. */
  readonly type: Type;
  readonly allowNull?: boolean;
  /** Call the implementation although this argument is not (wholly) known. */
  readonly allowUnknown?: boolean;
  /** Call the implementation for a container that is known itself while some of what it holds is not. */
  readonly allowPartial?: boolean;
  /** Call the implementation although not even the type of this argument is known. */
  readonly allowDynamic?: boolean;
  /** Hand marks to the implementation instead of taking them off and putting their union on the result. */
  readonly allowMarked?: boolean;
}

export interface FunctionSpec {
  readonly params: readonly ParameterSpec[];
  readonly variadic?: ParameterSpec;
  /** Type of the result, for unknown arguments; a function of the arguments when it depends on them. */
  readonly returns: Type | ((args: readonly Value[]) => Type);
  /** The result is never null: unknown results are refined accordingly. Default true. */
  readonly notNull?: boolean;
  /** Throws `FunctionError` for wrong arguments. */
  call(args: readonly Value[], context: FunctionContext): Value;
}

/** A function's complaint; the evaluator adds the name of the function and the position. */
export class FunctionError extends Error {
  /** Index of the argument at fault, if one is. */
  readonly argument: number | undefined;
  readonly code: string | undefined;

  constructor(message: string, argument?: number, code?: string) {
    super(message);
    this.name = 'FunctionError';
    this.argument = argument;
    this.code = code;
  }
}
