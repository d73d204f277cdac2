/** What a connection string and libpq's variables say, as Terraform's pg backend reads them. */

import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import type { ClientConfig } from 'pg';
import type { BackendSettings, Env } from './settings.ts';

type Refuse = (detail: string) => Error;
type Parameters = Map<string, string>;

/** Parameters that are understood, and the variables that stand for them. */
const VARIABLES: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  sslmode: 'PGSSLMODE',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslrootcert: 'PGSSLROOTCERT',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  application_name: 'PGAPPNAME',
};

export interface Connection {
  readonly config: ClientConfig;
  /** Without secrets. */
  readonly text: string;
}

/** Settings in the string win over variables. */
export function connectionOf(settings: BackendSettings): Connection {
  const refuse: Refuse = (detail) => settings.problem(detail);
  const given = parametersOf(settings.text('conn_str', 'PG_CONN_STR') ?? '', refuse);
  for (const [name, variable] of Object.entries(VARIABLES)) {
    const value = settings.env[variable];
    if (!given.has(name) && value) given.set(name, value);
  }
  const unknown = [...given.keys()].filter((name) => !Object.hasOwn(VARIABLES, name));
  if (unknown.length > 0)
    throw refuse(
      `The connection string has ${unknown.join(', ')}; it can have ${Object.keys(VARIABLES).join(', ')}.`,
    );
  const host = given.get('host') ?? 'localhost';
  const port = Number(given.get('port') ?? 5432);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw refuse('The port is a number from 1 to 65535.');
  const user = given.get('user') ?? userOf(settings.env);
  const database = given.get('dbname') ?? user;
  return {
    config: {
      host,
      port,
      user,
      database,
      ...optional('password', given.get('password')),
      ...optional('application_name', given.get('application_name')),
      ssl: host.startsWith('/') ? false : tlsOf(given, refuse),
      connectionTimeoutMillis: Number(given.get('connect_timeout') ?? 30) * 1000,
      keepAlive: true,
    },
    text: `postgres://${host}:${port}/${database}`,
  };
}

const optional = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });

const userOf = (env: Env): string => env.USER ?? env.USERNAME ?? 'postgres';

/** Terraform asks for encryption unless told otherwise; who the server is, it asks with a certificate to go by. */
function tlsOf(given: Parameters, refuse: Refuse): false | ConnectionOptions {
  const mode = given.get('sslmode') ?? 'require';
  if (mode === 'disable') return false;
  if (!['require', 'verify-ca', 'verify-full'].includes(mode))
    throw refuse(`"sslmode" is ${JSON.stringify(mode)}; it can be disable, require, verify-ca, verify-full.`);
  const file = (name: string): string | undefined => {
    const path = given.get(name);
    return path === undefined ? undefined : readText(path, refuse);
  };
  const ca = file('sslrootcert');
  return {
    rejectUnauthorized: mode !== 'require' || ca !== undefined,
    ...(mode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
    ...optional('ca', ca),
    ...optional('cert', file('sslcert')),
    ...optional('key', file('sslkey')),
  };
}

function readText(path: string, refuse: Refuse): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (e) {
    throw refuse(`A certificate cannot be read: ${(e as Error).message}.`);
  }
}

function parametersOf(text: string, refuse: Refuse): Parameters {
  return /^postgres(ql)?:\/\//.test(text) ? ofUrl(text, refuse) : ofPairs(text, refuse);
}

function ofUrl(text: string, refuse: Refuse): Parameters {
  const url = URL.parse(text);
  if (!url) throw refuse('The connection string is no valid address.');
  const given = new Map(url.searchParams);
  const put = (name: string, value: string): void => {
    if (value !== '') given.set(name, decodeURIComponent(value));
  };
  put('host', url.hostname.replace(/^\[|\]$/g, ''));
  put('port', url.port);
  put('user', url.username);
  put('password', url.password);
  put('dbname', url.pathname.replace(/^\//, ''));
  return given;
}

/** `host=db user='a b'`, with backslashes for what would end a value. */
function ofPairs(text: string, refuse: Refuse): Parameters {
  const given: Parameters = new Map();
  const pair = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/gy;
  const rest = text.trimEnd();
  while (pair.lastIndex < rest.length) {
    const found = pair.exec(rest);
    if (!found) throw refuse('The connection string is neither an address nor a list of name=value.');
    const [, name = '', quoted, plain = ''] = found;
    given.set(name, (quoted ?? plain).replace(/\\(.)/g, '$1'));
  }
  return given;
}
