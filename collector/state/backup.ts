/**
 * What a new machine needs to go on as this collector: state database, authority, keys, settings.
 * Readings are not in it: they are gigabytes, and the agents keep what was not acknowledged.
 */
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { BackupKey } from './backup-key.ts'
import type { BackupEntry } from './backup-archive.ts'
import { readBackupFile, writeBackupFile } from './backup-file.ts'
import { secretsKeyFile } from './secrets.ts'

/** Names inside the collector's home. */
export const stateFile = 'state.sqlite'
const keptFiles = [
  'ca/ca.key',
  'ca/ca.pem',
  'ca/leaf.key',
  'ca/leaf.pem',
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

/** One consistent backup named by its day; gives its path. */
export async function backUp(request: BackupRequest): Promise<string> {
  const { home, folder, key } = request
  const copy = path.join(home, `${stateFile}.copy`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rm(copy, { force: true })
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
