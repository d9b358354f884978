/**
 * The text that an officer copies from the console to a new machine: where the collector is, whose
 * certificates to believe, and a secret that opens the door. Only `ticket` ever goes over the wire.
 */
import * as z from 'zod/mini'
import { addressesMax, parseAddress } from './address.ts'

const prefix = 'mlz1.'
const tokenCharactersMax = 4096

export interface EnrolmentTokenText {
  /** `host:port`, tried in this order. */
  readonly addresses: readonly string[]
  /** SHA-256 of the authority's public key (SubjectPublicKeyInfo), 64 hex digits. */
  readonly fingerprint: string
  /** 16 hex digits. */
  readonly id: string
  /** 32 random bytes, base64url. */
  readonly secret: string
}

const id = z.string().check(z.regex(/^[0-9a-f]{16}$/))
const secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
const schema = z.object({
  a: z
    .array(z.string().check(z.refine((text) => parseAddress(text) !== undefined)))
    .check(z.minLength(1), z.maxLength(addressesMax)),
  f: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  t: id,
  s: secret,
})

export function formatEnrolmentToken(token: EnrolmentTokenText): string {
  const parts = { a: token.addresses, f: token.fingerprint, t: token.id, s: token.secret }
  return prefix + Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Undefined when the text is not a whole enrolment token (cut in copying, another program's). */
export function parseEnrolmentToken(text: string): EnrolmentTokenText | undefined {
  const trimmed = text.trim()
  if (!trimmed.startsWith(prefix) || trimmed.length > tokenCharactersMax) return undefined
  const parsed = schema.safeParse(jsonOf(trimmed.slice(prefix.length)))
  if (!parsed.success) return undefined
  const { a, f, t, s } = parsed.data
  return { addresses: a, fingerprint: f, id: t, secret: s }
}

function jsonOf(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

/** What `enrol` carries. */
export function formatTicket(ticket: Pick<EnrolmentTokenText, 'id' | 'secret'>): string {
  return `${ticket.id}.${ticket.secret}`
}

/** Undefined when it is not a ticket. */
export function parseTicket(text: string): Pick<EnrolmentTokenText, 'id' | 'secret'> | undefined {
  const [first = '', second = '', ...rest] = text.split('.')
  if (rest.length > 0 || !id.safeParse(first).success || !secret.safeParse(second).success)
    return undefined
  return { id: first, secret: second }
}
