/**
 * Protocol-buffer messages (proto3) as data: a table of fields says what a message holds, and one encoder and one decoder
 * serve all of them. What is not said is absent, in both directions; absent stands for the default value.
 */

export type FieldKind = 'string' | 'bytes' | 'bool' | 'integer' | 'message';

/** The third member exists for the compiler only. */
export interface Field<T> {
  readonly number: number;
  readonly kind: FieldKind;
  readonly many?: 'list' | 'map';
  /** The message of a field that holds messages. A function, because some messages hold themselves. */
  readonly of?: () => Message<unknown>;
  readonly holds?: T;
}

type FieldTable = Readonly<Record<string, Field<unknown>>>;
type Held<F> = F extends Field<infer T> ? T : never;
export type Fields<F extends FieldTable> = { readonly [K in keyof F]?: Held<F[K]> };

export interface Message<D> {
  readonly fields: readonly NamedField[];
  readonly byNumber: ReadonlyMap<number, NamedField>;
  readonly data?: D;
}

export interface NamedField extends Field<unknown> {
  readonly name: string;
}

/** What a message holds. */
export type DataOf<M> = M extends Message<infer D> ? D : never;

export function message<F extends FieldTable>(table: F): Message<Fields<F>> {
  const fields = Object.entries(table).map(([name, field]) => ({ ...field, name }));
  return { fields, byNumber: new Map(fields.map((field) => [field.number, field])) };
}

export const string = (number: number): Field<string> => ({ number, kind: 'string' });
export const bytes = (number: number): Field<Uint8Array> => ({ number, kind: 'bytes' });
export const bool = (number: number): Field<boolean> => ({ number, kind: 'bool' });
/** `int64`, and the enumerations. */
export const integer = (number: number): Field<number> => ({ number, kind: 'integer' });
/** The undecoded items of a repeated field. */
export const chunks = (number: number): Field<readonly Uint8Array[]> => ({
  number,
  kind: 'bytes',
  many: 'list',
});
export const one = <D>(number: number, of: () => Message<D>): Field<D> => ({ number, kind: 'message', of });
export const list = <D>(number: number, of: () => Message<D>): Field<readonly D[]> => ({
  number,
  kind: 'message',
  many: 'list',
  of,
});
/** Messages by name. */
export const map = <D>(number: number, of: () => Message<D>): Field<ReadonlyMap<string, D>> => ({
  number,
  kind: 'message',
  many: 'map',
  of,
});
