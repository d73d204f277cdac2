import {
  ComplexList,
  ComplexObject,
  Fn,
  type IInterpolatingParent,
  type IResolvable,
  Token,
} from '../engine.ts';
import { isNested } from './convert.ts';
import type { Field, L1Type, Nested } from './types.ts';

/** What was given, by argument name. Behind a symbol, because user classes may extend generated ones. */
export const INPUTS = Symbol.for('ztc.inputs');
const CHILDREN = Symbol.for('ztc.children');

export interface WithInputs extends IInterpolatingParent {
  readonly [INPUTS]: Record<string, unknown>;
  readonly [CHILDREN]?: Map<string, unknown>;
}

/** Gives a generated class its members; called once per class, when its file is loaded. */
export function accessors(target: { readonly prototype: object }, type: L1Type): void {
  for (const field of type.fields) define(target.prototype, field);
}

function define(prototype: object, field: Field): void {
  const { name } = field;
  const nested = isNested(field.kind);
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: WithInputs) {
      return late(this, field);
    },
    ...(field.settable && !nested
      ? {
          set(this: WithInputs, value: unknown) {
            this[INPUTS][name] = value;
          },
        }
      : {}),
  });
  if (!field.settable) return;
  Object.defineProperty(prototype, `${name}Input`, {
    configurable: true,
    get(this: WithInputs) {
      return this[INPUTS][name];
    },
  });
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  method(prototype, `reset${capital}`, function (this: WithInputs) {
    this[INPUTS][name] = undefined;
  });
  if (nested) {
    method(prototype, `put${capital}`, function (this: WithInputs, value: unknown) {
      this[INPUTS][name] = value;
    });
  }
}

function method(prototype: object, name: string, value: (this: WithInputs, value?: unknown) => void): void {
  Object.defineProperty(prototype, name, { configurable: true, writable: true, value });
}

/** The late value of an attribute, of a resource or of a nested object of it. */
function late(owner: IInterpolatingParent, { attribute, kind, name, fields }: Field): unknown {
  if (isNested(kind)) return nestedReference(owner as WithInputs, attribute, name, kind, fields);
  const value = owner.interpolationForAttribute(attribute);
  switch (kind) {
    case 'string':
      return Token.asString(value);
    case 'number':
      return Token.asNumber(value);
    case 'strings':
      return Token.asList(value);
    case 'stringSet':
      return Token.asList(Fn.tolist(value));
    case 'numbers':
      return Token.asNumberList(value);
    case 'numberSet':
      return Token.asNumberList(Fn.tolist(value));
    case 'stringMap':
      return Token.asStringMap(value);
    case 'numberMap':
      return Token.asNumberMap(value);
    case 'booleanMap':
      return Token.asBooleanMap(value);
    default:
      return value;
  }
}

function nestedReference(
  owner: WithInputs,
  attribute: string,
  name: string,
  { shape }: Nested,
  fields: readonly Field[],
): unknown {
  const known = owner[CHILDREN] ?? new Map<string, unknown>();
  if (!owner[CHILDREN]) Object.defineProperty(owner, CHILDREN, { value: known });
  const found = known.get(name);
  if (found) return found;
  const input = {
    get: (): unknown => owner[INPUTS]?.[name],
    set: (value: unknown): void => {
      owner[INPUTS][name] = value;
    },
  };
  const made =
    shape === 'list' || shape === 'set'
      ? new NestedList(owner, attribute, shape === 'set', fields, input)
      : shape === 'map'
        ? Token.asAnyMap(owner.interpolationForAttribute(attribute))
        : new NestedObject(owner, attribute, false, undefined, fields, input);
  known.set(name, made);
  return made;
}

interface Input {
  get(): unknown;
  set(value: unknown): void;
}

class NestedObject extends ComplexObject {
  readonly #input: Input | undefined;

  constructor(
    owner: IInterpolatingParent,
    attribute: string,
    fromSet: boolean,
    index: number | undefined,
    fields: readonly Field[],
    input?: Input,
  ) {
    super(owner, attribute, fromSet, index);
    this.#input = input;
    for (const field of fields) {
      Object.defineProperty(this, field.name, { configurable: true, get: () => late(this, field) });
    }
  }

  get internalValue(): unknown {
    return this.#input?.get();
  }

  set internalValue(value: unknown) {
    this.#input?.set(value);
  }
}

class NestedList extends ComplexList {
  readonly #fields: readonly Field[];
  readonly #input: Input;

  constructor(
    owner: IInterpolatingParent,
    attribute: string,
    set: boolean,
    fields: readonly Field[],
    input: Input,
  ) {
    super(owner, attribute, set);
    this.#fields = fields;
    this.#input = input;
  }

  get(index: number): NestedObject {
    return new NestedObject(
      this.terraformResource,
      this.terraformAttribute,
      this.wrapsSet,
      index,
      this.#fields,
    );
  }

  get internalValue(): unknown {
    return this.#input.get();
  }

  set internalValue(value: unknown) {
    this.#input.set(value);
  }
}

export type { IResolvable };
