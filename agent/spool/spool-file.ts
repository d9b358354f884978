/** Opening the spool's SQLite file, and setting a damaged one aside. */
import { DatabaseSync } from 'node:sqlite'
import type { SpoolFiles } from './files.ts'
import { CorruptSpool } from './storage-fault.ts'

export interface SpoolFileOptions {
  readonly path: string
  /** Only tests that must lose data choose OFF. */
  readonly synchronous: 'FULL' | 'OFF'
  /** Hard limit of the file itself, a backstop behind the spool's own bound. */
  readonly pagesMax: number
}

/** Damaged files kept for whoever looks into it; older ones are removed. */
const setAsideMax = 2
const schemaVersion = 1

const schema = `
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1), boot INTEGER, boot_id TEXT,
  lived_ms INTEGER, wall_ms INTEGER, counters TEXT);
CREATE TABLE shapes (id INTEGER PRIMARY KEY, measurement TEXT, fields TEXT);
CREATE TABLE series (number INTEGER PRIMARY KEY, shape INTEGER, tags TEXT, hash TEXT);
CREATE TABLE epochs (id INTEGER PRIMARY KEY, epoch TEXT UNIQUE);
CREATE TABLE blocks (
  id INTEGER PRIMARY KEY AUTOINCREMENT, epoch INTEGER, first INTEGER, last INTEGER,
  boot INTEGER, offset_ms INTEGER, class INTEGER, level INTEGER, lived_ms INTEGER,
  row_count INTEGER, bytes BLOB);
CREATE INDEX blocks_by_rung ON blocks (class, level, id);
CREATE INDEX blocks_by_rows ON blocks (epoch, last, first);
CREATE TABLE acknowledged (epoch INTEGER, first INTEGER, last INTEGER, PRIMARY KEY (epoch, first))
  WITHOUT ROWID;
CREATE TABLE voids (epoch INTEGER, first INTEGER, last INTEGER, PRIMARY KEY (epoch, first))
  WITHOUT ROWID;
CREATE TABLE aside (
  id INTEGER PRIMARY KEY, epoch TEXT, seq INTEGER, series INTEGER, time_ms INTEGER, row TEXT);
PRAGMA user_version = ${schemaVersion};
`

/**
 * Opens or makes the file. The lock is exclusive and needs no shared-memory file, so two agents
 * can never number rows in one spool. Throws what SQLite throws; see storage-fault.ts.
 */
export function openSpoolFile({ path, synchronous, pagesMax }: SpoolFileOptions): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() ?? {}
    // Writes even into an old file, which must open on a full disk.
    if (pages === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL')
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${synchronous};
      PRAGMA wal_autocheckpoint = 256;
      PRAGMA journal_size_limit = 1048576;
      PRAGMA cache_size = -512;
      PRAGMA max_page_count = ${pagesMax};
    `)
    prepareSchema(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function prepareSchema(database: DatabaseSync): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() ?? {}
  if (version === 0) {
    database.exec(`BEGIN IMMEDIATE; ${schema} COMMIT`)
    return
  }
  if (version !== schemaVersion) throw new CorruptSpool(`The spool has version ${String(version)}`)
  // Reads every page once (20 MB: some 20 ms), so that damage is met now and not in mid-work.
  const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() ?? {}
  if (found !== 'ok') throw new CorruptSpool(String(found))
}

/** Renames the file to `….bad-1`, the one before to `….bad-2`; removes what is older. */
export function setAsideSpoolFile(path: string, files: SpoolFiles): void {
  for (const suffix of ['-wal', '-shm', '']) {
    for (let place = setAsideMax; place > 1; place--) {
      const newer = `${path}.bad-${place - 1}${suffix}`
      files.remove(`${path}.bad-${place}${suffix}`)
      if (files.exists(newer)) files.move(newer, `${path}.bad-${place}${suffix}`)
    }
    // The journal goes first: beside a new file, the old journal would be played into it.
    if (files.exists(path + suffix)) files.move(path + suffix, `${path}.bad-1${suffix}`)
  }
}
