import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits as text that is safe in a cookie, an address and a shell. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url')
}

/** How such a secret is kept: enough for random bits, never for a password. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** An id that sorts by nothing and collides with nothing. */
export function newId(): string {
  return randomBytes(8).toString('hex')
}
