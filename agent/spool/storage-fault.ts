/** What SQLite's trouble means for the spool. */
export type StorageFault =
  /** The file's content is wrong: set aside and begin anew. */
  | 'corrupt'
  /** No space: wait in memory until there is some. */
  | 'full'
  /** Another process holds the file. */
  | 'locked'
  /** The disk or its rights refuse for now. */
  | 'unavailable'

const faults: Readonly<Record<number, StorageFault>> = {
  3: 'unavailable',
  5: 'locked',
  8: 'unavailable',
  10: 'unavailable',
  11: 'corrupt',
  13: 'full',
  14: 'unavailable',
  26: 'corrupt',
}

/** A stored value that is not what was written there. */
export class CorruptSpool extends Error {
  override name = 'CorruptSpool'
}

/** Another agent runs on this spool; two would number rows twice. */
export class SpoolLocked extends Error {
  override name = 'SpoolLocked'
}

/** Undefined: not the storage's doing but a mistake in the program. */
export function storageFault(error: unknown): StorageFault | undefined {
  if (error instanceof CorruptSpool) return 'corrupt'
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return faults[error.errcode & 0xff]
  if ('code' in error && typeof error.code === 'string') return systemFault(error.code)
  return undefined
}

function systemFault(code: string): StorageFault | undefined {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full'
  return ['EACCES', 'EPERM', 'EROFS', 'EIO', 'ENOENT', 'EMFILE'].includes(code)
    ? 'unavailable'
    : undefined
}
