import tls, { type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import { x509Cert } from '../../../../contract/catalogue/families/x509-cert.ts'
import { reading, type FieldsOf } from '../../../../contract/catalogue/grammar.ts'
import net from 'node:net'
import type { RunCheck } from '../task.ts'
import { deadline, dial, type Deadline } from './dial.ts'
import { faultOf, goodness } from './fault.ts'
import { startTls } from './starttls.ts'

type Fields = FieldsOf<typeof x509Cert>
const secondsPerDay = 86_400
const textMax = 200

export const runTls: RunCheck<'tls'> = async (check, parts, { egress, memory }) => {
  const { host, port, name, timeoutMs, starttls } = check
  const tags = { source: `${host}:${port}`, check: name }
  const tell = (fields: Fields) => {
    const fails = memory.note(goodness(fields.result ?? 'success'))
    return [reading(x509Cert, tags, { ...fields, fails })]
  }
  if (!egress) return tell({ result: 'no_egress' })
  const limit = deadline(parts.clock, timeoutMs, parts.signal)
  try {
    const { socket } = await dial(parts, host, port, limit)
    if (starttls !== undefined) await startTls(socket, starttls, limit)
    const serverName = check.serverName ?? host
    const secured = await secure(socket, serverName, limit)
    return tell(certificateFields(secured, serverName, parts.clock.now()))
  } catch (error) {
    return tell({ result: faultOf(error) })
  } finally {
    limit.end()
  }
}

export interface SecureOptions {
  /** Whether an unknown authority, a wrong name or an expired certificate ends the connection. */
  readonly insist: boolean
}

/** The chain is looked at, not insisted on: an expired certificate must be read to be told. */
export async function secure(
  socket: net.Socket,
  serverName: string,
  limit: Deadline,
  { insist }: SecureOptions = { insist: false },
): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>()
  const secured = tls.connect({
    socket,
    ...(net.isIP(serverName) === 0 && { servername: serverName }),
    host: serverName,
    rejectUnauthorized: insist,
  })
  secured.once('secureConnect', () => resolve(secured))
  secured.on('error', reject)
  secured.once('close', () => reject(new Error('The server ended the encryption')))
  promise.catch(() => undefined)
  return await limit.within(promise)
}

export function certificateFields(secured: TLSSocket, serverName: string, nowMs: number): Fields {
  const certificate: Partial<DetailedPeerCertificate> = secured.getPeerCertificate(true)
  const startMs = Date.parse(certificate.valid_from ?? '')
  const endMs = Date.parse(certificate.valid_to ?? '')
  if (!Number.isFinite(startMs) || !Number.isFinite(endMs)) return { result: 'no_certificate' }
  const expiry = Math.round((endMs - nowMs) / 1000)
  const fault = verificationFault(secured, serverName, certificate)
  return {
    result: 'success',
    expiry,
    days_left: expiry / secondsPerDay,
    age: Math.round((nowMs - startMs) / 1000),
    startdate: Math.round(startMs / 1000),
    enddate: Math.round(endMs / 1000),
    common_name: textOf(certificate.subject?.CN),
    issuer: textOf(certificate.issuer?.O) ?? textOf(certificate.issuer?.CN),
    verification: fault === undefined ? 'valid' : 'invalid',
    verification_error: fault ?? '',
  }
}

function verificationFault(
  secured: TLSSocket,
  serverName: string,
  certificate: Partial<DetailedPeerCertificate>,
): string | undefined {
  const chain: unknown = secured.authorizationError
  if (chain instanceof Error) return codeOf(chain)
  if (typeof chain === 'string' && chain !== '') return chain
  const name = tls.checkServerIdentity(serverName, certificate as DetailedPeerCertificate)
  return name && 'ERR_TLS_CERT_ALTNAME_INVALID'
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

/** A name may be there several times. */
function textOf(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === 'string' ? value : value?.[0]
  return text?.slice(0, textMax)
}
