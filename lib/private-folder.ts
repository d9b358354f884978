import { constants } from 'node:fs'
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** Files for the owner's eyes alone, written whole or not at all. */
export interface PrivateFiles {
  /** Undefined when there is no such file. Rejects when it is larger than the limit. */
  read(name: string): Promise<Buffer | undefined>
  /** On return the bytes survive a power cut under this name. */
  write(name: string, bytes: Uint8Array | string): Promise<void>
  remove(name: string): Promise<void>
}

const fileBytesMax = 4 * 1024 * 1024

/** Folder 0700, files 0600; made when first written to. */
export class PrivateFolder implements PrivateFiles {
  readonly path: string
  constructor(folder: string) {
    this.path = folder
  }
  async read(name: string): Promise<Buffer | undefined> {
    const handle = await open(this.#at(name), constants.O_RDONLY).catch(ifMissing)
    if (handle === undefined) return undefined
    try {
      const { size } = await handle.stat()
      if (size > fileBytesMax) throw new RangeError(`${name} is larger than ${fileBytesMax} bytes`)
      return await readFile(handle)
    } finally {
      await handle.close()
    }
  }
  async write(name: string, bytes: Uint8Array | string): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 })
    const target = this.#at(name)
    const handle = await open(`${target}.new`, 'w', 0o600)
    try {
      // The mode above is not applied to a file left over from an interrupted attempt.
      await chmod(`${target}.new`, 0o600)
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(`${target}.new`, target)
    await syncFolder(this.path)
  }
  async remove(name: string): Promise<void> {
    await rm(this.#at(name), { force: true })
  }
  #at(name: string): string {
    if (name !== path.basename(name) || name.startsWith('.'))
      throw new RangeError(`Not a file name: ${name}`)
    return path.join(this.path, name)
  }
}

/** Makes the rename itself durable; Windows cannot open folders and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
