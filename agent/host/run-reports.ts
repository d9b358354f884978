/**
 * The small folder in which `mlinzi agent backup-run` leaves what it did, one file a run, and from
 * which the backup source reads it. It belongs to the agent; others may be allowed to put files in
 * (docs/INSTALL.md), so what lies there is bounded, and links are not followed.
 */
import { constants } from 'node:fs'
import { chown, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

const filesMax = 1000
const fileBytesMax = 8 * 1024
const fileName = /^[0-9a-z-]{8,80}(?:\.told)?\.json$/

export interface StoredRun {
  readonly name: string
  readonly text: string
  /** The collector's spool has it already. */
  readonly told: boolean
}

export interface RunReportFolder {
  /** Oldest name first; what is no report is left out. */
  list(): Promise<readonly StoredRun[]>
  markTold(name: string): Promise<void>
  forget(name: string): Promise<void>
  isAlive(processId: number): boolean
}

/** The agent's side: what cannot be read is as if it were not there. */
export function runReportFolder(folder: string): RunReportFolder {
  return {
    list: async () => {
      const names = (await readdir(folder).catch(none)).filter((name) => fileName.test(name)).sort()
      const runs: StoredRun[] = []
      for (const name of names.slice(-filesMax)) {
        const text = await readSmall(path.join(folder, name))
        if (text !== undefined) runs.push({ name, text, told: name.endsWith('.told.json') })
      }
      return runs
    },
    markTold: async (name) => {
      if (!fileName.test(name) || name.endsWith('.told.json')) return
      await rename(
        path.join(folder, name),
        path.join(folder, name.replace(/\.json$/, '.told.json')),
      ).catch(none)
    },
    forget: async (name) => {
      if (fileName.test(name)) await rm(path.join(folder, name), { force: true }).catch(none)
    },
    isAlive,
  }
}

/** For who looks without being the agent: nothing is marked, nothing deleted. */
export function readOnlyRunReports(folder: string): RunReportFolder {
  const own = runReportFolder(folder)
  return { ...own, markTold: async () => undefined, forget: async () => undefined }
}

/**
 * The wrapper's side: on return the report survives a power cut. Rejects when it may not be written.
 * The file may be read by all, or an agent that is not root could not read what root left.
 */
export async function writeRunReport(folder: string, id: string, text: string): Promise<void> {
  await makeFolder(folder)
  const target = path.join(folder, `${id}.json`)
  const fresh = path.join(folder, `.${id}.new`)
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC
  const handle = await open(fresh, flags, 0o644)
  try {
    await handle.chmod(0o644)
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, target)
  await syncFolder(folder)
}

/**
 * Root makes it for whoever owns the agent's home. Step by step: where a folder cannot be made and
 * says ENOENT (below /proc), Node's recursive mkdir never ends.
 */
async function makeFolder(folder: string): Promise<void> {
  const home = path.dirname(folder)
  if (await makeOne(home)) await makeOne(folder)
  else if (!(await makeOne(folder))) return
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(home)
  await chown(folder, uid, gid)
}

/** False: it is there already. */
async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Makes the rename itself durable; who may only put files in cannot open the folder for that. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY).catch(() => undefined)
  if (!handle) return
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function readSmall(file: string): Promise<string | undefined> {
  // Not followed: a link put there by somebody else must not make root read another file.
  // Not waited for: nor may a pipe put there hold the agent up.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  try {
    const handle = await open(file, process.platform === 'win32' ? 'r' : flags)
    try {
      const found = await handle.stat()
      if (!found.isFile() || found.size > fileBytesMax) return undefined
      const bytes = Buffer.alloc(found.size)
      const { bytesRead } = await handle.read(bytes, 0, found.size, 0)
      return bytes.toString('utf8', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch {
    return undefined
  }
}

/** Signal 0 asks whether a process exists; no right to ask means that it does. */
function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function none(): never[] {
  return []
}
