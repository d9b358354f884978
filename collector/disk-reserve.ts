/** A file that only takes up room, so that there is some to give back when the disk is full. */
import { randomFillSync } from 'node:crypto'
import { open, rename, rm, stat } from 'node:fs/promises'

const chunkBytes = 1024 * 1024

export class DiskReserve {
  readonly #path: string
  readonly #bytes: number

  constructor(path: string, bytes: number) {
    this.#path = path
    this.#bytes = bytes
  }

  /** Whether the room is taken up now. */
  async isKept(): Promise<boolean> {
    const found = await stat(this.#path).catch(() => undefined)
    return found?.size === this.#bytes
  }

  /** Takes the room up. Rejects, with nothing taken, where there is too little. */
  async keep(): Promise<void> {
    const made = `${this.#path}.new`
    try {
      await this.#write(made)
      await rename(made, this.#path)
    } catch (cause) {
      await rm(made, { force: true })
      throw cause
    }
  }

  /** Gives the room back. */
  async release(): Promise<void> {
    await rm(this.#path, { force: true })
    await rm(`${this.#path}.new`, { force: true })
  }

  /** Random bytes: a disk that compresses would not keep any room for zeros. */
  async #write(path: string): Promise<void> {
    const file = await open(path, 'w', 0o600)
    try {
      const chunk = randomFillSync(Buffer.alloc(Math.min(chunkBytes, this.#bytes)))
      for (let left = this.#bytes; left > 0; left -= chunk.length) {
        await file.writeFile(left < chunk.length ? chunk.subarray(0, left) : chunk)
      }
      await file.sync()
    } finally {
      await file.close()
    }
  }
}
