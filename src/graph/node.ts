import type { PlainObject } from './plain.ts';

/** A place in the user's own files. Lines and columns count from 1; the file is relative to the project where possible. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export type Action = 'no-op' | 'create' | 'read' | 'update' | 'delete' | 'forget';

/** The type of nodes that stand for outputs of a design: `value` and `description`. */
export const OUTPUT = 'output';

/** One object of the resource graph, whatever it was read from. */
export interface GraphNode {
  /** Terraform's address: `ztc_vpc.main`, `data.ztc_account.me`, `ztc_vswitch.tier["app"]`; in a store, type and id. */
  readonly address: string;
  readonly type: string;
  readonly mode: 'managed' | 'data';
  /** What the object is, or will be after the plan. Attributes that are not set are absent or null. */
  readonly values: PlainObject;
  /** What it was before the plan; absent when it did not exist or the input knows no past. */
  readonly prior?: PlainObject;
  /** What the plan does to it, as in Terraform's plan JSON; absent outside plans. */
  readonly actions?: readonly Action[];
  readonly constructPath?: string;
  readonly source?: SourceLocation;
  /** Top-level attributes whose values must not be printed. */
  readonly sensitive?: ReadonlySet<string>;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** The attribute that refers, without list indexes: `security_group_ids`. */
  readonly attribute: string;
}
