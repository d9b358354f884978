import { closeSync, openSync, readSync } from 'node:fs'
import { NotPresent } from './host.ts'

const textBytesMax = 1024 * 1024
const keptMax = 128
const rememberedMax = 512
/** Files of single processes that are kept open, for those who read them at every beat. */
const keptProcessesMax = 512
const keepable = /^\/(?:proc\/(?!\d)|sys\/)/
/**
 * A process's own file stays that of its process, whoever gets its number later: read after its
 * end it gives an error, and is then opened anew.
 */
const ofProcess = /^\/proc\/\d+\/stat$/
/**
 * The kernel gives these as one piece, so that a read which leaves room in the buffer was the
 * whole file. Lists of many lines come page by page and are read until nothing more comes.
 */
const onePiece = /^\/(?:sys\/|proc\/(?:\d+\/stat|stat|meminfo|loadavg|pressure\/\w+)$)/

interface KeptFile {
  readonly descriptor: number
  readonly onePiece: boolean
  readonly ofProcess: boolean
  /** In which sweep it was last read. */
  sweep: number
}

/**
 * Blocking reads of /proc and /sys. A file that is read again and again is kept open: reading it
 * from its beginning then costs one or two system calls instead of five.
 */
export class KernelFiles {
  readonly #kept = new Map<string, KeptFile>()
  #readBefore = new Set<string>()
  #keptProcesses = 0
  #sweep = 0
  #readsSinceSweep = 0
  #buffer: Buffer = Buffer.allocUnsafeSlow(16 * 1024)

  /** Throws NotPresent when there is no such file or device. */
  read(path: string): string {
    const kept = this.#kept.get(path)
    if (kept !== undefined) {
      try {
        kept.sweep = this.#sweep
        return this.#readAll(kept.descriptor, path, kept.onePiece)
      } catch {
        // The device or process behind it was replaced or is gone: ask the path anew.
        this.#forget(path, kept)
      }
    }
    return this.#readFresh(path)
  }

  close(): void {
    for (const [path, kept] of this.#kept) this.#forget(path, kept)
    this.#readBefore.clear()
  }

  #readFresh(path: string): string {
    let descriptor: number | undefined
    let keep = false
    const whole = onePiece.test(path)
    try {
      descriptor = openSync(path, 'r')
      const text = this.#readAll(descriptor, path, whole)
      keep = this.#keep(path, descriptor, whole)
      return text
    } catch (error) {
      throw asDoorError(error, path)
    } finally {
      if (descriptor !== undefined && !keep) closeSync(descriptor)
    }
  }

  /** Whether the file stays open: it was read before and there is room. */
  #keep(path: string, descriptor: number, onePiece: boolean): boolean {
    const process = ofProcess.test(path)
    if (!process && !keepable.test(path)) return false
    this.#sweepSometimes()
    if (!this.#readBefore.has(path)) {
      if (this.#readBefore.size < rememberedMax) this.#readBefore.add(path)
      return false
    }
    const full = process
      ? this.#keptProcesses >= keptProcessesMax
      : this.#kept.size - this.#keptProcesses >= keptMax
    if (full) return false
    this.#kept.set(path, { descriptor, onePiece, ofProcess: process, sweep: this.#sweep })
    if (process) this.#keptProcesses++
    return true
  }

  /** Closes what belongs to processes that nobody asks about any more: they have ended. */
  #sweepSometimes(): void {
    if (++this.#readsSinceSweep < rememberedMax) return
    this.#readsSinceSweep = 0
    this.#readBefore = new Set()
    for (const [path, kept] of this.#kept) {
      if (kept.ofProcess && kept.sweep < this.#sweep) this.#forget(path, kept)
    }
    this.#sweep++
  }

  #forget(path: string, kept: KeptFile): void {
    this.#kept.delete(path)
    if (kept.ofProcess) this.#keptProcesses--
    closeSync(kept.descriptor)
  }

  #readAll(descriptor: number, path: string, onePiece: boolean): string {
    let length = 0
    for (;;) {
      if (length === this.#buffer.length) this.#grow(path)
      const room = this.#buffer.length - length
      const read = readSync(descriptor, this.#buffer, length, room, length)
      length += read
      if (read === 0 || (onePiece && read < room)) return this.#buffer.toString('utf8', 0, length)
    }
  }

  #grow(path: string): void {
    if (this.#buffer.length >= textBytesMax) throw new Error(`${path} is larger than 1 MiB`)
    const larger = Buffer.allocUnsafeSlow(this.#buffer.length * 4)
    this.#buffer.copy(larger)
    this.#buffer = larger
  }
}

const absent = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO'])

/** What is not there becomes NotPresent; everything else stays what it is. */
export function asDoorError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && absent.has(code)
    ? new NotPresent(`${path} does not exist`, { cause: error })
    : error
}
