/** Bodies in the native syntax, where arguments and nested blocks are written differently. */

import type * as hcl from '../hcl/body.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { Json, JsonObject } from '../values/json.ts';
import { valueToJson } from '../values/json-value.ts';
import { dynamicBlock, dynamicExpressions } from './dynamic-block.ts';
import {
  type Block,
  type BlockShape,
  type Body,
  blockShape,
  type ConfigExpression,
  type DynamicBlock,
  type Found,
  type Unexpected,
} from './expression.ts';
import { NativeExpression } from './native-expression.ts';
import type { Place } from './place.ts';

const NOTHING_EXCLUDED = blockShape([]);
const DYNAMIC = 'dynamic';

interface Options {
  readonly exclude: BlockShape;
  /** Elements of the `dynamic` blocks around. */
  readonly bound?: ReadonlySet<string>;
}

export class NativeBody implements Body {
  readonly place: Place;
  readonly #body: hcl.Body;
  readonly #options: Options;
  readonly #expressions = new Map<string, NativeExpression>();

  constructor(body: hcl.Body, place: Place, options: Options = { exclude: NOTHING_EXCLUDED }) {
    this.#body = body;
    this.place = place;
    this.#options = options;
  }

  get text(): string {
    const { attributes, blocks, source } = this.#body;
    return [...attributes.values(), ...blocks].map((part) => source.snippet(part)).join('\n');
  }

  /** Comments of this syntax are nobody's data. */
  get comment(): JsonObject | undefined {
    return undefined;
  }

  has(name: string): boolean {
    return this.#body.attributes.has(name) && !this.#options.exclude.arguments.has(name);
  }

  names(): readonly string[] {
    return [...this.#body.attributes.keys()].filter((name) => this.has(name));
  }

  get(name: string): NativeExpression | undefined {
    const attribute = this.has(name) ? this.#body.attributes.get(name) : undefined;
    if (!attribute) return undefined;
    let expression = this.#expressions.get(name);
    if (!expression) {
      expression = new NativeExpression(attribute.expression, this.place.child(name), this.#options.bound);
      this.#expressions.set(name, expression);
    }
    return expression;
  }

  literal(name: string): Json | undefined {
    const expression = this.get(name);
    return expression?.literal ? valueToJson(expression.constant()) : undefined;
  }

  *dynamic(): Iterable<readonly [string, ConfigExpression]> {
    for (const name of this.names()) {
      const expression = this.get(name);
      if (expression && !expression.literal) yield [name, expression];
    }
    for (const [i, block] of this.#body.blocks.entries()) {
      const [label = ''] = block.labels;
      const inner = this.#inner(block, i);
      if (block.type === DYNAMIC) {
        for (const expression of dynamicExpressions(inner, label)) yield [label, expression];
      } else if (!this.#options.exclude.blocks.has(block.type)) yield* inner.dynamic();
    }
  }

  blocks(type: string, labelNames: readonly string[] = []): Found<Block> {
    const found: Block[] = [];
    const problems: Diagnostic[] = [];
    for (const [i, block] of this.#body.blocks.entries()) {
      if (block.type !== type || this.#options.exclude.blocks.has(type)) continue;
      const read = this.#labelled(block, i, labelNames);
      if ('severity' in read) problems.push(read);
      else found.push(read);
    }
    return { found, problems };
  }

  repeated(type: string, labelNames: readonly string[] = []): Found<Block | DynamicBlock> {
    const found: (Block | DynamicBlock)[] = [];
    const problems: Diagnostic[] = [];
    for (const [i, block] of this.#body.blocks.entries()) {
      const makes = block.type === DYNAMIC && block.labels.length === 1 && block.labels[0] === type;
      if (!makes && block.type !== type) continue;
      const read = makes
        ? dynamicBlock(
            { labels: block.labels, body: this.#inner(block, i), place: this.place.child(i) },
            type,
          )
        : this.#labelled(block, i, labelNames);
      if ('severity' in read) problems.push(read);
      else found.push(read);
    }
    return { found, problems };
  }

  #labelled(block: hcl.Block, i: number, labelNames: readonly string[]): Block | Diagnostic {
    const place = this.place.child(i);
    const { labels, type } = block;
    if (labels.length === labelNames.length) return { labels, body: this.#inner(block, i), place };
    const wanted =
      labelNames.length === 0 ? 'no labels' : `${labelNames.length} labels (${labelNames.join(', ')})`;
    const detail = `A ${type} block has ${wanted}; here are ${labels.length}.`;
    return place.problem('ZTC-E-CONFIG-LABELS', 'Wrong number of block labels', detail, 'key');
  }

  #inner({ body }: hcl.Block, i: number): NativeBody {
    const { bound } = this.#options;
    return new NativeBody(body, this.place.child(i), {
      exclude: NOTHING_EXCLUDED,
      ...(bound ? { bound } : {}),
    });
  }

  blockTypes(): readonly string[] {
    const types = this.#body.blocks.map(({ type }) => type);
    return [...new Set(types)].filter((type) => !this.#options.exclude.blocks.has(type));
  }

  madeTypes(): readonly string[] {
    const made = this.#body.blocks.filter(({ type, labels }) => type === DYNAMIC && labels.length === 1);
    return [...new Set(made.map(({ labels }) => labels[0] as string))];
  }

  unexpected(shape: BlockShape): readonly Unexpected[] {
    const found: Unexpected[] = this.names()
      .filter((name) => !shape.arguments.has(name))
      .map((name) => ({ name, kind: 'argument', place: this.place.child(name) }));
    for (const [i, { type }] of this.#body.blocks.entries()) {
      if (shape.blocks.has(type) || this.#options.exclude.blocks.has(type)) continue;
      found.push({ name: type, kind: 'block', place: this.place.child(i) });
    }
    return found;
  }

  without(exclude: BlockShape): NativeBody {
    return new NativeBody(this.#body, this.place, { ...this.#options, exclude });
  }

  within(name: string): NativeBody {
    const bound = new Set(this.#options.bound).add(name);
    return new NativeBody(this.#body, this.place, { ...this.#options, bound });
  }
}
