/**
 * The state database: Kysely over node:sqlite. Each stage has a migration file and a repository
 * file of its own beside this one; nothing else opens the file.
 */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import {
  type CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'

/** node:sqlite has no Kysely dialect of its own; this is all that one needs. */
class NodeSqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  constructor(database: DatabaseSync) {
    this.#database = database
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#database.prepare(query.sql)
    const parameters = query.parameters as readonly SQLInputValue[]
    if (statement.columns().length > 0) return { rows: statement.all(...parameters) as R[] }
    const { changes, lastInsertRowid } = statement.run(...parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }
  // oxlint-disable-next-line require-yield -- the interface wants a generator; SQLite needs no stream
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not offered by the state database')
  }
}

/** One connection; Kysely's transactions wait for each other here. */
class NodeSqliteDriver implements Driver {
  readonly #database: DatabaseSync
  readonly #connection: NodeSqliteConnection
  #tail: Promise<void> = Promise.resolve()
  #release: () => void = () => undefined
  constructor(database: DatabaseSync) {
    this.#database = database
    this.#connection = new NodeSqliteConnection(database)
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#tail
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#tail = promise
    await before
    this.#release = resolve
    return this.#connection
  }
  async beginTransaction(): Promise<void> {
    this.#database.exec('BEGIN IMMEDIATE')
  }
  async commitTransaction(): Promise<void> {
    this.#database.exec('COMMIT')
  }
  async rollbackTransaction(): Promise<void> {
    this.#database.exec('ROLLBACK')
  }
  async releaseConnection(): Promise<void> {
    this.#release()
  }
  async destroy(): Promise<void> {
    this.#database.close()
  }
}

function dialect(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new NodeSqliteDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

export interface StateDatabase<Schema> {
  readonly db: Kysely<Schema>
  /** Consistent copy of the file, made while the program runs. */
  backup(path: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the file, makes it power-cut proof (WAL, synchronous=FULL) and brings its schema up to the
 * given migrations. Throws with the failed migration's name.
 */
export async function openState<Schema>(
  path: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<StateDatabase<Schema>> {
  const database = new DatabaseSync(path)
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000',
  )
  const db = new Kysely<Schema>({ dialect: dialect(database) })
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Stages number their own: an earlier one may be finished after a later one was applied.
    allowUnorderedMigrations: true,
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName
    await db.destroy()
    throw new Error(`The state database could not be brought up to date (${failed ?? path})`, {
      cause: error,
    })
  }
  return {
    db,
    backup: async (target) => {
      database.prepare('VACUUM INTO ?').run(target)
    },
    close: () => db.destroy(),
  }
}
