/** What a control plane holds, read past the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlPlaneClient, RemoteObject } from '../../src/client/client.ts';
import { type AccessKey, connectEmbedded, connectHttp } from '../../src/client/connect.ts';
import { createControlPlane } from '../../src/controlplane/server.ts';

export interface StoredKeys {
  readonly tenant: AccessKey;
  readonly operator: AccessKey;
}

export const keysIn = (dir: string): StoredKeys =>
  JSON.parse(readFileSync(join(dir, 'credentials.json'), 'utf8')) as StoredKeys;

/** Opens the data folder of an embedded control plane, which no other process may be writing to, and does one thing. */
export async function withData<T>(dir: string, act: (client: ControlPlaneClient) => Promise<T>): Promise<T> {
  const controlPlane = createControlPlane({ dir });
  const client = connectEmbedded(controlPlane, { operatorKey: controlPlane.credentials.operator });
  try {
    return await act(client);
  } finally {
    await client.close();
    await controlPlane.close();
  }
}

/** The same over a socket, with the keys of the server's data folder. */
export async function withServer<T>(
  endpoint: string,
  dir: string,
  act: (client: ControlPlaneClient) => Promise<T>,
): Promise<T> {
  const { tenant, operator } = keysIn(dir);
  const client = connectHttp({ endpoint, key: tenant, operatorKey: operator });
  try {
    return await act(client);
  } finally {
    await client.close();
  }
}

/** Every object of every type, in order of creation. */
export async function contents(client: ControlPlaneClient): Promise<readonly RemoteObject[]> {
  const objects: RemoteObject[] = [];
  for (const type of (await client.meta()).types) {
    let cursor: string | undefined;
    do {
      const page = await client.list(type, { limit: 100, ...(cursor === undefined ? {} : { cursor }) });
      objects.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return objects;
}
