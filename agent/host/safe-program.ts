/** Whether a program that root starts can have been put there by somebody else. */
import { lstat, readlink } from 'node:fs/promises'
import path from 'node:path'
import { Unknown } from './host.ts'

export interface Entry {
  readonly owner: number
  readonly mode: number
  /** Where a symbolic link points to. */
  readonly target?: string
}
/** Undefined: there is nothing of that name. */
export type Look = (path: string) => Promise<Entry | undefined>

/** As the kernel allows. */
const linksMax = 40
const writableByOthers = 0o022

/**
 * Rejects with Unknown when the agent is root and others than root may change the program or a
 * folder on its way: on a Mac, Homebrew's folders belong to whoever installed it. Without root's
 * rights there is nothing to gain, and on Windows the access lists of `%ProgramFiles%` answer.
 */
export async function refuseUnsafe(program: string, look: Look = lookNow): Promise<void> {
  if (process.getuid?.() !== 0 || (await look(program)) === undefined) return
  const changeable = await changeableByOthers(program, look)
  if (changeable === undefined) return
  throw new Unknown(
    'unsafe_program',
    `${program} is not run as root: others than root may change ${changeable}`,
  )
}

/** The first file or folder on the way to the program that others may change; all links followed. */
export async function changeableByOthers(program: string, look: Look): Promise<string | undefined> {
  const left = partsOf(program)
  let at = '/'
  let links = 0
  if (isChangeable(await look(at))) return at
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    const next = path.posix.join(at, part)
    const entry = await look(next)
    if (entry?.target !== undefined) {
      if (++links > linksMax) return next
      left.unshift(...partsOf(entry.target))
      if (entry.target.startsWith('/')) at = '/'
      continue
    }
    if (isChangeable(entry)) return next
    at = next
  }
  return undefined
}

function partsOf(text: string): string[] {
  return text.split('/').filter((part) => part !== '' && part !== '.')
}

/** A link's own rights mean nothing: its folder decides. */
function isChangeable(entry: Entry | undefined): boolean {
  return entry !== undefined && (entry.owner !== 0 || (entry.mode & writableByOthers) !== 0)
}

async function lookNow(name: string): Promise<Entry | undefined> {
  try {
    const found = await lstat(name)
    const entry = { owner: found.uid, mode: found.mode }
    return found.isSymbolicLink() ? { ...entry, target: await readlink(name) } : entry
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // Whether it is installed is for the one who starts it to say.
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
