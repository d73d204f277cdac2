import type { ApiErrorDetails } from '../client/error.ts';
import type { Localized } from '../schema/model.ts';
import { type ApiErrorCode, errorText } from './errors.ts';

/** A request that is not carried out. Thrown by handlers, turned into an error answer in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ApiErrorCode;
  readonly text: Localized;
  readonly details: ApiErrorDetails;

  constructor(
    code: ApiErrorCode,
    data: Readonly<Record<string, unknown>> = {},
    details: ApiErrorDetails = {},
  ) {
    const text = errorText(code, data);
    super(`${code}: ${text.en}`);
    this.code = code;
    this.text = text;
    this.details = details;
  }
}

/** The same refusal with a text of its own, for problems whose wording the schema or a rule gives. */
export function refusalWith(code: ApiErrorCode, text: Localized, details: ApiErrorDetails): Refusal {
  const refusal = new Refusal(code, {}, details);
  return Object.assign(refusal, { text, message: `${code}: ${text.en}` });
}
