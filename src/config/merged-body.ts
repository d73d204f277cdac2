/** A body with what an override file puts over it: its arguments replace, its blocks replace all of their type. */

import type { Json, JsonObject } from '../values/json.ts';
import type {
  Argument,
  Block,
  BlockShape,
  Body,
  ConfigExpression,
  DynamicBlock,
  Found,
  Unexpected,
} from './expression.ts';
import type { Place } from './place.ts';

export class MergedBody implements Body {
  readonly #base: Body;
  readonly #over: Body;
  /** Blocks of this type are merged themselves. */
  readonly #deep: string | undefined;

  constructor(base: Body, over: Body, deep?: string) {
    this.#base = base;
    this.#over = over;
    this.#deep = deep;
  }

  get place(): Place {
    return this.#base.place;
  }

  get text(): string {
    return `${this.#base.text}\n${this.#over.text}`;
  }

  get comment(): JsonObject | undefined {
    return this.#base.comment ?? this.#over.comment;
  }

  has(name: string): boolean {
    return this.#over.has(name) || this.#base.has(name);
  }

  names(): readonly string[] {
    return [...new Set([...this.#base.names(), ...this.#over.names()])];
  }

  get(name: string): Argument | undefined {
    return this.#over.get(name) ?? this.#base.get(name);
  }

  literal(name: string): Json | undefined {
    return this.#over.has(name) ? this.#over.literal(name) : this.#base.literal(name);
  }

  *dynamic(): Iterable<readonly [string, ConfigExpression]> {
    yield* this.#over.dynamic();
    for (const [name, expression] of this.#base.dynamic())
      if (!mentions(this.#over, name)) yield [name, expression];
  }

  blocks(type: string, labelNames?: readonly string[]): Found<Block> {
    const [base, over] = [this.#base.blocks(type, labelNames), this.#over.blocks(type, labelNames)];
    const [under] = base.found;
    const [above] = over.found;
    if (type !== this.#deep || !under || !above) return mentions(this.#over, type) ? over : base;
    const body = new MergedBody(under.body, above.body);
    const problems = [...base.problems, ...over.problems];
    return { found: [{ ...under, body }, ...base.found.slice(1), ...over.found.slice(1)], problems };
  }

  repeated(type: string, labelNames?: readonly string[]): Found<Block | DynamicBlock> {
    return (mentions(this.#over, type) ? this.#over : this.#base).repeated(type, labelNames);
  }

  blockTypes(): readonly string[] {
    return [...new Set([...this.#base.blockTypes(), ...this.#over.blockTypes()])];
  }

  madeTypes(): readonly string[] {
    return [...new Set([...this.#base.madeTypes(), ...this.#over.madeTypes()])];
  }

  unexpected(shape: BlockShape): readonly Unexpected[] {
    return [...this.#base.unexpected(shape), ...this.#over.unexpected(shape)];
  }

  without(shape: BlockShape): Body {
    return new MergedBody(this.#base.without(shape), this.#over.without(shape));
  }

  within(name: string): Body {
    return new MergedBody(this.#base.within(name), this.#over.within(name), this.#deep);
  }
}

const mentions = (body: Body, name: string): boolean =>
  body.has(name) || body.blockTypes().includes(name) || body.madeTypes().includes(name);
