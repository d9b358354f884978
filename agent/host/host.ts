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
  /** Names in a folder, sorted; empty when it does not exist. */
  list(path: string): readonly string[]
  /** Target of a symbolic link, or undefined. */
  linkTarget(path: string): string | undefined
  /** Space and inodes of a mounted file system; rejects when it does not answer in time. */
  statfs(path: string, timeoutMs: number): Promise<FileSystemSpace>
  /** Runs a program of the allow-list without a shell, C locale, time and output limited. */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<RunResult>
  /** Name, logical processors, versions: what node:os knows, recorded with the rest. */
  facts(): HostFacts
  /** IPv4 addresses at this moment, by interface; loopback is left out. */
  addresses(): Readonly<Record<string, readonly string[]>>
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
}

/** The machine has no such thing (no battery, no swap): silence, not a failure. */
export class NotPresent extends Error {
  override name = 'NotPresent'
}
