/**
 * The links of mails: signed, so that they work without a login and cannot be made up. They lead to
 * one message of one reader, acknowledge what it tells, and nothing else. Short: an SMS may carry one.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { PrivateFiles } from '../../lib/private-folder.ts'

export interface LinkClaims {
  /** The message of the outbox that the link was in. */
  readonly messageId: number
  readonly expiresAtMs: number
}
export interface LinkKey {
  sign(claims: LinkClaims): string
  /** Never throws: whatever is not ours is `tampered`. */
  read(token: string, nowMs: number): LinkClaims | 'tampered' | 'expired'
}

const linkKeyFile = 'links.key'
export const linkLifeMs = 7 * 86_400_000
const keyBytes = 32
const markBytes = 16
const minuteMs = 60_000
const purpose = 'mlinzi acknowledge 1\n'
const shape = /^([0-9a-z]{1,11})\.([0-9a-z]{1,9})\.([\w-]{22})$/

/** Reads the key, making one at the first start. With another key old links are refused. */
export async function openLinkKey(files: PrivateFiles): Promise<LinkKey> {
  const stored = await files.read(linkKeyFile)
  if (stored?.length === keyBytes) return linkKeyWith(stored)
  const key = randomBytes(keyBytes)
  await files.write(linkKeyFile, key)
  return linkKeyWith(key)
}

export function linkKeyWith(key: Uint8Array): LinkKey {
  const mark = (payload: string): string => {
    const mac = createHmac('sha256', key).update(purpose).update(payload).digest()
    return mac.subarray(0, markBytes).toString('base64url')
  }
  return {
    sign: ({ messageId, expiresAtMs }) => {
      const payload = `${messageId.toString(36)}.${Math.floor(expiresAtMs / minuteMs).toString(36)}`
      return `${payload}.${mark(payload)}`
    },
    read: (token, nowMs) => {
      const [, message = '', minute = '', given = ''] = shape.exec(token) ?? []
      // Compared as text: base64url has several spellings of the same bytes, and only ours counts.
      const expected = Buffer.from(mark(`${message}.${minute}`))
      const got = Buffer.from(given)
      if (got.length !== expected.length || !timingSafeEqual(got, expected)) return 'tampered'
      const expiresAtMs = Number.parseInt(minute, 36) * minuteMs
      if (expiresAtMs < nowMs) return 'expired'
      return { messageId: Number.parseInt(message, 36), expiresAtMs }
    },
  }
}
