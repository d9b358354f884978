/**
 * Named files as one stream of bytes: for each a line of JSON with its name and size, then its
 * bytes; a last line says that it was all.
 */
import { createReadStream } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod/mini'

export interface BackupEntry {
  /** Relative, with `/`, as it is restored. */
  readonly name: string
  /** Where it lies now. */
  readonly path: string
}

const lineBytesMax = 1024
const name = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)?$/))
const line = z.union([
  z.object({ name, bytes: z.int().check(z.nonnegative()) }),
  z.object({ end: z.literal(true) }),
])
type EntryLine = Extract<z.output<typeof line>, { name: string }>

/** The files must not change while they are read. */
export async function* archiveOf(entries: readonly BackupEntry[]): AsyncGenerator<Buffer> {
  for (const entry of entries) {
    const { size } = await stat(entry.path)
    yield Buffer.from(`${JSON.stringify({ name: entry.name, bytes: size })}\n`)
    if (size > 0) yield* createReadStream(entry.path, { end: size - 1 })
  }
  yield Buffer.from('{"end":true}\n')
}

/** Writes the files under the folder, for the owner alone. Throws when the stream is no archive. */
export async function extract(archive: AsyncIterable<Buffer>, folder: string): Promise<void> {
  const reader = new ArchiveReader(archive[Symbol.asyncIterator]())
  for (;;) {
    const entry = await reader.line()
    if (entry === undefined) return
    const target = path.join(folder, entry.name)
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    const handle = await open(target, 'wx', 0o600)
    try {
      for await (const piece of reader.body(entry.bytes)) await handle.writeFile(piece)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

class ArchiveReader {
  readonly #source: AsyncIterator<Buffer>
  #left: Buffer = Buffer.alloc(0)
  constructor(source: AsyncIterator<Buffer>) {
    this.#source = source
  }
  /** Undefined after the last entry. */
  async line(): Promise<EntryLine | undefined> {
    while (!this.#left.includes(10)) {
      if (this.#left.length > lineBytesMax) throw new Error('An archive line is too long')
      this.#left = Buffer.concat([this.#left, await this.#more()])
    }
    const end = this.#left.indexOf(10)
    const parsed = line.parse(JSON.parse(this.#left.toString('utf8', 0, end)))
    this.#left = this.#left.subarray(end + 1)
    if ('name' in parsed) return parsed
    // The rest must be read too: the check of the encryption comes after the last byte.
    for (;;) if ((await this.#source.next()).done) return undefined
  }
  async *body(bytes: number): AsyncGenerator<Buffer> {
    for (let missing = bytes; missing > 0;) {
      if (this.#left.length === 0) this.#left = await this.#more()
      const piece = this.#left.subarray(0, missing)
      this.#left = this.#left.subarray(piece.length)
      missing -= piece.length
      yield piece
    }
  }
  async #more(): Promise<Buffer> {
    const next = await this.#source.next()
    if (next.done) throw new Error('The archive is cut short')
    return next.value
  }
}
