/** Everything that can go wrong with the store's file, decided here once. */

/** No room on the disk: nothing was stored; the same call may succeed later. */
export class StoreFull extends Error {
  readonly code = 'store_full'
  readonly retryable = true
}
/** More waits for the disk than may wait: the caller stops reading and tries later. */
export class StoreBusy extends Error {
  readonly code = 'store_busy'
  readonly retryable = true
}
/** The disk or the writing thread failed: nothing is acknowledged; a later call may succeed. */
export class StoreFailed extends Error {
  readonly code = 'store_failed'
  readonly retryable = true
}
/** The file is not readable as a store. The caller decides: restore it or set it aside. */
export class StoreCorrupt extends Error {
  readonly code = 'store_corrupt'
  readonly retryable = false
}
/** The caller's mistake (unknown series, wrong number of values, impossible time). */
export class BadAppend extends Error {
  readonly code = 'bad_append'
  readonly retryable = false
}
/** The answer would have too many points; ask for wider windows or fewer series. */
export class QueryTooLarge extends Error {
  readonly code = 'query_too_large'
  readonly retryable = false
}

const byCode = {
  store_full: StoreFull,
  store_busy: StoreBusy,
  store_failed: StoreFailed,
  store_corrupt: StoreCorrupt,
  bad_append: BadAppend,
  query_too_large: QueryTooLarge,
} as const
export type StoreErrorCode = keyof typeof byCode

/** An error's way between threads, where classes get lost. */
export interface ErrorMessage {
  readonly code: StoreErrorCode
  readonly text: string
}
export function isStoreError(error: unknown): error is Error & { readonly code: StoreErrorCode } {
  return error instanceof Error && 'code' in error && Object.hasOwn(byCode, String(error.code))
}
export function fromMessage({ code, text }: ErrorMessage): Error {
  return new byCode[code](text)
}

const sqlite = { busy: 5, ioError: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 }

function sqliteCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 255 : 0
}
export function isDamage(error: unknown): boolean {
  return [sqlite.corrupt, sqlite.notADatabase].includes(sqliteCode(error))
}

/** What an error of SQLite or of our own means to the store's callers. */
export function toMessage(error: unknown, path: string): ErrorMessage {
  if (isStoreError(error)) return { code: error.code, text: error.message }
  const own = error instanceof Error ? error.message : String(error)
  if (sqliteCode(error) === sqlite.full) {
    return { code: 'store_full', text: `No room left for the series file ${path} (${own})` }
  }
  if (isDamage(error)) {
    return {
      code: 'store_corrupt',
      text:
        `The series file ${path} is damaged (${own}). Restore it with "mlinzi restore", or set ` +
        'the file aside with its -wal and -shm files to start with an empty one.',
    }
  }
  return { code: 'store_failed', text: `The series file ${path} failed: ${own}` }
}
