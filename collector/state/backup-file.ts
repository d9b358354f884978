/**
 * An archive in one encrypted file: `MLZBK1\n`, salt, key check, iv; then AES-256-GCM over the
 * gzipped archive, which vouches for the clear part too; its tag ends the file.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { archiveOf, extract, type BackupEntry } from './backup-archive.ts'
import { WrongPhrase, keyFromPhrase, saltBytes, type BackupKey } from './backup-key.ts'

/** The file is cut, damaged or no backup; nothing of it was used. */
export class BackupDamaged extends Error {
  override name = 'BackupDamaged'
}

const magic = Buffer.from('MLZBK1\n', 'latin1')
const cipher = 'aes-256-gcm'
const checkBytes = 16
const ivBytes = 12
const tagBytes = 16
const headerBytes = magic.length + saltBytes + checkBytes + ivBytes

interface Ends {
  readonly header: Buffer
  readonly tag: Buffer
  readonly size: number
}

/** The file appears under its name only when it is whole and on the disk. */
export async function writeBackupFile(
  target: string,
  entries: readonly BackupEntry[],
  { key, salt }: BackupKey,
): Promise<void> {
  const part = `${target}.${randomBytes(4).toString('hex')}.part`
  const iv = randomBytes(ivBytes)
  const header = Buffer.concat([magic, salt, checkOf(key), iv])
  const encrypting = createCipheriv(cipher, key, iv).setAAD(header)
  const sealed = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield header
    yield* source
    yield encrypting.getAuthTag()
  }
  try {
    const file = createWriteStream(part, { mode: 0o600, flush: true })
    await pipeline(archiveOf(entries), createGzip(), encrypting, sealed, file)
    await rename(part, target)
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
}

/** Rejects with WrongPhrase or BackupDamaged; the folder then holds what must not be used. */
export async function readBackupFile(file: string, phrase: string, folder: string): Promise<void> {
  const { header, tag, size } = await ends(file)
  const salt = header.subarray(magic.length, magic.length + saltBytes)
  const check = header.subarray(magic.length + saltBytes, headerBytes - ivBytes)
  const key = await keyFromPhrase(phrase, salt)
  if (!timingSafeEqual(check, checkOf(key)))
    throw new WrongPhrase('This is a recovery phrase, but not the one of this backup')
  const decrypting = createDecipheriv(cipher, key, header.subarray(headerBytes - ivBytes))
  decrypting.setAAD(header).setAuthTag(tag)
  const body = createReadStream(file, { start: headerBytes, end: size - tagBytes - 1 })
  try {
    await pipeline(body, decrypting, createGunzip(), (source) => extract(source, folder))
  } catch (cause) {
    throw new BackupDamaged('The backup is damaged and was not used', { cause })
  }
}

async function ends(file: string): Promise<Ends> {
  const handle = await open(file)
  try {
    return await readEnds(handle)
  } finally {
    await handle.close()
  }
}

async function readEnds(handle: FileHandle): Promise<Ends> {
  const { size } = await handle.stat()
  if (size <= headerBytes + tagBytes) throw new BackupDamaged('The file is too short for a backup')
  const { buffer: header } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0)
  const { buffer: tag } = await handle.read(Buffer.alloc(tagBytes), 0, tagBytes, size - tagBytes)
  if (!header.subarray(0, magic.length).equals(magic))
    throw new BackupDamaged('This file is not a backup of Mlinzi')
  return { header, tag, size }
}

/** Tells a wrong phrase from a damaged file, and nothing about the key. */
function checkOf(key: Buffer): Buffer {
  return createHmac('sha256', key)
    .update('mlinzi backup key check')
    .digest()
    .subarray(0, checkBytes)
}
