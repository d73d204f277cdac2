import type { SourceLocation } from '../graph/node.ts';
import type { Localized } from '../schema/model.ts';

export type Severity = 'error' | 'warning' | 'info';

/** `unknown`: cannot be decided before something else is known; it is carried to the apply as an obligation. */
export type FindingStatus = 'violated' | 'unknown' | 'waived';

/** Where a rule comes from: a section of the whitepaper and a hash of the clause's normalised text, never the text. */
export interface Citation {
  readonly section: string;
  readonly clause: string;
}

export interface Subject {
  readonly address: string;
  readonly constructPath?: string;
  readonly source?: SourceLocation;
}

/** One value that a rule looked at. */
export interface Evidence {
  readonly address: string;
  readonly attribute: string;
  /** As JSON would show it; `(unknown)` and `(sensitive)` stand for values that cannot be shown. */
  readonly value: unknown;
}

export interface Waiver {
  readonly rule: string;
  /** Construct path or address prefix that the waiver covers. */
  readonly scope: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day of validity, YYYY-MM-DD. */
  readonly until: string;
  readonly source?: SourceLocation;
}

/** What a rule has to say about one subject. The only thing that reporters, gates and logs see. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly status: FindingStatus;
  readonly message: Localized;
  /** Name of the message within its rule; with the rule it identifies the kind of finding, whatever the language. */
  readonly messageId: string;
  readonly citation: Citation;
  readonly subject: Subject;
  /** The attribute that has to change, as a dotted path. */
  readonly attribute?: string;
  readonly value?: unknown;
  readonly allowed?: unknown;
  /** Other objects that take part, by address. */
  readonly related: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly fix: Localized;
  /** For `unknown`: what has to be known first. */
  readonly cause?: string;
  readonly waiver?: Waiver;
  /** What accepting the finding costs; said beside every waiver of a warning. */
  readonly remark?: Localized;
}

/** Stable order: severity, rule, address, attribute. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    compare(a.rule, b.rule) ||
    compare(a.subject.address, b.subject.address) ||
    compare(a.attribute ?? '', b.attribute ?? '')
  );
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
