/** What the engine asks of the world around it. Everything is optional but the state and the providers. */

import type { Finding } from '../findings/finding.ts';
import type { GraphNode } from '../graph/node.ts';
import type { Progress } from '../provider/provider.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { InstanceState, StateObject } from './state/model.ts';

/** The design as a plan leaves it, or as far as an apply has come. */
export interface GraphView {
  nodes(): Iterable<GraphNode>;
  node(address: string): GraphNode | undefined;
  /** Objects that the plan destroys for good. */
  removed(): Iterable<GraphNode>;
}

/** Judges a plan. Violations of severity `error` stop it before anything is applied. */
export type Audit = (view: GraphView) => readonly Finding[] | Promise<readonly Finding[]>;

/** Judges one object again, with what has become known since the plan. */
export interface Judge {
  evaluate(address: string, view: GraphView): readonly Finding[] | Promise<readonly Finding[]>;
}

/** One write to the platform. */
export interface Operation {
  readonly action: 'create' | 'update' | 'delete';
  readonly address: string;
  readonly type: string;
  /** The same for every attempt at the same change of the same object. */
  readonly token: string;
  /** Serial of the state that the change was planned from; part of the token. */
  readonly generation: number;
  /** As states name it. */
  readonly provider: string;
  /** Of the object that is deleted, when that is not the current one. */
  readonly deposed?: string;
  /** Of a creation: the object as it will stand in the state, but for its value. */
  readonly object?: StateObject;
}

/** Where writes are recorded before the platform is touched, and what came of them. */
export interface OperationLog {
  /** Resolves when the record is safe; the write may be sent then. Rejects when it must not be sent. */
  begin(operation: Operation): Promise<void>;
  /** The platform has made the object. */
  identity(operation: Operation, id: string): void;
  /** What the state has at an address from now on. */
  put(text: string, before: InstanceState | undefined, after: InstanceState | undefined): void;
  /** Everything that came of it has been put. */
  done(operation: Operation): void;
  /** The state is about to be written as it is now; call the answer with its serial when that is done. */
  saving(): (serial: number) => void;
}

export type ApplyAction = 'create' | 'update' | 'delete' | 'read';

export type EngineEvent =
  /** `id`: the object's attribute of this name, before and after. */
  | { readonly kind: 'refresh_start'; readonly address: string; readonly id?: string }
  | { readonly kind: 'refresh_complete'; readonly address: string; readonly id?: string }
  /** Data sources that are read while planning; those of an apply are operations. */
  | { readonly kind: 'read_start'; readonly address: string }
  | { readonly kind: 'read_complete'; readonly address: string }
  | { readonly kind: 'planned'; readonly address: string; readonly action: string }
  | {
      readonly kind: 'apply_start';
      readonly address: string;
      readonly action: ApplyAction;
      /** Of the object that is changed or deleted. */
      readonly id?: string;
    }
  | {
      readonly kind: 'apply_progress';
      readonly address: string;
      readonly action: ApplyAction;
      readonly elapsedMs: number;
      readonly progress: Progress;
    }
  | {
      readonly kind: 'waiting_for_operator';
      readonly address: string;
      readonly workOrder: string;
      readonly elapsedMs: number;
    }
  | {
      readonly kind: 'apply_complete';
      readonly address: string;
      readonly action: ApplyAction;
      readonly id?: string;
      readonly elapsedMs: number;
    }
  | {
      readonly kind: 'apply_errored';
      readonly address: string;
      readonly action: ApplyAction;
      readonly elapsedMs: number;
      readonly diagnostics: readonly Diagnostic[];
    }
  | {
      readonly kind: 'provision_start' | 'provision_complete' | 'provision_errored';
      readonly address: string;
      readonly provisioner: string;
    }
  | {
      readonly kind: 'provision_progress';
      readonly address: string;
      readonly provisioner: string;
      /** One line of what the command says. */
      readonly output: string;
    }
  | { readonly kind: 'state_written'; readonly serial: number }
  /** Another run holds the state, and this one waits for its end. */
  | { readonly kind: 'waiting_for_lock'; readonly why: string }
  /** What has become of a write of a run that was cut off. */
  | {
      readonly kind: 'recovered';
      readonly address: string;
      readonly action: Operation['action'];
      readonly outcome: 'happened' | 'not_happened' | 'unknown';
      readonly id?: string;
    };

export type Listener = (event: EngineEvent) => void;

/** Monotonic milliseconds, and the time of day for plans. */
export interface EngineClock {
  now(): number;
  date(): Date;
  /** Calls back once, unless the answer is called before. Nobody waits for it: a process may end meanwhile. */
  later(ms: number, act: () => void): () => void;
}

export const systemClock: EngineClock = {
  now: () => performance.now(),
  date: () => new Date(),
  later: (ms, act) => {
    const timer = setTimeout(act, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** A name for something new that nothing else has: a UUID. */
export type NewId = () => string;

/** For states that nothing is lost with, such as those of tests. */
export const noLog: OperationLog = {
  begin: async () => {},
  identity: () => {},
  put: () => {},
  done: () => {},
  saving: () => () => {},
};
