/** Differences between two values as data, exact enough to make the one from the other. */

import type { Path, PathStep, Value } from '../../values/value.ts';

/** One step to a difference. Steps of one list or set element are the same object in all its leaves. */
export type DiffStep =
  | { readonly kind: 'key'; readonly key: string }
  /** Where the element was and where it will be; one of them is absent when it is added or removed. */
  | { readonly kind: 'item'; readonly from?: number; readonly to?: number }
  /** An element of a set. The label tells it from its siblings: `name: "web"`. Empty for plain values. */
  | { readonly kind: 'member'; readonly before?: Value; readonly after?: Value; readonly label: string }
  /** From here on inside of a string that holds JSON. */
  | { readonly kind: 'json' };

export type DiffPath = readonly DiffStep[];

export type LeafKind =
  | 'add'
  | 'remove'
  | 'change'
  /** The same element at another index. */
  | 'move'
  /** Equal content: another layout of JSON, or another type with the same elements. */
  | 'form';

export interface LeafChange {
  readonly kind: LeafKind;
  readonly path: DiffPath;
  /** Absent is not the same as null: a map may have a key with a null value. Sensitive parts are marked. */
  readonly before?: Value;
  readonly after?: Value;
  /** The whole value must not be shown. */
  readonly sensitive: boolean;
}

/** The leaf's path as plans and states have it: the later index of a list element, the element of a set itself. */
export const plainPath = (path: DiffPath): Path => path.flatMap(plainStep);

function plainStep(step: DiffStep): readonly PathStep[] {
  switch (step.kind) {
    case 'key':
      return [step.key];
    case 'item':
      return [step.to ?? step.from ?? 0];
    case 'member':
      return [step.after ?? (step.before as Value)];
    case 'json':
      return [];
  }
}

export const insideJson = (path: DiffPath): boolean => path.some(({ kind }) => kind === 'json');
