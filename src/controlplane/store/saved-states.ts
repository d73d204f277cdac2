/** Reads of saved states and their locks. Contents are large, so they are read only when they are what is asked for. */
import type { StateReader } from './port.ts';
import { map, toStateLock, toStateVersion } from './rows.ts';
import type { Statements } from './statements.ts';

type SavedStates = Pick<
  StateReader,
  'stateHead' | 'stateVersion' | 'stateContent' | 'stateVersions' | 'stateHeads' | 'stateLock'
>;

const COLUMNS = 'account, name, version, serial, lineage, at, who, size, md5';
const OF_NAME = 'FROM state_version WHERE account = ? AND name = ?';

export function savedStateReader(db: Statements): SavedStates {
  return {
    stateHead: (account, name) =>
      map(
        db.one(`SELECT ${COLUMNS} ${OF_NAME} ORDER BY version DESC LIMIT 1`, account, name),
        toStateVersion,
      ),
    stateVersion: (account, name, version) =>
      map(db.one(`SELECT ${COLUMNS} ${OF_NAME} AND version = ?`, account, name, version), toStateVersion),
    stateContent: (account, name, version) =>
      (db.one(`SELECT content ${OF_NAME} AND version = ?`, account, name, version)?.content ??
        null) as Uint8Array | null,
    stateVersions: (account, name, before, limit) =>
      db
        .all(
          `SELECT ${COLUMNS} ${OF_NAME} AND version < ? ORDER BY version DESC LIMIT ?`,
          account,
          name,
          before,
          limit,
        )
        .map(toStateVersion),
    stateHeads: (account, after, limit) =>
      db
        .all(
          `SELECT ${COLUMNS} FROM state_version AS v WHERE account = ?1 AND name > ?2 AND version =
             (SELECT MAX(version) FROM state_version WHERE account = ?1 AND name = v.name)
           ORDER BY name LIMIT ?3`,
          account,
          after,
          limit,
        )
        .map(toStateVersion),
    stateLock: (account, name) =>
      map(db.one('SELECT * FROM state_lock WHERE account = ? AND name = ?', account, name), toStateLock),
  };
}
