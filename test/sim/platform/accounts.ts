/** Tenants that exist from the beginning. */

import type { AccessKey } from '../../../src/client/connect.ts';
import { quotaKey } from '../../../src/controlplane/mutate/create.ts';
import type { Change } from '../../../src/controlplane/store/port.ts';
import { CREDENTIALS } from './servers.ts';

export interface Account {
  readonly name: string;
  readonly key: AccessKey;
}

export const FIRST: Account = { name: CREDENTIALS.accountId, key: CREDENTIALS.tenant };

export const accountOf = (name: string): Account => ({
  name,
  key: { accessKey: `ZTAK${name}`, secretKey: `secret of ${name}` },
});

export const added = ({ name, key }: Account): Change => ({
  put: 'accessKey',
  row: { ...key, account: name, role: 'tenant' },
});

export const limited = ({ name }: Account, type: string, limit: number): Change => ({
  put: 'meta',
  key: quotaKey(name, type),
  value: limit,
});
