import { closeSync, openSync, readSync } from 'node:fs'
import { NotPresent } from './host.ts'

const textBytesMax = 1024 * 1024
const keptMax = 128
const rememberedMax = 512
/** A process's own files go away with it, and its number is given to another. */
const keepable = /^\/(?:proc\/(?!\d)|sys\/)/

/**
 * Blocking reads of /proc and /sys. A file that is read again and again is kept open: reading it
 * from its beginning then costs one or two system calls instead of five.
 */
export class KernelFiles {
  readonly #kept = new Map<string, number>()
  readonly #readBefore = new Set<string>()
  #buffer: Buffer = Buffer.allocUnsafeSlow(16 * 1024)

  /** Throws NotPresent when there is no such file or device. */
  read(path: string): string {
    const kept = this.#kept.get(path)
    if (kept !== undefined) {
      try {
        return this.#readAll(kept, path)
      } catch {
        // The device behind it was replaced or is gone: ask the path anew.
        this.#kept.delete(path)
        closeSync(kept)
      }
    }
    return this.#readFresh(path)
  }

  close(): void {
    for (const descriptor of this.#kept.values()) closeSync(descriptor)
    this.#kept.clear()
    this.#readBefore.clear()
  }

  #readFresh(path: string): string {
    let descriptor: number | undefined
    let keep = false
    try {
      descriptor = openSync(path, 'r')
      const text = this.#readAll(descriptor, path)
      keep = this.#worthKeeping(path)
      if (keep) this.#kept.set(path, descriptor)
      return text
    } catch (error) {
      throw asDoorError(error, path)
    } finally {
      if (descriptor !== undefined && !keep) closeSync(descriptor)
    }
  }

  #worthKeeping(path: string): boolean {
    if (!keepable.test(path) || this.#kept.size >= keptMax) return false
    if (this.#readBefore.has(path)) return true
    if (this.#readBefore.size < rememberedMax) this.#readBefore.add(path)
    return false
  }

  #readAll(descriptor: number, path: string): string {
    let length = 0
    for (;;) {
      if (length === this.#buffer.length) this.#grow(path)
      const read = readSync(descriptor, this.#buffer, length, this.#buffer.length - length, length)
      if (read === 0) return this.#buffer.toString('utf8', 0, length)
      length += read
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
