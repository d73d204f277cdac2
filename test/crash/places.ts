/** Where the state of a world is kept: a file, a server, a database. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlaneClient } from '../../src/client/client.ts';
import type { AccessKey } from '../../src/client/connect.ts';
import type { Env } from '../support/cli.ts';
import type { Postgres } from '../support/postgres.ts';

export const BACKENDS = ['local', 'http', 'pg'] as const;
export type Backend = (typeof BACKENDS)[number];

export interface Place {
  /** Of the configuration's `terraform` block. */
  readonly backend: Record<string, unknown>;
  /** Of whoever runs `ztc`. */
  readonly env: Env;
  /** The text of the state; undefined when there is none. */
  read(): Promise<string | undefined>;
  /** Does what time would do: the lock of a process that is gone runs out. */
  expire(): Promise<void>;
  /** Of a lock that stays until somebody removes it by hand. */
  lockId(): Promise<string | undefined>;
}

/** What a place may need of its world. */
export interface Surroundings {
  readonly dir: string;
  readonly number: number;
  /** Of the control plane, which keeps states as well. */
  readonly endpoint: string;
  readonly key: AccessKey;
  readonly client: ControlPlaneClient;
  readonly postgres: Postgres | undefined;
}

export function placeFor(backend: Backend, { postgres, ...around }: Surroundings): Place {
  if (backend === 'local') return fileIn(around.dir);
  if (backend === 'http') return served(around);
  if (!postgres) throw new Error('a database is needed');
  return inDatabase(postgres, `world_${around.number}`);
}

function fileIn(dir: string): Place {
  return {
    backend: { local: { path: 'terraform.tfstate' } },
    env: {},
    read: async () => {
      try {
        return readFileSync(join(dir, 'terraform.tfstate'), 'utf8');
      } catch (e) {
        if ((e as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw e;
      }
    },
    // A lock of a process that is gone is in nobody's way.
    expire: async () => {},
    lockId: async () => undefined,
  };
}

const NAME = 'landing-zone';

/** By the control plane itself: when it is killed, the door to the state is closed as well. */
function served({ endpoint, key, client }: Omit<Surroundings, 'postgres'>): Place {
  const url = `${endpoint}/state/${NAME}`;
  const { accessKey, secretKey } = key;
  const authorization = `Basic ${Buffer.from(`${accessKey}:${secretKey}`).toString('base64')}`;
  return {
    backend: { http: {} },
    env: {
      TF_HTTP_ADDRESS: url,
      TF_HTTP_LOCK_ADDRESS: url,
      TF_HTTP_UNLOCK_ADDRESS: url,
      TF_HTTP_USERNAME: accessKey,
      TF_HTTP_PASSWORD: secretKey,
    },
    read: async () => {
      const answer = await fetch(url, { headers: { authorization } });
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw new Error(`the state is answered with ${answer.status}`);
      return answer.text();
    },
    // The server frees a lock that is not renewed after a minute; nobody waits for that here.
    expire: async () => {
      await client.states.unlock(NAME);
    },
    lockId: async () => (await client.states.lock(NAME))?.id,
  };
}

const LOOKS = 200;

function inDatabase(postgres: Postgres, schema: string): Place {
  return {
    backend: { pg: {} },
    env: { PG_CONN_STR: postgres.url, PG_SCHEMA_NAME: schema },
    read: async () => {
      const [table] = await postgres.query<{ known: string | null }>('SELECT to_regclass($1) AS known', [
        `${schema}.states`,
      ]);
      if (!table?.known) return undefined;
      const [row] = await postgres.query<{ data: string }>(`SELECT data FROM ${schema}.states`);
      return row?.data;
    },
    // The database ends the session of a process that is gone as soon as it notices; nobody has to do anything.
    expire: async () => {
      for (let look = 0; look < LOOKS; look += 1) {
        const held = await postgres.query(
          "SELECT 1 FROM pg_locks l JOIN pg_class c ON c.relname = 'states' JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1 WHERE l.locktype = 'advisory' LIMIT 1",
          [schema],
        );
        if (held.length === 0) return;
        await sleep(20);
      }
      throw new Error('the lock of a process that is gone is still held');
    },
    lockId: async () => undefined,
  };
}
