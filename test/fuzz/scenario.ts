/** What both engines are given: configurations as data, and how each is planned. A regression is one of these as a file. */

import type { Json, JsonObject } from '../../src/values/json.ts';

export interface StepOptions {
  readonly mode?: 'destroy' | 'refresh-only';
  readonly refresh?: false;
  readonly targets?: readonly string[];
  readonly replace?: readonly string[];
  /** Values on the command line. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Done to the state by hand before: the so-manieth instance is marked tainted. */
  readonly taint?: number;
  /** The so-manieth instance gets a copy of itself, with another id, as a deposed object. */
  readonly depose?: number;
}

export interface Step {
  /** By path below the configuration's folder; JSON syntax. */
  readonly files: Readonly<Record<string, JsonObject>>;
  readonly options: StepOptions;
}

export interface Scenario {
  readonly seed: number;
  /** Which syntax the files are written in. */
  readonly syntax: 'json' | 'native';
  readonly steps: readonly Step[];
}

export type { Json, JsonObject };
