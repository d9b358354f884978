/**
 * What a new machine needs to go on as this collector: state database, authority, keys, settings.
 * Readings are not in it: they are gigabytes, and the agents keep what was not acknowledged.
 */
import { randomBytes } from 'node:crypto'
import { access, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BackupKey } from './backup-key.ts'
import type { BackupEntry } from './backup-archive.ts'
import { readBackupFile, writeBackupFile } from './backup-file.ts'
import { secretsKeyFile } from './secrets.ts'

/** Names inside the collector's home. */
export const stateFile = 'state.sqlite'
/** Says that the state is a backup's: what hosts were then is not what they are now. */
export const restoredFile = 'restored'
const keptFiles = [
  'ca/ca.key',
  'ca/ca.pem',
  'ca/leaf.key',
  'ca/leaf.pem',
  'ca/office.key',
  'ca/office.pem',
  secretsKeyFile,
  'backup.key',
  'collector.yaml',
]
const backupName = /^mlinzi-\d{4}-\d{2}-\d{2}\.backup$/

/** The home already belongs to a collector; nothing was changed. */
export class HomeInUse extends Error {
  override name = 'HomeInUse'
}

export interface BackupRequest {
  /** The collector's home. */
  readonly home: string
  /** The open state database. */
  readonly state: { backup(path: string): Promise<void> }
  readonly key: BackupKey
  /** Where the backup goes: better another disk. */
  readonly folder: string
  readonly nowMs: number
  /** Newest backups that stay in the folder. */
  readonly keep: number
}

const copyPrefix = `${stateFile}.copy-`
const copyAgeMaxMs = 86_400_000

/** Of backups that were killed; one that is being made is younger. */
async function removeLeftCopies(home: string, nowMs: number): Promise<void> {
  const names = (await readdir(home)).filter((name) => name.startsWith(copyPrefix))
  for (const name of names) {
    const file = path.join(home, name)
    const made = await stat(file).catch(() => undefined)
    if (made && nowMs - made.mtimeMs > copyAgeMaxMs) await rm(file, { force: true })
  }
}

/** One consistent backup named by its day; gives its path. */
export async function backUp(request: BackupRequest): Promise<string> {
  const { home, folder, key } = request
  // The nightly one and one by hand may run at once.
  const copy = path.join(home, `${copyPrefix}${randomBytes(6).toString('hex')}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeLeftCopies(home, request.nowMs)
  try {
    await request.state.backup(copy)
    const others = await present(keptFiles.map((name) => ({ name, path: path.join(home, name) })))
    const day = new Date(request.nowMs).toISOString().slice(0, 10)
    const target = path.join(folder, `mlinzi-${day}.backup`)
    await writeBackupFile(target, [{ name: stateFile, path: copy }, ...others], key)
    await removeOld(folder, request.keep)
    return target
  } finally {
    await rm(copy, { force: true })
  }
}

/**
 * Puts a backup into an empty home. Rejects with HomeInUse, WrongPhrase or BackupDamaged, leaving
 * the home as it was: the files move in only after the whole backup has proved sound.
 */
export async function restore(file: string, phrase: string, home: string): Promise<void> {
  const taken = await present([{ name: stateFile, path: path.join(home, stateFile) }])
  if (taken.length > 0) throw new HomeInUse(`${home} already holds a collector's state`)
  const staging = path.join(home, '.restoring')
  await rm(staging, { recursive: true, force: true })
  await mkdir(staging, { recursive: true, mode: 0o700 })
  try {
    await readBackupFile(file, phrase, staging)
    await writeFile(path.join(home, restoredFile), '', { mode: 0o600 })
    // The state file last: it alone says that the home is a collector's.
    for (const name of [...keptFiles, stateFile]) {
      const [found] = await present([{ name, path: path.join(staging, name) }])
      if (found === undefined) continue
      await mkdir(path.dirname(path.join(home, name)), { recursive: true, mode: 0o700 })
      await rename(found.path, path.join(home, name))
    }
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function present(entries: readonly BackupEntry[]): Promise<readonly BackupEntry[]> {
  const there = await Promise.all(
    entries.map((entry) =>
      access(entry.path).then(
        () => true,
        () => false,
      ),
    ),
  )
  return entries.filter((_, index) => there[index])
}

async function removeOld(folder: string, keep: number): Promise<void> {
  const backups = (await readdir(folder)).filter((name) => backupName.test(name)).sort()
  for (const name of backups.slice(0, Math.max(0, backups.length - Math.max(keep, 1))))
    await rm(path.join(folder, name), { force: true })
}
