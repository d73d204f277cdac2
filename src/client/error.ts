import type { ApiErrorCode } from '../controlplane/errors.ts';
import type { Finding } from '../findings/finding.ts';
import type { Localized } from '../schema/model.ts';

/** What an error answer carries besides its code. */
export interface ApiErrorDetails {
  readonly requestId?: string;
  readonly attribute?: string;
  readonly value?: unknown;
  readonly allowed?: unknown;
  /** The constraint that the request breaks. */
  readonly rule?: string;
  readonly citation?: { readonly section: string };
  readonly findings?: readonly Finding[];
  /** Ids of other objects that take part. */
  readonly related?: readonly string[];
  /** All problems of a request that is refused for several. */
  readonly problems?: readonly ApiProblem[];
  /** A write that may have been carried out all the same: an answer was lost, or it told of a failure of the service. */
  readonly uncertain?: true;
  /** Seconds after which another attempt makes sense. */
  readonly retryAfter?: number;
}

/** One thing that is wrong with a request. */
export interface ApiProblem {
  /** The error code that the request would get for this problem alone; `ZTC-API-INVALID_ATTRIBUTES` when absent. */
  readonly code?: ApiErrorCode;
  /** Dotted path of the attribute; absent when the request as a whole is meant. */
  readonly attribute?: string;
  readonly value?: unknown;
  readonly allowed?: unknown;
  readonly rule?: string;
  readonly message: Localized;
}

/** A refusal of the control plane, or the fact that it cannot be reached. `code` is stable; `text` is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly text: Localized;
  readonly details: ApiErrorDetails;

  constructor(code: string, status: number, text: Localized, details: ApiErrorDetails = {}, cause?: unknown) {
    super(`${code}: ${text.en}`, cause === undefined ? {} : { cause });
    this.code = code;
    this.status = status;
    this.text = text;
    this.details = details;
  }

  get requestId(): string | undefined {
    return this.details.requestId;
  }

  get findings(): readonly Finding[] {
    return this.details.findings ?? [];
  }
}
