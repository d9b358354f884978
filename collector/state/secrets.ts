/**
 * Secrets that must be usable (SMTP password, SNMP community) lie encrypted in the state database,
 * their key in a file of its own. A database that comes to another key, or a key that is lost,
 * costs those secrets alone: they are asked for again.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { PrivateFiles } from '../../lib/private-folder.ts'

export interface Secrets {
  /** Text for the database. */
  seal(secret: string): string
  /** Undefined when it was encrypted with another key or is damaged: ask again. */
  open(stored: string): string | undefined
}

export const secretsKeyFile = 'secrets.key'
const cipher = 'aes-256-gcm'
const keyBytes = 32
const ivBytes = 12
const tagBytes = 16
const version = 's1'

/** Reads the key, making one at the first start. A damaged key file counts as a lost key. */
export async function openSecrets(files: PrivateFiles): Promise<Secrets> {
  const stored = await files.read(secretsKeyFile)
  if (stored?.length === keyBytes) return secretsWith(stored)
  const key = randomBytes(keyBytes)
  await files.write(secretsKeyFile, key)
  return secretsWith(key)
}

function secretsWith(key: Buffer): Secrets {
  // Names the key without telling anything about it; with 256 random bits nothing can be guessed.
  const name = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return {
    seal: (secret) => {
      const iv = randomBytes(ivBytes)
      const encrypting = createCipheriv(cipher, key, iv)
      const text = Buffer.concat([encrypting.update(secret, 'utf8'), encrypting.final()])
      const bytes = Buffer.concat([iv, encrypting.getAuthTag(), text])
      return `${version}.${name}.${bytes.toString('base64url')}`
    },
    open: (stored) => {
      const [storedVersion, storedName, encoded = ''] = stored.split('.')
      const bytes = Buffer.from(encoded, 'base64url')
      if (storedVersion !== version || storedName !== name) return undefined
      return bytes.length < ivBytes + tagBytes ? undefined : decrypt(key, bytes)
    },
  }
}

function decrypt(key: Buffer, bytes: Buffer): string | undefined {
  const decrypting = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes))
  decrypting.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  const text = decrypting.update(bytes.subarray(ivBytes + tagBytes))
  try {
    return Buffer.concat([text, decrypting.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
