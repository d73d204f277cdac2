/**
 * The provider contract: the calls of Terraform's plugin protocol 6 with `Value`s in place of wire bytes, plus what an
 * engine in the same process can have and a wire cannot: batched reads, progress, idempotency tokens and findings.
 */

import type { Finding } from '../findings/finding.ts';
import type { Diagnostic } from '../values/diagnostic.ts';
import type { Json } from '../values/json.ts';
import type { Path, Value } from '../values/value.ts';
import type { ProviderSchema } from './provider-schema.ts';

/** `path` is an attribute path inside the value the call was about. */
export interface ProviderDiagnostic extends Diagnostic {
  readonly finding?: Finding;
}

/** Opaque bytes the engine keeps for the provider; empty text for none. */
export type Private = string;

export interface PlanRequest {
  readonly type: string;
  /** Null when there is no object yet. */
  readonly prior: Value;
  /** Prior state and configuration merged; null for a deletion. */
  readonly proposed: Value;
  readonly config: Value;
  readonly priorPrivate: Private;
}

export interface PlanResponse {
  readonly planned: Value;
  readonly requiresReplace: readonly Path[];
  readonly private: Private;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export type Progress =
  /** The object exists on the platform from now on, although it is not ready. */
  | { readonly kind: 'identity'; readonly id: string }
  /** The platform waits for a person. */
  | { readonly kind: 'waiting_for_operator'; readonly id: string; readonly workOrder: string }
  | { readonly kind: 'waiting'; readonly id: string; readonly status: string };

export interface ApplyRequest {
  readonly type: string;
  readonly prior: Value;
  /** Null for a deletion. */
  readonly planned: Value;
  readonly config: Value;
  readonly private: Private;
  /** The same for every attempt at the same change of the same object. */
  readonly token: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface ApplyResponse {
  /**
   * What is really in effect, after an error too. Null after a deletion, or when a failed creation left nothing; null
   * with errors on an update or deletion means that nothing changed.
   */
  readonly newState: Value;
  readonly private: Private;
  /** The object is as it should be but not ready yet; the next apply waits again. It is not tainted. */
  readonly pending?: boolean;
  /**
   * Nobody knows whether the platform has done it: the answer was lost, and so were those to all further attempts. Only
   * with errors, and only from a provider that can be asked again (`recoverResource`).
   */
  readonly uncertain?: boolean;
  /** Only with errors: the token has been used for something else, or was given up; try again with another one. */
  readonly burnt?: true;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** A write that was begun by a run which did not live to see its end. */
export interface RecoverRequest {
  readonly type: string;
  readonly action: 'create' | 'update' | 'delete';
  /** As the write was sent, if it was sent. */
  readonly token: string;
  /** Of the object, where the platform had told it by then. */
  readonly id?: string;
  /** What there was before the write; null for a creation. */
  readonly prior: Value;
  readonly private: Private;
  /**
   * False only looks. True settles it: a write that has not happened will not happen any more, even if it is still on
   * its way.
   */
  readonly final: boolean;
  readonly signal: AbortSignal;
}

export interface RecoverResponse {
  /** What is there now; null when nothing is. Errors mean that it could not be told, and the question stays open. */
  readonly newState: Value;
  readonly private: Private;
  /** It cannot stay: a creation that the platform has given up, or a deletion that it has begun. */
  readonly failed?: boolean;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface ReadRequest {
  readonly state: Value;
  readonly private: Private;
}

export interface ReadResponse {
  /** Null when the object is gone. */
  readonly newState: Value;
  readonly private: Private;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface ImportedObject {
  readonly type: string;
  readonly state: Value;
  readonly private: Private;
}

export interface MoveRequest {
  readonly sourceType: string;
  readonly sourceProvider: string;
  readonly sourceVersion: number;
  readonly sourceState: Json;
  readonly sourcePrivate: Private;
  readonly targetType: string;
}

export interface Answer<T> {
  readonly result: T | undefined;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface ProviderRequestContext {
  readonly signal: AbortSignal;
}

export interface Provider {
  schema(): ProviderSchema;
  /** May contain unknowns at plan. */
  validateProviderConfig(config: Value): readonly ProviderDiagnostic[];
  configure(config: Value): Promise<readonly ProviderDiagnostic[]>;
  /** Called with unknowns first; never fails on an unknown. */
  validateResource(type: string, config: Value): readonly ProviderDiagnostic[];
  validateDataSource(type: string, config: Value): readonly ProviderDiagnostic[];
  /** May answer at once: planning thousands of objects should not cost thousands of turns of the event loop. */
  planResource(request: PlanRequest): PlanResponse | Promise<PlanResponse>;
  applyResource(request: ApplyRequest): Promise<ApplyResponse>;
  /**
   * What has become of a write. Providers without it touch nothing outside: what they were about to make is simply not
   * there.
   */
  recoverResource?(request: RecoverRequest): Promise<RecoverResponse>;
  /** Many objects of one type; results in the same order. */
  readResources(
    type: string,
    batch: readonly ReadRequest[],
    context: ProviderRequestContext,
  ): Promise<readonly ReadResponse[]>;
  importResource(type: string, id: string): Promise<Answer<readonly ImportedObject[]>>;
  /** Called for every object in a state, whatever its version. `attributes` is the state's own JSON. */
  upgradeResource(type: string, version: number, attributes: Json): Answer<Value>;
  moveResource(request: MoveRequest): Answer<{ readonly state: Value; readonly private: Private }>;
  readDataSource(type: string, config: Value, context: ProviderRequestContext): Promise<Answer<Value>>;
  /** Asks running calls to come back soon. */
  stop(): void;
}

export const hasErrors = (diagnostics: readonly { readonly severity: string }[]): boolean =>
  diagnostics.some((d) => d.severity === 'error');
