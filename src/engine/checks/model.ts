/** Outcomes of everything a configuration asserts, as plans and states hold them. */

export type CheckKind = 'resource' | 'output' | 'check' | 'var';

/** `error`: the condition could not be evaluated. */
export type CheckStatus = 'pass' | 'fail' | 'error' | 'unknown';

/** One object, such as one instance of a resource. */
export interface CheckedObject {
  readonly address: string;
  readonly status: CheckStatus;
  /** Of failures. */
  readonly messages: readonly string[];
}

/** One declaration with conditions. */
export interface CheckResult {
  readonly kind: CheckKind;
  /** Without instance keys. */
  readonly address: string;
  readonly status: CheckStatus;
  /** Undefined when nobody has asked which there are. */
  readonly objects: readonly CheckedObject[] | undefined;
}

const GRAVITY: readonly CheckStatus[] = ['fail', 'error', 'unknown'];

/** The worst of all; nothing wrong is a pass. */
export const worst = (statuses: readonly CheckStatus[]): CheckStatus =>
  GRAVITY.find((status) => statuses.includes(status)) ?? 'pass';
