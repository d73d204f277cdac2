/** What a configuration asserts, as far as it is news: what does not hold, and what only the apply can tell. */

import type { CheckResult } from '../checks/model.ts';
import { visible } from './scalar-text.ts';

interface FailedCheck {
  readonly address: string;
  /** It could not be evaluated. */
  readonly broken: boolean;
  /** Lines. */
  readonly messages: readonly string[];
}

export interface ChecksView {
  readonly failed: readonly FailedCheck[];
  /** Addresses of what is known after apply. */
  readonly open: readonly string[];
}

export function checksView(results: readonly CheckResult[]): ChecksView {
  const objects = results.flatMap((result) => result.objects ?? []);
  return {
    failed: objects
      .filter(({ status }) => status === 'fail' || status === 'error')
      .map(({ address, status, messages }) => ({
        address: visible(address),
        broken: status === 'error',
        messages: messages.flatMap((message) => message.split('\n').map(visible)),
      })),
    open: objects.filter(({ status }) => status === 'unknown').map(({ address }) => visible(address)),
  };
}
