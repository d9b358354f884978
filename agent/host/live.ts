import { readdirSync, readlinkSync } from 'node:fs'
import { open, stat, statfs, type FileHandle } from 'node:fs/promises'
import type { Clock } from '../../lib/clock.ts'
import { NotPresent, Unknown, type FileInfo, type Host, type HostFacts } from './host.ts'
import { asDoorError, KernelFiles } from './kernel-files.ts'
import {
  addresses,
  hardwareAddresses,
  loadAverage,
  machineFacts,
  memory,
  platform,
  processorTimes,
} from './machine.ts'
import { allowed } from './programs.ts'
import { runProgram } from './run.ts'
import { refuseUnsafe } from './safe-program.ts'
import { guardStatfs } from './statfs.ts'
import { guardWalk } from './walk.ts'
import { fillIn } from './windows/places.ts'
import { liveWindows, type LiveWindows } from './windows/live-windows.ts'
import type { SectionCost } from './windows/query.ts'

const textBytesMax = 1024 * 1024
const chunkBytes = 16 * 1024

export interface LiveHost extends Host {
  /** Calls that a dead share has not answered; the process cannot end in order while there are any. */
  hungCalls(): number
  /** What each section of the Windows query took when it was last read. */
  windowsCost(): readonly SectionCost[]
  /** Whether the Windows query may ask the sections of windows/personal-sections.ts; at first not. */
  allowPersonal(allowed: boolean): void
  /** Closes the files that were kept open, and ends a query that is under way. */
  close(): void
}

/** The door to the machine on which this runs. */
export function liveHost(clock: Clock): LiveHost {
  const kernelFiles = new KernelFiles()
  const guarded = guardStatfs((path) => statfs(path), clock)
  const walks = guardWalk(clock)
  let facts: HostFacts | undefined
  let windows: LiveWindows | undefined
  let personal = false
  return {
    platform: platform(),
    readText,
    readTextNow: (path) => kernelFiles.read(path),
    readBytes,
    fileInfo,
    walk: async (root, limits) => {
      try {
        return await walks.walk(root, limits)
      } catch (error) {
        throw asDoorError(error, root)
      }
    },
    list,
    linkTarget,
    statfs: (path, timeoutMs) => guarded.statfs(path, timeoutMs),
    run: async (program, args, options = {}) => {
      if (!allowed(program, args, Object.keys(options.environment ?? {}))) {
        throw new Error(`${program} is not on the list of programs with these arguments`)
      }
      const path = fillIn(program)
      await refuseUnsafe(path)
      return await runProgram(path, args, options, clock)
    },
    windows: async (tier) => {
      if (process.platform !== 'win32') throw new Unknown('not_supported', 'This is no Windows')
      windows ??= liveWindows(clock)
      windows.allowPersonal(personal)
      return await windows.ask(tier)
    },
    facts: () => (facts ??= machineFacts()),
    addresses,
    processorTimes,
    memory,
    loadAverage,
    hardwareAddresses,
    windowsCost: () => windows?.cost() ?? [],
    allowPersonal: (allowed) => {
      personal = allowed
      windows?.allowPersonal(allowed)
    },
    hungCalls: () => guarded.hung() + walks.hung(),
    close: () => {
      windows?.close()
      kernelFiles.close()
    },
  }
}

async function readText(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      return await readAll(file, path)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw asDoorError(error, path)
  }
}

async function readBytes(
  path: string,
  bytesMax: number,
  from: 'start' | 'end' = 'start',
): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const start = from === 'end' ? Math.max(0, (await file.stat()).size - bytesMax) : 0
      const bytes = Buffer.alloc(bytesMax)
      const { bytesRead } = await file.read(bytes, 0, bytesMax, start)
      return bytes.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw asDoorError(error, path)
  }
}

async function fileInfo(path: string): Promise<FileInfo | undefined> {
  try {
    const found = await stat(path)
    return {
      kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other',
      bytes: found.size,
      modifiedMs: found.mtimeMs,
      changedMs: found.ctimeMs,
      mode: process.platform === 'win32' ? 0 : found.mode & 0o7777,
    }
  } catch (error) {
    if (asDoorError(error, path) instanceof NotPresent) return undefined
    throw error
  }
}

async function readAll(file: FileHandle, path: string): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkBytes)
    const { bytesRead } = await file.read(chunk, 0, chunkBytes)
    if (bytesRead === 0) return Buffer.concat(chunks).toString('utf8')
    length += bytesRead
    if (length > textBytesMax) throw new Error(`${path} is larger than 1 MiB`)
    chunks.push(chunk.subarray(0, bytesRead))
  }
}

function list(path: string): readonly string[] {
  try {
    return readdirSync(path).sort()
  } catch {
    return []
  }
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
