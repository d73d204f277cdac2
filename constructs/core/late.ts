import type { IResolvable } from './engine.ts';

declare const late: unique symbol;

/**
 * A value that the platform decides (后定值). It can be passed on and put into a template (`${vpc.id}`), but there is
 * nothing to inspect yet: string methods, comparison and arithmetic do not compile.
 */
export interface Late<T> {
  readonly [late]: T;
  toString(): string;
}

/** A value that is known now or later. */
export type In<T> = T | Late<T>;

interface Attributed {
  interpolationForAttribute(attribute: string): IResolvable;
}

/** An attribute of an L1 object as a late value; `attribute` is its Terraform name. */
export function lateOf<T>(resource: Attributed, attribute: string): Late<T> {
  return resource.interpolationForAttribute(attribute) as unknown as Late<T>;
}

/** What L1 takes: the engine accepts late values wherever a value belongs. */
export function lower<T>(value: In<T>): T;
export function lower<T>(value: In<T> | undefined): T | undefined;
export function lower<T>(value: In<T> | undefined): T | undefined {
  return value as T | undefined;
}

export function isLate(value: unknown): value is Late<unknown> {
  return typeof value === 'object' && value !== null && 'resolve' in value;
}

/** Tells late values apart in ids: the construct and the attribute that one is of. */
export function keyOf(value: Late<unknown>): string {
  return (value as Late<unknown> & { readonly key?: string }).key ?? '';
}
