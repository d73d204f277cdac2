import { expect, it } from 'vitest';
import { Refusal } from './refusal.ts';
import type { Store } from './store/port.ts';
import { SqliteStore } from './store/sqlite.ts';
import { refusal, setUp } from './testing.ts';

it('a start that others were in the way of is tried again by the next request', async () => {
  const inner = new SqliteStore(':memory:');
  let busy = 1;
  const store: Store = {
    read: (work) => inner.read(work),
    write: (work) => (busy-- > 0 ? Promise.reject(new Refusal('ZTC-API-UNAVAILABLE')) : inner.write(work)),
    onRollback: (listener) => inner.onRollback(listener),
    close: () => inner.close(),
  };
  await using setup = setUp({ store });
  expect((await refusal(setup.client.meta())).code).toBe('ZTC-API-UNAVAILABLE');
  expect((await setup.client.meta()).role).toBe('tenant');
});
