import type { unknownReasons } from '../../contract/catalogue/unknown-reason.ts'
import type { WindowsFacts, WindowsTier } from './windows/facts.ts'

/**
 * The only door to the operating system. Sources see this interface; the live door, the recorder
 * and the replay implement it.
 */
export interface Host {
  readonly platform: 'linux' | 'win32' | 'darwin'
  /** Text of a small file (at most 1 MiB); throws NotPresent when it does not exist. */
  readText(path: string): Promise<string>
  /** The same for /proc and /sys: blocking, microseconds, never for a path that can hang. */
  readTextNow(path: string): string
  /** At most so many bytes from the start or the end; throws NotPresent when there is no such file. */
  readBytes(path: string, bytesMax: number, from?: 'start' | 'end'): Promise<Buffer>
  /** Kind, size and times, symbolic links followed; undefined when there is no such path. */
  fileInfo(path: string): Promise<FileInfo | undefined>
  /** Sizes and times of the files under a folder, never their names; NotPresent without it. */
  walk(root: string, limits: WalkLimits): Promise<Walked>
  /** Names in a folder, sorted; empty when it does not exist. */
  list(path: string): readonly string[]
  /** Target of a symbolic link, or undefined. */
  linkTarget(path: string): string | undefined
  /** Space and inodes of a mounted file system; rejects when it does not answer in time. */
  statfs(path: string, timeoutMs: number): Promise<FileSystemSpace>
  /** Runs a program of the allow-list without a shell, C locale, time and output limited. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<RunResult>
  /**
   * What the one batched PowerShell query of that tier told, shared by all sources that ask and not
   * older than the tier's beat. Rejects with Unknown where there is no Windows or no PowerShell.
   */
  windows(tier: WindowsTier): Promise<WindowsFacts>
  /** Name, logical processors, versions: what node:os knows, recorded with the rest. */
  facts(): HostFacts
  /** IPv4 addresses at this moment, by interface; loopback is left out. */
  addresses(): Readonly<Record<string, readonly string[]>>
  /** What each logical processor has spent since the start, where there is no /proc to tell it. */
  processorTimes(): readonly ProcessorTimes[]
  /** Main memory, where there is no /proc to tell it. */
  memory(): MemorySpace
  /** Mean number of waiting programs over 1, 5 and 15 minutes; Windows has none and gives zeros. */
  loadAverage(): readonly number[]
  /** Lower-case hardware addresses by interface; loopback is left out. */
  hardwareAddresses(): Readonly<Record<string, string>>
}
/** Milliseconds. On Windows `sys` holds the interrupts too, and `nice` is always 0. */
export interface ProcessorTimes {
  readonly user: number
  readonly nice: number
  readonly sys: number
  readonly idle: number
  readonly irq: number
}
export interface MemorySpace {
  readonly totalBytes: number
  /** Windows: what programs can get at once. macOS: pages that nothing uses at all. */
  readonly freeBytes: number
}
export interface FileInfo {
  readonly kind: 'file' | 'folder' | 'other'
  readonly bytes: number
  readonly modifiedMs: number
  readonly changedMs: number
  /** Permission bits, 0 on Windows. */
  readonly mode: number
}
export interface WalkLimits {
  /** Names that count: `*.bak`, `payroll-??.zip`, `*` for all. What is unfinished never does. */
  readonly match: string
  /** Folders below the root that are entered; 0: the root alone. */
  readonly depthMax: number
  readonly newestMax: number
  /** What makes a file new: its contents' time, or when it came there. */
  readonly time: 'modified' | 'arrived'
  readonly timeoutMs: number
}
export interface Walked {
  readonly files: number
  readonly bytes: number
  /** Newest first. */
  readonly newest: readonly WalkedFile[]
  /** False: a limit was reached or a folder could not be read. */
  readonly complete: boolean
}
export interface WalkedFile {
  readonly bytes: number
  readonly modifiedMs: number
  readonly arrivedMs: number
}
export interface FileSystemSpace {
  readonly blockSize: number
  readonly blocks: number
  readonly blocksFree: number
  readonly blocksAvailable: number
  readonly files: number
  readonly filesFree: number
}
export interface RunOptions {
  readonly timeoutMs?: number
  readonly outputBytesMax?: number
  /** Only the variables that the program's entry in the list of programs names. */
  readonly environment?: Readonly<Record<string, string>>
}
export interface RunResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}
export interface HostFacts {
  readonly hostname: string
  readonly logicalProcessors: number
  readonly release: string
  readonly arch: string
  /** Runs as root, as an elevated administrator or as LocalSystem; undefined: was not recorded. */
  readonly privileged?: boolean
  /** The system's own name for itself: Windows 10 Pro; undefined: was not recorded. */
  readonly system?: string
  readonly processorModel?: string
  /** Windows only: C: */
  readonly systemDrive?: string
}

/** The machine has no such thing (no battery, no swap): silence, not a failure. */
export class NotPresent extends Error {
  override name = 'NotPresent'
}

/** By its name: what another bundle of the agent threw is of another class of the same name. */
export function isNotPresent(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotPresent'
}

export type UnknownReason = Exclude<keyof typeof unknownReasons, 'none'>

/** A fact that cannot be known here, and why: neither fine nor failed. */
export class Unknown extends Error {
  override name = 'Unknown'
  readonly reason: UnknownReason
  constructor(reason: UnknownReason, message: string) {
    super(message)
    this.reason = reason
  }
}
