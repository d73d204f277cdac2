/** What the plugin needs from whoever provides: providers, and what they stand on. */

import type { Provider } from '../provider/provider.ts';

export interface Host {
  /** A provider that is not configured yet. */
  create(): Provider;
  /** Loads what only validation needs. */
  readyToValidate(): Promise<void>;
  /** Ends what the providers have opened. */
  close(): Promise<void>;
}
