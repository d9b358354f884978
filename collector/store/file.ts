/** The series file: its tables and how it is opened. Only the store's threads come here. */
import { DatabaseSync } from 'node:sqlite'
import { StoreFailed } from './errors.ts'

/** "Mlzi"; so that another program's file is never taken for ours. */
const applicationId = 0x4d6c7a69
const schemaVersion = 1

/**
 * log: one row per group commit, the durable truth of what is not sealed yet.
 * block, m5, h1: key = slot (hour, day, period) × 2^24 + series. `partial`: the hour left the full
 * tier before; bytes NULL: its rows are in the roll-ups, `log_through` still guards the replay.
 * pending: key = series × 2^16 + day, days whose roll-ups are older than their blocks.
 */
const schema = `
  CREATE TABLE meta(name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
  CREATE TABLE shape(id INTEGER PRIMARY KEY, fields TEXT NOT NULL UNIQUE);
  CREATE TABLE series(id INTEGER PRIMARY KEY AUTOINCREMENT, host_id TEXT NOT NULL,
    hash TEXT NOT NULL, measurement TEXT NOT NULL, tags TEXT NOT NULL, shape INTEGER NOT NULL,
    UNIQUE(host_id, hash));
  CREATE TABLE epoch(id INTEGER PRIMARY KEY, agent TEXT NOT NULL, epoch TEXT NOT NULL,
    updated_ms REAL NOT NULL, intervals BLOB NOT NULL, UNIQUE(agent, epoch));
  CREATE TABLE log(last INTEGER PRIMARY KEY, first INTEGER NOT NULL, rows INTEGER NOT NULL,
    duplicates INTEGER NOT NULL, bytes BLOB NOT NULL);
  CREATE TABLE block(id INTEGER PRIMARY KEY, log_through INTEGER NOT NULL,
    partial INTEGER NOT NULL, bytes BLOB);
  CREATE TABLE m5(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
  CREATE TABLE h1(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
  CREATE TABLE pending(id INTEGER PRIMARY KEY);
  CREATE TABLE latest(series INTEGER PRIMARY KEY, time_ms REAL NOT NULL, bytes BLOB NOT NULL);
  CREATE TABLE damaged(id INTEGER PRIMARY KEY, found_ms REAL NOT NULL, bytes BLOB);
`

export interface FileSettings {
  readonly path: string
  /** Greatest size of the file; past it appends are refused as on a full disk. */
  readonly bytesMax?: number | undefined
  /** For the counter-test of the power cut tests only. */
  readonly unsafe?: boolean | undefined
}

export function openForWriting({ path, bytesMax, unsafe }: FileSettings): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA page_size=8192; PRAGMA auto_vacuum=INCREMENTAL; PRAGMA busy_timeout=5000')
    database.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=${unsafe ? 'OFF' : 'FULL'}`)
    database.exec('PRAGMA wal_autocheckpoint=2000; PRAGMA journal_size_limit=67108864')
    database.exec('PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY')
    if (bytesMax !== undefined) {
      database.exec(`PRAGMA max_page_count=${Math.max(64, Math.floor(bytesMax / 8192))}`)
    }
    prepareSchema(database, path)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function prepareSchema(database: DatabaseSync, path: string): void {
  const version = pragma(database, 'user_version')
  if (version === 0 && pragma(database, 'schema_version') === 0) {
    database.exec(`BEGIN; ${schema}
      PRAGMA application_id=${applicationId}; PRAGMA user_version=${schemaVersion}; COMMIT`)
    return
  }
  if (pragma(database, 'application_id') !== applicationId || version !== schemaVersion) {
    throw new StoreFailed(
      `${path} is not a series file of this version of Mlinzi (version ${version})`,
    )
  }
}

export function openForReading(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true })
  database.exec('PRAGMA busy_timeout=5000; PRAGMA cache_size=-16384')
  return database
}

export function pragma(database: DatabaseSync, name: string): number {
  return Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0] ?? 0)
}

/** One value of a row by name; the tables above say what is in it. */
export function numberOf(row: Record<string, unknown> | undefined, name: string): number {
  const value = row?.[name]
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0
}
export function textOf(row: Record<string, unknown>, name: string): string {
  const value = row[name]
  return typeof value === 'string' ? value : ''
}
export function bytesOf(
  row: Record<string, unknown> | undefined,
  name: string,
): Uint8Array | undefined {
  const value = row?.[name]
  return value instanceof Uint8Array ? value : undefined
}
