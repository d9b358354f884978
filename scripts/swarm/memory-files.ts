import type { PrivateFiles } from '../../lib/private-folder.ts'

/** The private folder of a simulated agent: thousands of them would wear out a real disk. */
export class MemoryFiles implements PrivateFiles {
  readonly #files = new Map<string, Buffer>()
  async read(name: string): Promise<Buffer | undefined> {
    return this.#files.get(name)
  }
  async write(name: string, bytes: Uint8Array | string): Promise<void> {
    this.#files.set(name, Buffer.from(bytes))
  }
  async remove(name: string): Promise<void> {
    this.#files.delete(name)
  }
}
