/**
 * A machine from a folder. `proc/…`, `sys/…`, `etc/…` hold the files; answers.json what is no file.
 * A case with several readings (for rates) has folders 1, 2, 3 … instead: `next()` goes on to the
 * following one, and what a later folder does not hold is taken from the one before.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '../../lib/clock.ts'
import type {
  FileInfo,
  FileSystemSpace,
  Host,
  HostFacts,
  MemorySpace,
  ProcessorTimes,
  RunResult,
  Walked,
} from './host.ts'
import { NotPresent, Unknown } from './host.ts'
import { guardStatfs } from './statfs.ts'
import type { WindowsFacts } from './windows/facts.ts'

/** `neverAnswers`: what a dead network share does. */
export type RecordedSpace = FileSystemSpace | 'neverAnswers'

export interface Answers {
  readonly platform?: Host['platform']
  readonly facts?: HostFacts
  readonly addresses?: Readonly<Record<string, readonly string[]>>
  /** Paths at which there was nothing, or a refusal, at this reading. */
  readonly absent?: readonly string[]
  readonly lists?: Readonly<Record<string, readonly string[]>>
  readonly links?: Readonly<Record<string, string>>
  readonly statfs?: Readonly<Record<string, RecordedSpace>>
  /** By program and arguments, as one line. */
  readonly runs?: Readonly<Record<string, RunResult>>
  /** Only paths whose times matter; another recorded file has its size and no times. */
  readonly files?: Readonly<Record<string, FileInfo>>
  /** By root; the limits are not looked at. */
  readonly walks?: Readonly<Record<string, Walked>>
  /** By tier; a faster tier is also found in a slower one. */
  readonly windows?: Readonly<Record<string, WindowsFacts>>
  readonly processorTimes?: readonly ProcessorTimes[]
  readonly memory?: MemorySpace
  readonly loadAverage?: readonly number[]
  readonly hardwareAddresses?: Readonly<Record<string, string>>
}

export interface ReplayHost extends Host {
  /** Goes on to the next reading; stays at the last. */
  next(): void
}

const factsUnknown: HostFacts = {
  hostname: 'replay',
  logicalProcessors: 1,
  release: '6.1.0',
  arch: 'x64',
}

interface Step {
  readonly folder: string
  readonly answers: Answers
}

/** The door to a recorded machine. Files under the folder are read when they are asked for. */
export function replayHost(folder: string, clock: Clock): ReplayHost {
  const steps = stepsOf(folder)
  let current = 0
  /** The newest reading that knows, from the current one back. */
  function find<T>(ask: (step: Step) => T | undefined): T | undefined {
    for (let index = current; index >= 0; index--) {
      const step = steps[index]
      const answer = step && ask(step)
      if (answer !== undefined) return answer
    }
    return undefined
  }
  const readNow = (file: string): string => {
    const text = find((step) =>
      step.answers.absent?.includes(file) ? null : recordedFile(step.folder, file),
    )
    if (text === undefined || text === null) throw new NotPresent(`${file} does not exist`)
    return text
  }
  const guarded = guardStatfs(async (mount) => {
    const space = find((step) => step.answers.statfs?.[mount])
    if (space === undefined) throw new NotPresent(`${mount} was not recorded`)
    return space === 'neverAnswers' ? await new Promise<never>(() => undefined) : toRaw(space)
  }, clock)
  return {
    platform: find((step) => step.answers.platform) ?? 'linux',
    readText: async (file) => readNow(file),
    readTextNow: readNow,
    readBytes: async (file, bytesMax, from = 'start') => {
      const recorded = find((step) =>
        step.answers.absent?.includes(file) ? null : recordedBytes(step.folder, file),
      )
      if (!recorded) throw new NotPresent(`${file} does not exist`)
      return from === 'end' ? recorded.subarray(-bytesMax) : recorded.subarray(0, bytesMax)
    },
    fileInfo: async (file) =>
      find((step) =>
        step.answers.absent?.includes(file)
          ? null
          : (step.answers.files?.[file] ?? recordedInfo(step.folder, file)),
      ) ?? undefined,
    list: (where) =>
      find((step) => step.answers.lists?.[where] ?? recordedFolder(step.folder, where)) ?? [],
    statfs: (mount, timeoutMs) => guarded.statfs(mount, timeoutMs),
    ...told(find),
    next: () => {
      current = Math.min(current + 1, steps.length - 1)
    },
  }
}

