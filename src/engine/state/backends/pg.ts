/** A state in a PostgreSQL database: the tables and the locks are those of Terraform's pg backend. */

import { DiagnosticError } from '../../../values/diagnostic.ts';
import { whoAmI } from '../process-identity.ts';
import { lockedBy, lockLost, unreachable } from '../refusals.ts';
import type { LockHolder, LockKeeper, Release } from '../storage.ts';
import { type Connection, connectionOf } from './pg-connection.ts';
import { PgSession } from './pg-session.ts';
import type { RemotePlace } from './remote.ts';
import { BackendSettings, type GivenSettings } from './settings.ts';

interface PgSettings {
  readonly connection: Connection;
  readonly schema: string;
  readonly skipSchema: boolean;
  readonly skipTable: boolean;
  readonly skipIndex: boolean;
}

const NAMES = [
  'conn_str',
  'schema_name',
  'skip_schema_creation',
  'skip_table_creation',
  'skip_index_creation',
];

function pgSettings(given: GivenSettings): PgSettings {
  const settings = new BackendSettings(given, NAMES);
  return {
    connection: connectionOf(settings),
    schema: settings.text('schema_name', 'PG_SCHEMA_NAME') ?? 'terraform_remote_state',
    skipSchema: settings.flag('skip_schema_creation', 'PG_SKIP_SCHEMA_CREATION'),
    skipTable: settings.flag('skip_table_creation', 'PG_SKIP_TABLE_CREATION'),
    skipIndex: settings.flag('skip_index_creation', 'PG_SKIP_INDEX_CREATION'),
  };
}

/** Whoever makes a row holds this lock instead of the row's. */
const CREATION = '-1';

/** What the server says of a schema or a table that is not there. */
const MISSING: ReadonlySet<unknown> = new Set(['3F000', '42P01']);
/** What it says of one that somebody else has made at the same moment. */
const MADE: ReadonlySet<unknown> = new Set(['23505', '42P06', '42P07']);

/** Rows are called as their workspaces. */
export function createPgPlace(given: GivenSettings, workspace: string): RemotePlace {
  return new PgPlace(pgSettings(given), workspace);
}

