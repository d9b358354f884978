import fs from 'node:fs'
import path from 'node:path'

/** The few file operations that the spool needs beside SQLite; implements its `SpoolFiles`. */
export const spoolFiles = {
  exists: (file: string): boolean => fs.existsSync(file),
  move(from: string, to: string): void {
    fs.renameSync(from, to)
    syncFolder(path.dirname(to))
  },
  remove: (file: string): void => fs.rmSync(file, { force: true }),
  /** Unknown counts as plenty: the spool's own limit still holds. */
  freeBytes(file: string): number {
    try {
      const { bavail, bsize } = fs.statfsSync(path.dirname(file))
      return bavail * bsize
    } catch {
      return Number.POSITIVE_INFINITY
    }
  },
}

/** Makes a rename durable; Windows cannot open folders and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}
