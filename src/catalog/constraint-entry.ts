/** One entry of the constraint index: what the whitepaper demands, where it says so, and who sees to it. */
export interface ConstraintEntry {
  readonly id: string;
  readonly titles: { readonly en: string; readonly zh: string };
  readonly section: string;
  /** First and last line of the passage in the whitepaper's text. */
  readonly lines: readonly [number, number];
  /** Hash of the passage's normalised text; tells when the whitepaper changes. */
  readonly clause: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** The earliest moment at which it can be decided. */
  readonly phase: 'synth' | 'plan' | 'apply' | 'runtime';
  readonly kind:
    | 'availability'
    | 'enum'
    | 'immutability'
    | 'lifecycle'
    | 'operator-step'
    | 'quota'
    | 'range'
    | 'relation'
    | 'security'
    | 'sla'
    | 'topology';
  readonly basis: 'explicit' | 'derived' | 'assumed';
  /** More general constraints that say nothing more when this one is violated. */
  readonly specialises: readonly string[];
  /** The types that the constraint speaks about; empty for all of them. */
  readonly subjects: readonly string[];
  /** Present when no rule implements the constraint. */
  readonly disposition?: Disposition;
}

export interface Disposition {
  readonly how: 'type' | 'schema' | 'controlplane' | 'attestation' | 'report' | 'runtime' | 'not_yet';
  readonly reason: { readonly en: string; readonly zh: string };
}
