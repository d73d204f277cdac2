/** What an error of the database means: come again, make room, or stop. */
import { Refusal } from '../refusal.ts';

/** Result codes of SQLite; the lower eight bits tell the kind. */
const KINDS: Readonly<Record<number, 'busy' | 'full' | 'broken'>> = {
  5: 'busy',
  6: 'busy',
  13: 'full',
  // Read-only, I/O error, damaged, cannot be opened, locking not supported, no database.
  8: 'broken',
  10: 'broken',
  11: 'broken',
  14: 'broken',
  22: 'broken',
  26: 'broken',
};

export function kindOf(error: unknown): 'busy' | 'full' | 'broken' | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return KINDS[Number(error.errcode) & 0xff];
}

/** As whoever asked is told. Errors that are none of the database's stay what they are. */
export function toldOf(error: unknown): unknown {
  switch (kindOf(error)) {
    case 'busy':
      return new Refusal('ZTC-API-UNAVAILABLE', {}, { retryAfter: 1 });
    case 'full':
      return new Refusal('ZTC-API-STORE_FULL');
    case 'broken':
      return new Refusal('ZTC-API-STORE_FAILED', { reason: reasonOf(error) });
    default:
      return error;
  }
}

/** For a folder that cannot be opened in the first place. */
export function unusable(dir: string, error: unknown): Refusal {
  return new Refusal('ZTC-API-STORE_UNUSABLE', { dir, reason: reasonOf(error) });
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'errcode' in error ? ` (SQLite ${String(error.errcode)})` : '';
  return `${text}${code}`;
}
