import { EngineApp, type IResolvable, type IResolveContext, TerraformStack, Token } from '../engine.ts';

interface Owner {
  readonly node: { readonly path: string };
  readonly cdktfStack: TerraformStack;
  /** The address as of now: it may still be overridden after a reference was taken. */
  referenceTo(attribute: string): string;
}

/**
 * A late value: an attribute of a resource. Same meaning as the engine's own reference, with two differences: the
 * address is read when it is written out, not when the reference is made, and no stack trace is taken per value, which
 * is most of the cost of building a large tree.
 */
export class AttributeReference implements IResolvable {
  readonly creationStack: string[] = [];
  readonly #owner: Owner;
  readonly #attribute: string;
  readonly #imported = new Map<TerraformStack, string>();

  constructor(owner: Owner, attribute: string) {
    this.#owner = owner;
    this.#attribute = attribute;
  }

  /** Names the value whatever its address will be. */
  get key(): string {
    return `${this.#owner.node.path}.${this.#attribute}`;
  }

  resolve(context: IResolveContext): string {
    const outer = context.suppressBraces;
    context.suppressBraces = true;
    const identifier = this.#identifierIn(TerraformStack.of(context.scope), context.preparing);
    return outer ? identifier : `\${${identifier}}`;
  }

  #identifierIn(stack: TerraformStack, preparing: boolean): string {
    const origin = this.#owner.cdktfStack;
    const local = this.#owner.referenceTo(this.#attribute);
    if (stack === origin) return local;
    if (preparing && !this.#imported.has(stack)) {
      this.#imported.set(stack, EngineApp.of(origin).crossStackReference(origin, stack, local));
    }
    return this.#imported.get(stack) ?? local;
  }

  toString(): string {
    return Token.asString(this);
  }

  toJSON(): string {
    return '<late value>';
  }
}
