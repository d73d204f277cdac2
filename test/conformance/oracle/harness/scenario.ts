/** What a scenario of the oracle is: data, so that every engine is given the very same thing to do. */

import type { JsonObject } from '../../../../src/values/json.ts';

/** By path in the folder: an object is written as JSON, text as it stands, and null takes the file away. */
export type Files = Readonly<Record<string, JsonObject | string | null>>;

/** A change of the state file by hand, as `terraform taint` or another engine might have left it. */
export type StateEdit =
  /** The object must be replaced. */
  | { readonly taint: string }
  /** The current object becomes one that a failed replacement has left behind; `keep` leaves the current one too. */
  | { readonly depose: string; readonly key: string; readonly keep?: boolean }
  /** Attributes of the object take other values, as if somebody had changed it outside. */
  | { readonly set: string; readonly attributes: JsonObject }
  /** The whole file, however strange. */
  | { readonly replace: JsonObject };

/** What goes wrong in both engines, and the words each has for it. */
export interface Failure {
  readonly in: 'plan' | 'apply';
  /** Summary of one of Terraform's error diagnostics. */
  readonly terraform: string;
  /** Code of one of ztc's. */
  readonly ztc: string;
}

export interface Step {
  /** The main file: an object is `main.tf.json`, text is `main.tf`. */
  readonly config?: JsonObject | string;
  readonly files?: Files;
  readonly state?: readonly StateEdit[];

  /** Planned only; without it the plan is applied. */
  readonly planOnly?: true;
  readonly destroy?: true;
  readonly refreshOnly?: true;
  readonly refresh?: false;
  readonly vars?: Readonly<Record<string, string>>;
  readonly varFiles?: readonly string[];
  readonly targets?: readonly string[];
  readonly replace?: readonly string[];

  /** Exit code of a plan with `-detailed-exitcode`: says what the scenario is about, and proves that it is. */
  readonly exit?: 0 | 2;
  /** `address: actions reason` of every change that is not a no-op, in any order. */
  readonly actions?: readonly string[];
  /** Each list: operations (`create terraform_data.a`) that must be carried out in this order. */
  readonly order?: readonly (readonly string[])[];
  /** By how much the apply raises the serial of the state. */
  readonly serial?: number;
  readonly fails?: Failure;
  /** A warning that both give: Terraform's summary and ztc's code. */
  readonly warns?: { readonly terraform: string; readonly ztc: string };
}

/** A difference in what is told, not in what is done, that is left as it is. */
export interface Tolerance {
  /** How the lines of such differences begin. */
  readonly at: string;
  readonly why: string;
}

/** A difference that is meant: the reason is told, and the engines must go on differing in exactly this step. */
export interface Deviation {
  readonly step: number;
  readonly why: string;
  /** Summary of the error that Terraform gives up with where ztc goes on. */
  readonly terraformFails: string;
  /** Code of the warning that ztc gives in its place, if it is worth one. */
  readonly ztcWarns?: string;
}

export interface Scenario {
  /** Row of the oracle's test plan. */
  readonly row: string;
  readonly name: string;
  readonly steps: readonly Step[];
  /** A provider that Terraform has to be given; scenarios without one need only what is built in. */
  readonly provider?: 'ztc' | 'null';
  readonly deviation?: Deviation;
  readonly tolerates?: readonly Tolerance[];
  /** What ztc cannot do yet. The scenario has to fail until it can. */
  readonly missing?: string;
  /** Whether each engine must find nothing to do with the other's final state; by default after a last step that was applied as a whole. */
  readonly handover?: boolean;
}
