/** Another account with a network of its own: the far side of what crosses accounts. */
import { randomUUID } from 'node:crypto';
import type { ControlPlaneClient } from '../../src/client/client.ts';
import type { AccessKey } from '../../src/client/connect.ts';
import type { Peer } from './every-type.ts';

const ACCOUNT = '2000000001';

/** `connect` gives a client of the same control plane with other keys. */
export async function makePeer(
  operator: ControlPlaneClient,
  connect: (key: AccessKey) => ControlPlaneClient,
): Promise<Peer> {
  const keys = await operator.operate('POST', 'accounts', { account_id: ACCOUNT });
  const client = connect({ accessKey: String(keys.access_key), secretKey: String(keys.secret_key) });
  try {
    const network = { site: 'sh-jq', cidr: '172.30.0.0/16' };
    const made = await client.create('ztc_vpc', network, { token: randomUUID() });
    return { account: ACCOUNT, vpc: made.object.id };
  } finally {
    await client.close();
  }
}
