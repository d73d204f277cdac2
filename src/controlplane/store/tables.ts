/** Tables of the embedded store. Times are milliseconds since 1970, JSON is text. */
export const SCHEMA_VERSION = 2;

export const TABLES = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS access_key (
  access_key TEXT PRIMARY KEY, secret_key TEXT NOT NULL, account TEXT NOT NULL, role TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS resource (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, type TEXT NOT NULL, rev INTEGER NOT NULL, seq INTEGER NOT NULL,
  attributes TEXT NOT NULL, prior TEXT, phase TEXT NOT NULL, via TEXT NOT NULL, outcome TEXT NOT NULL,
  accepted_at INTEGER NOT NULL, ready_at INTEGER, order_id TEXT, ordered INTEGER NOT NULL, reached TEXT NOT NULL,
  created_at INTEGER NOT NULL, deleted_at INTEGER
);
CREATE INDEX IF NOT EXISTS resource_by_type ON resource (account, type, id);
CREATE INDEX IF NOT EXISTS resource_by_seq ON resource (account, seq);
CREATE TABLE IF NOT EXISTS edge (
  to_id TEXT NOT NULL, from_id TEXT NOT NULL, attribute TEXT NOT NULL, from_type TEXT NOT NULL, weak INTEGER NOT NULL,
  PRIMARY KEY (to_id, from_type, attribute, from_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS edge_by_from ON edge (from_id);
CREATE TABLE IF NOT EXISTS identifier (
  account TEXT NOT NULL, type TEXT NOT NULL, attribute TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (account, type, attribute, value, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS identifier_by_id ON identifier (id);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS allocation (
  pool TEXT NOT NULL, scope TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, owner TEXT NOT NULL,
  PRIMARY KEY (pool, scope, first)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS allocation_by_owner ON allocation (owner, pool);
CREATE TABLE IF NOT EXISTS token (
  account TEXT NOT NULL, operation TEXT NOT NULL, token TEXT NOT NULL, fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (account, operation, token)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS token_by_expiry ON token (expires);
CREATE TABLE IF NOT EXISTS creation (
  account TEXT NOT NULL, token TEXT NOT NULL, id TEXT NOT NULL, fingerprint TEXT NOT NULL,
  PRIMARY KEY (account, token)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS work_order (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, type TEXT NOT NULL, resource_id TEXT NOT NULL, kind TEXT NOT NULL,
  decided_by TEXT NOT NULL, titles TEXT NOT NULL, state TEXT NOT NULL, fills TEXT NOT NULL, filled TEXT NOT NULL,
  filed_at INTEGER NOT NULL, decided_at INTEGER, reason TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS work_order_by_state ON work_order (state, id);
CREATE TABLE IF NOT EXISTS audit (
  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
  type TEXT NOT NULL, resource_id TEXT NOT NULL, request_id TEXT NOT NULL, rev_before INTEGER NOT NULL,
  rev_after INTEGER NOT NULL, changes TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_by_account ON audit (account, seq);
CREATE TABLE IF NOT EXISTS nonce (
  access_key TEXT NOT NULL, nonce TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (access_key, nonce)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS nonce_by_time ON nonce (at);
CREATE TABLE IF NOT EXISTS state_version (
  account TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, serial INTEGER, lineage TEXT,
  at INTEGER NOT NULL, who TEXT NOT NULL, size INTEGER NOT NULL, md5 TEXT NOT NULL, content BLOB
);
CREATE UNIQUE INDEX IF NOT EXISTS state_version_by_name ON state_version (account, name, version);
CREATE TABLE IF NOT EXISTS state_lock (
  account TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, info TEXT NOT NULL, who TEXT NOT NULL,
  ttl_seconds INTEGER, beat INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (account, name)
) WITHOUT ROWID;
`;

/** What brings a folder of the version before up to the tables above, by the version it has. */
export const MIGRATIONS: Readonly<Record<number, string>> = {
  // Creations are found by their token from now on, those of the last day included.
  1: `INSERT OR IGNORE INTO creation SELECT account, token, json_extract(answer, '$.object.id'), fingerprint
      FROM token WHERE operation = 'create'`,
};

/** Everything that a reset empties. */
export const DATA_TABLES = [
  'resource',
  'edge',
  'identifier',
  'counter',
  'allocation',
  'token',
  'creation',
  'work_order',
  'audit',
  'nonce',
  'state_version',
  'state_lock',
] as const;
