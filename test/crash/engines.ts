/** What carries out the design of a world: our own command line, or real Terraform. */

import type { Env, Outcome, Project } from '../support/cli.ts';
import { COUNTS_VARIABLE, END_VARIABLE, type End } from './boundaries.ts';
import type { Place } from './places.ts';

export const ENGINES = ['ztc', 'terraform'] as const;
export type EngineName = (typeof ENGINES)[number];

/** A run of `apply`. */
export interface Run {
  readonly ended: Promise<Outcome>;
  /** SIGKILL; if `whole` for the processes that it has started as well. */
  kill(whole: boolean): void;
  /** Ends what still runs. */
  stop(): Promise<void>;
}

export interface Engine {
  readonly name: EngineName;
  /** Until it has loaded itself nothing happens. */
  readonly startMs: number;
  /** How long a run takes, as long as none has been seen. */
  readonly firstGuessMs: number;
  /** Names of files that lie in its folder at rest. */
  readonly files: RegExp;
  /** It ends itself at a boundary, if it knows them. */
  apply(end: End | undefined, args: readonly string[]): Run;
  /** Exit code 0 when there is nothing to do. */
  plan(): Promise<Outcome>;
  /** Does what its user has to do by hand after a run that was killed, and tells it; mostly nothing. */
  tidy(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly project: Project;
  readonly place: Place;
  readonly endpoint: string;
}

export interface ZtcOptions extends EngineOptions {
  /** By which boundaries are seen. */
  readonly watched: Env;
  /** Gets how often a whole run has been where. */
  readonly counts: string;
}

export class Ztc implements Engine {
  readonly name = 'ztc';
  readonly startMs = 250;
  readonly firstGuessMs = 1200;
  readonly files = /^(terraform\.tfstate(\.backup)?|cdk\.tf\.json)$/;
  readonly #options: ZtcOptions;

  constructor(options: ZtcOptions) {
    this.#options = options;
  }

  apply(end: End | undefined, args: readonly string[]): Run {
    const { watched, counts } = this.#options;
    const last: Env = end ? { [END_VARIABLE]: JSON.stringify(end) } : {};
    const env = { ...watched, [COUNTS_VARIABLE]: counts, ...last };
    const running = this.#start(['apply', '--auto-approve', '--events', ...args], env);
    return {
      ended: running.ended,
      kill: () => running.signal('SIGKILL'),
      stop: () => running.stop(),
    };
  }

  plan(): Promise<Outcome> {
    return this.#start(['plan', '--detailed-exitcode', '--quiet'], {}).ended;
  }

  async tidy(): Promise<readonly string[]> {
    await this.#options.place.expire();
    return [];
  }

  /** The project ends what runs in it. */
  async close(): Promise<void> {}

  #start(args: readonly string[], env: Env) {
    const { project, place, endpoint } = this.#options;
    return project.start(args, { ...place.env, ZTC_ENDPOINT: endpoint, ...env });
  }
}