type Find = <T>(ask: (step: Step) => T | undefined) => T | undefined
type Told = Pick<
  Host,
  | 'walk'
  | 'windows'
  | 'linkTarget'
  | 'run'
  | 'facts'
  | 'addresses'
  | 'processorTimes'
  | 'memory'
  | 'loadAverage'
  | 'hardwareAddresses'
>

/** What stands in answers.json alone. */
function told(find: Find): Told {
  return {
    walk: async (root) => {
      const walked = find(({ answers }) => answers.walks?.[root])
      if (!walked) throw new NotPresent(`${root} does not exist`)
      return walked
    },
    windows: async (tier) => {
      const all = ['fast', 'slow', 'daily']
      for (const one of all.slice(all.indexOf(tier))) {
        const facts = find(({ answers }) => answers.windows?.[one])
        if (facts) return facts
      }
      throw new Unknown('not_supported', 'No PowerShell was recorded')
    },
    linkTarget: (link) => find(({ answers }) => answers.links?.[link]),
    run: async (program, args) => {
      const result = find(({ answers }) => answers.runs?.[[program, ...args].join(' ')])
      if (!result) throw new NotPresent(`${program} is not installed`)
      return result
    },
    facts: () => find(({ answers }) => answers.facts) ?? factsUnknown,
    addresses: () => find(({ answers }) => answers.addresses) ?? {},
    processorTimes: () => find(({ answers }) => answers.processorTimes) ?? [],
    memory: () => find(({ answers }) => answers.memory) ?? { totalBytes: 0, freeBytes: 0 },
    loadAverage: () => find(({ answers }) => answers.loadAverage) ?? [],
    hardwareAddresses: () => find(({ answers }) => answers.hardwareAddresses) ?? {},
  }
}

function stepsOf(folder: string): readonly Step[] {
  const numbered: Step[] = []
  for (let number = 1; existsSync(path.join(folder, String(number))); number++) {
    numbered.push(stepAt(path.join(folder, String(number))))
  }
  return numbered.length > 0 ? numbered : [stepAt(folder)]
}

function stepAt(folder: string): Step {
  const file = path.join(folder, 'answers.json')
  const answers: Answers = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return { folder, answers }
}

function recordedFile(folder: string, file: string): string | undefined {
  const recorded = path.join(folder, file)
  return statSync(recorded, { throwIfNoEntry: false })?.isFile()
    ? readFileSync(recorded, 'utf8')
    : undefined
}

function recordedBytes(folder: string, file: string): Buffer | undefined {
  const recorded = path.join(folder, file)
  return statSync(recorded, { throwIfNoEntry: false })?.isFile()
    ? readFileSync(recorded)
    : undefined
}

function recordedInfo(folder: string, file: string): FileInfo | undefined {
  const found = statSync(path.join(folder, file), { throwIfNoEntry: false })
  if (!found) return undefined
  const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other'
  return { kind, bytes: found.size, modifiedMs: 0, changedMs: 0, mode: 0o644 }
}

function recordedFolder(folder: string, where: string): readonly string[] | undefined {
  const recorded = path.join(folder, where)
  return statSync(recorded, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(recorded).sort()
    : undefined
}

function toRaw(space: FileSystemSpace) {
  return {
    bsize: space.blockSize,
    blocks: space.blocks,
    bfree: space.blocksFree,
    bavail: space.blocksAvailable,
    files: space.files,
    ffree: space.filesFree,
  }
}