class PgPlace implements RemotePlace {
  readonly location: string;
  readonly locks: LockKeeper = { holder: () => this.#holder(), remove: async () => {} };
  readonly #settings: PgSettings;
  readonly #name: string;
  /** The connection that holds the lock. Nothing is written on another one meanwhile. */
  #held: PgSession | undefined;
  #prepared = false;

  constructor(settings: PgSettings, name: string) {
    this.#settings = settings;
    this.#name = name;
    this.location = `${settings.connection.text} (${settings.schema})`;
  }

  async get(): Promise<Uint8Array | undefined> {
    return this.#on('read', async (session) => {
      const [row] = await ifMissing([], () =>
        session.rows<{ data: string }>(`SELECT data FROM ${this.#table(session)} WHERE name = $1`, [
          this.#name,
        ]),
      );
      return row && Buffer.from(row.data);
    });
  }

  /** On the connection of the lock: as long as it can be written on, the lock is ours. */
  async put(bytes: Uint8Array): Promise<void> {
    await this.#on('written', async (session) => {
      await this.#prepare(session);
      await session.rows(
        `INSERT INTO ${this.#table(session)} (name, data) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET data = EXCLUDED.data`,
        [this.#name, Buffer.from(bytes)],
      );
    });
  }

  async lock(operation: string): Promise<Release> {
    const session = await this.#open(operation);
    try {
      const id = await this.#at('locked', session, async () => {
        await this.#prepare(session);
        return this.#acquire(session);
      });
      this.#held = session;
      return async () => {
        this.#held = undefined;
        await session.rows('SELECT pg_advisory_unlock($1)', [id]).catch(() => {});
        await session.close();
      };
    } catch (e) {
      await session.close();
      throw e;
    }
  }

  checkLock(): void {
    if (this.#held?.lost) throw connectionLost();
  }

  /** As Terraform does it: the row's lock while nobody makes a row; without a row, the right to make one. */
  async #acquire(session: PgSession): Promise<string> {
    const [row] = await session.rows<{ id: string; row: boolean; creation: boolean }>(
      `SELECT id, pg_try_advisory_lock(id) AS row, pg_try_advisory_lock($2) AS creation
       FROM ${this.#table(session)} WHERE name = $1`,
      [this.#name, CREATION],
    );
    if (!row) {
      const [tried] = await session.rows<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
        CREATION,
      ]);
      if (tried?.locked) return CREATION;
      throw await this.#locked(session, CREATION);
    }
    if (!row.row) throw await this.#locked(session, row.id);
    if (!row.creation) throw await this.#locked(session, CREATION);
    await session.rows('SELECT pg_advisory_unlock($1)', [CREATION]);
    return row.id;
  }

  async #locked(session: PgSession, id: string): Promise<DiagnosticError> {
    const holder = await holderOf(session, id);
    return lockedBy(holder?.text ?? 'another run', 'The lock ends with the connection of its holder.');
  }

  #holder(): Promise<LockHolder | undefined> {
    return this.#on('looked at', async (session) => {
      const [row] = await ifMissing([], () =>
        session.rows<{ id: string }>(`SELECT id FROM ${this.#table(session)} WHERE name = $1`, [this.#name]),
      );
      return (row && (await holderOf(session, row.id))) ?? (await holderOf(session, CREATION));
    });
  }

  /** Terraform's tables. A reader makes none. */
  async #prepare(session: PgSession): Promise<void> {
    if (this.#prepared) return;
    const { skipSchema, skipTable, skipIndex, schema } = this.#settings;
    const make = async (statement: string): Promise<void> => {
      await session.rows(statement).catch((e: unknown) => {
        if (!MADE.has(codeOf(e))) throw e;
      });
    };
    // Not even "if not exists" is for those who may not make schemas.
    const known = 'SELECT FROM information_schema.schemata WHERE schema_name = $1';
    if (!skipSchema && (await session.rows(known, [schema])).length === 0)
      await make(`CREATE SCHEMA IF NOT EXISTS ${session.quoted(schema)}`);
    if (!skipTable) {
      await make('CREATE SEQUENCE IF NOT EXISTS public.global_states_id_seq AS bigint');
      await make(`CREATE TABLE IF NOT EXISTS ${this.#table(session)} (
        id bigint NOT NULL DEFAULT nextval('public.global_states_id_seq') PRIMARY KEY,
        name text UNIQUE,
        data text)`);
    }
    if (!skipIndex)
      await make(`CREATE UNIQUE INDEX IF NOT EXISTS states_by_name ON ${this.#table(session)} (name)`);
    this.#prepared = true;
  }

  #table(session: PgSession): string {
    return `${session.quoted(this.#settings.schema)}.states`;
  }

  /** On the connection of the lock, if there is one; else on one for this purpose. */
  async #on<T>(action: string, act: (session: PgSession) => Promise<T>): Promise<T> {
    const held = this.#held;
    if (held) return this.#at(action, held, () => act(held));
    const session = await this.#open(action);
    try {
      return await this.#at(action, session, () => act(session));
    } finally {
      await session.close();
    }
  }

  #open(operation: string): Promise<PgSession> {
    const { config } = this.#settings.connection;
    const name = `${SIGN}${operation} by ${whoAmI()} process ${process.pid}`.slice(0, LONGEST_NAME);
    return this.#at('reached', undefined, () => PgSession.open({ application_name: name, ...config }));
  }

  /** Says of every failure what it means for the state. */
  async #at<T>(action: string, session: PgSession | undefined, act: () => Promise<T>): Promise<T> {
    const holds = session !== undefined && session === this.#held;
    if (holds) this.checkLock();
    try {
      return await act();
    } catch (e) {
      if (e instanceof DiagnosticError) throw e;
      if (holds) this.checkLock();
      throw unreachable(action, this.location, messageOf(e));
    }
  }
}

const connectionLost = (): DiagnosticError => lockLost('The connection that held the lock has ended.');

/** How our own connections are called. */
const SIGN = 'ztc ';
/** PostgreSQL cuts names here. */
const LONGEST_NAME = 63;

interface Holder {
  readonly pid: number;
  readonly usename: string | null;
  readonly application_name: string | null;
  readonly client: string | null;
  readonly since: Date | null;
}

async function holderOf(session: PgSession, id: string): Promise<LockHolder | undefined> {
  const [holder] = await session.rows<Holder & { [name: string]: unknown }>(
    `SELECT l.pid, a.usename, a.application_name, host(a.client_addr) AS client, a.backend_start AS since
     FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (l.classid::bigint << 32) | l.objid::bigint = $1`,
    [id],
  );
  return holder && { id: String(holder.pid), text: textOf(holder), alive: true, removable: false };
}

function textOf({ pid, usename, application_name: name, client, since }: Holder): string {
  const who = name?.startsWith(SIGN)
    ? name.slice(SIGN.length)
    : `the database user ${usename ?? 'of another role'}`;
  const facts = [
    client === null ? '' : `from ${client}`,
    `connection ${pid}`,
    since === null ? '' : `since ${since.toISOString()}`,
  ];
  return `${who} (${facts.filter((part) => part !== '').join(', ')})`;
}

/** A reader before the first writer. */
async function ifMissing<T>(otherwise: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (e) {
    if (MISSING.has(codeOf(e))) return otherwise;
    throw e;
  }
}

const codeOf = (e: unknown): unknown => (e instanceof Error && 'code' in e ? e.code : undefined);

function messageOf(e: unknown): string {
  if (e instanceof AggregateError && e.errors.length > 0) return e.errors.map(messageOf).join('; ');
  return e instanceof Error ? e.message || String(codeOf(e)) : String(e);
}
