/**
 * The nightly backup must run without the phrase, which is shown once and never kept: what is kept
 * in the collector's home is the key that the phrase leads to.
 */
import { randomBytes, scrypt } from 'node:crypto'
import * as z from 'zod/mini'
import type { PrivateFiles } from '../../lib/private-folder.ts'
import { newRecoveryPhrase, parsePhrase } from './recovery-phrase.ts'

export interface BackupKey {
  /** 32 bytes. */
  readonly key: Buffer
  /** 16 bytes, written into each backup. */
  readonly salt: Buffer
}

/** The phrase that was typed cannot be right. */
export class WrongPhrase extends Error {
  override name = 'WrongPhrase'
}

const file = 'backup.key'
export const saltBytes = 16
const schema = z.object({ key: z.string().check(z.regex(/^[0-9a-f]{64}$/)), salt: z.string() })

/** Undefined until a phrase has been made, or when the file is damaged: make a new phrase. */
export async function loadBackupKey(files: PrivateFiles): Promise<BackupKey | undefined> {
  const bytes = await files.read(file)
  if (bytes === undefined) return undefined
  const stored = schema.safeParse(jsonOf(bytes.toString('utf8')))
  if (!stored.success) return undefined
  return { key: Buffer.from(stored.data.key, 'hex'), salt: Buffer.from(stored.data.salt, 'hex') }
}

/** A new phrase, to be shown once; backups from now on open with it alone. */
export async function makeRecoveryPhrase(files: PrivateFiles): Promise<string> {
  const phrase = newRecoveryPhrase()
  const salt = randomBytes(saltBytes)
  const key = await keyFromPhrase(phrase, salt)
  const stored = { key: key.toString('hex'), salt: salt.toString('hex') }
  await files.write(file, JSON.stringify(stored))
  return phrase
}

/**
 * Rejects with WrongPhrase when the words cannot be a phrase. The phrase has 128 random bits, so
 * scrypt has little to add; 32 MiB and a tenth of a second are what any machine can spare.
 */
export async function keyFromPhrase(phrase: string, salt: Buffer): Promise<Buffer> {
  const bytes = parsePhrase(phrase)
  if (!(bytes instanceof Uint8Array)) throw new WrongPhrase(bytes.mistake)
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  scrypt(bytes, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }, (error, key) =>
    error === null ? resolve(key) : reject(error),
  )
  return promise
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
