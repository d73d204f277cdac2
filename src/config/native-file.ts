/** A file in the native syntax, which can tell where its parts begin. */

import { type Body, parseBody } from '../hcl/body.ts';
import type { Span } from '../hcl/source.ts';
import { nodeAt } from './native-expression.ts';
import { type Document, type JsonPath, Place } from './place.ts';

export class NativeFile implements Document {
  readonly file: string;
  readonly body: Body;

  /** Throws `DiagnosticError` for a syntax error. */
  constructor(text: string, file: string) {
    this.file = file;
    this.body = parseBody(text, { file });
  }

  get root(): Place {
    return new Place(this);
  }

  /**
   * Numbers lead to the nth block of a body, names to an argument or to the first block of that type; behind an
   * argument they lead into its value. What is not written is where it would have been: at its block.
   */
  position(path: JsonPath, what: 'value' | 'key'): { readonly line: number; readonly column: number } {
    const { line = 1, column = 1 } = this.body.source.position(spanOf(this.body, path, what).start);
    return { line, column };
  }
}

function spanOf(root: Body, path: JsonPath, what: 'value' | 'key'): Span {
  let body = root;
  let at: Span = { start: 0, end: 0 };
  for (const [i, step] of path.entries()) {
    const attribute = typeof step === 'string' ? body.attributes.get(step) : undefined;
    if (attribute) {
      const inside = path.slice(i + 1);
      return inside.length === 0 && what === 'key' ? attribute : deepest(attribute.expression.root, inside);
    }
    const block =
      typeof step === 'number' ? body.blocks[step] : body.blocks.find(({ type }) => type === step);
    if (!block) return at;
    at = block;
    body = block.body;
  }
  return at;
}

function deepest(root: Parameters<typeof nodeAt>[0] & Span, path: JsonPath): Span {
  let at = root;
  for (const step of path) {
    const next = nodeAt(at, step);
    if (!next) break;
    at = next;
  }
  return at;
}
