/** The first meeting with a collector: a token from the officer becomes this machine's identity. */
import { createHash, type X509Certificate } from 'node:crypto'
import {
  addressesMax,
  formatAddress,
  parseAddress,
  type CollectorAddress,
} from '../contract/wire/address.ts'
import {
  formatTicket,
  parseEnrolmentToken,
  type EnrolmentTokenText,
} from '../contract/wire/enrolment-token.ts'
import type { Enrol } from '../contract/wire/messages.ts'
import type { Clock } from '../lib/clock.ts'
import type { PrivateFiles } from '../lib/private-folder.ts'
import { deadline } from './connect/deadline.ts'
import { openLine } from './connect/line.ts'
import { prove } from './connect/prove.ts'
import { ConnectFailed, ConnectRefused } from './connect/refused.ts'
import { fetchChain, openVerified } from './connect/tls-socket.ts'
import { abandonEnrolment, beginEnrolment, completeEnrolment, type Identity } from './identity.ts'

export interface EnrolOptions {
  /** As the officer copied it: `mlz1.…`. */
  readonly token: string
  readonly machine: Pick<Enrol, 'version' | 'hostname' | 'platform' | 'facts'>
  readonly files: PrivateFiles
  readonly clock: Clock
  readonly signal: AbortSignal
}
export interface Enrolled {
  readonly agentId: string
  readonly hostId: string
  /** `pending`: readings begin to flow when the officer approves. */
  readonly state: 'approved' | 'pending'
}

/** The text given is no enrolment token. */
export class TokenUnreadable extends Error {
  override name = 'TokenUnreadable'
}
/** Who answers there is not the collector of the token. Nothing was sent to it. */
export class WrongCollector extends Error {
  override name = 'WrongCollector'
}

/** For each of the two connections to one address. */
const addressMs = 20_000

/**
 * Enrols at the first of the token's addresses that answers. Rejects with TokenUnreadable,
 * ConnectRefused (the collector says why) or ConnectFailed (nobody, or only strangers, answered).
 * An earlier identity stays until the collector has taken the new one.
 */
export async function enrol(options: EnrolOptions): Promise<Enrolled> {
  const token = parseEnrolmentToken(options.token)
  if (token === undefined)
    throw new TokenUnreadable('This is not a whole enrolment token (mlz1.…); copy it again')
  const errors: unknown[] = []
  for (const text of token.addresses) {
    const address = parseAddress(text)
    if (address === undefined) continue
    try {
      return await enrolAt(address, token, options)
    } catch (error) {
      options.signal.throwIfAborted()
      if (error instanceof ConnectRefused) throw error
      errors.push(error)
    }
  }
  throw new ConnectFailed(errors, 'No address of the token led to its collector')
}

async function enrolAt(
  address: CollectorAddress,
  token: EnrolmentTokenText,
  options: EnrolOptions,
): Promise<Enrolled> {
  const here = formatAddress(address)
  const authority = await authorityAt(address, token, options)
  const others = token.addresses.filter((other) => other !== here)
  const addresses = [here, ...others].slice(0, addressesMax)
  const identity = await beginEnrolment(options.files, authority, addresses)
  try {
    const enrolled = await present(address, identity, token, options)
    await completeEnrolment(options.files)
    return enrolled
  } catch (error) {
    // A revoked key stays revoked: the next token is for a new one.
    if (error instanceof ConnectRefused && error.code === 'revoked')
      await abandonEnrolment(options.files)
    throw error
  }
}

/** Looks, sending nothing, whose certificates the server shows; PEM of the token's authority. */
async function authorityAt(
  address: CollectorAddress,
  token: EnrolmentTokenText,
  options: EnrolOptions,
): Promise<string> {
  const { signal, cancel } = deadline(options.clock, addressMs, options.signal)
  const chain = await fetchChain(address, signal).finally(cancel)
  const authority = chain.find((one) => one.ca && fingerprintOf(one) === token.fingerprint)
  if (authority !== undefined) return authority.toString()
  throw new WrongCollector(`${formatAddress(address)} is not the collector of this token`)
}

/** Shows key and token over a connection that is verified against the authority. */
async function present(
  address: CollectorAddress,
  identity: Identity,
  token: EnrolmentTokenText,
  options: EnrolOptions,
): Promise<Enrolled> {
  const { signal, cancel } = deadline(options.clock, addressMs, options.signal)
  try {
    const tls = await openVerified(address, identity.authority, signal)
    const line = await openLine(tls, () => options.clock.monotonic(), signal)
    signal.addEventListener('abort', () => line.socket.terminate(), { once: true })
    const answer = await prove(line, tls, identity, {
      ...options.machine,
      type: 'enrol',
      token: formatTicket(token),
      publicKey: Buffer.from(identity.publicKey).toString('base64'),
    }).finally(() => line.socket.close())
    if (answer.type !== 'enrolled')
      throw new Error(`The collector answered the proof with ${answer.type}`)
    return { agentId: answer.agentId, hostId: answer.hostId, state: answer.state }
  } finally {
    cancel()
  }
}

/** SHA-256 of the certificate's public key (SubjectPublicKeyInfo), 64 hex digits. */
function fingerprintOf(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex')
}
