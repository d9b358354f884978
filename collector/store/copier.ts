/** A consistent copy of the file while it is written, on a thread of its own: it may take minutes. */
import fs from 'node:fs'
import path from 'node:path'
import { openForReading } from './file.ts'

/** The target appears whole and on the disk, or not at all; an older one is replaced. */
export function copyFile(source: string, target: string): undefined {
  const part = `${target}.part`
  fs.rmSync(part, { force: true })
  const database = openForReading(source)
  try {
    database.prepare('VACUUM INTO ?').run(part)
  } catch (error) {
    fs.rmSync(part, { force: true })
    throw error
  } finally {
    database.close()
  }
  sync(part)
  fs.renameSync(part, target)
  // Windows cannot open folders; there the rename is durable by the file system's own log.
  if (process.platform !== 'win32') sync(path.dirname(target))
  return undefined
}

function sync(file: string): void {
  const handle = fs.openSync(file, fs.statSync(file).isDirectory() ? 'r' : 'r+')
  try {
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}
