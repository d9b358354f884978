/**
 * TLS to a collector. Whatever the address, the certificate must bear the fixed name and chain to
 * the authority that was pinned at enrolment.
 */
import { X509Certificate } from 'node:crypto'
import tls, { type ConnectionOptions, type TLSSocket } from 'node:tls'
import { collectorName, type CollectorAddress } from '../../contract/wire/address.ts'

/** Dead CMOS batteries are common; the pinned key says more than this machine's calendar. */
const timeErrors: ReadonlySet<unknown> = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'])

const chainMax = 8

/**
 * OpenSSL's own first choice, a hybrid with ML-KEM-768, makes each handshake 2.3 KB longer, a third
 * of all that a reconnection costs a thin line. What it adds is that readings recorded today stay
 * secret from a quantum computer of later decades (docs/THREATS.md); the agent's key never travels.
 */
const keyExchange = 'X25519:P-256'

/** A verified connection. Rejects with the socket's or the verification's error. */
export async function openVerified(
  address: CollectorAddress,
  authority: string,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const pinned = { ca: authority, checkServerIdentity }
  try {
    return await open(address, { ...pinned, rejectUnauthorized: true }, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && timeErrors.has(error.code))) throw error
    const socket = await open(address, { ...pinned, rejectUnauthorized: false }, signal)
    if (chainsTo(authority, socket.getPeerX509Certificate())) return socket
    socket.destroy()
    throw error
  }
}

/**
 * The certificates that a server shows, its own first, then those it was signed by. Nothing is
 * verified and nothing is sent: the connection ends after the TLS handshake.
 */
export async function fetchChain(
  address: CollectorAddress,
  signal: AbortSignal,
): Promise<readonly X509Certificate[]> {
  const socket = await open(address, { rejectUnauthorized: false }, signal)
  const chain: X509Certificate[] = []
  let next = socket.getPeerX509Certificate()
  while (next !== undefined && chain.length < chainMax) {
    const { raw, issuerCertificate } = next
    // A self-signed certificate names itself as its issuer.
    if (chain.some((known) => known.raw.equals(raw))) break
    chain.push(next)
    next = issuerCertificate
  }
  socket.destroy()
  return chain
}

function checkServerIdentity(_host: string, certificate: tls.PeerCertificate): Error | undefined {
  return tls.checkServerIdentity(collectorName, certificate)
}

/** id-kp-serverAuth, RFC 5280 section 4.2.1.12. */
const serverAuthentication = '1.3.6.1.5.5.7.3.1'

/**
 * All that a full verification checks but the time: the name, the purpose, and that each
 * certificate was signed by the next, up to the pinned key. An office's authority may have others
 * below it.
 */
function chainsTo(authority: string, leaf: X509Certificate | undefined): boolean {
  const pinned = new X509Certificate(authority)
  if (leaf === undefined || leaf.ca) return false
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.includes(serverAuthentication)) return false
  if (leaf.checkHost(collectorName, { subject: 'never' }) === undefined) return false
  let last = leaf
  for (let length = 0; length < chainMax; length++) {
    if (signed(last, pinned)) return true
    const { issuerCertificate } = last
    if (!issuerCertificate?.ca || !signed(last, issuerCertificate)) return false
    last = issuerCertificate
  }
  return false
}

function signed(child: X509Certificate, issuer: X509Certificate): boolean {
  return child.checkIssued(issuer) && child.verify(issuer.publicKey)
}

async function open(
  address: CollectorAddress,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<TLSSocket> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = tls.connect({
    ...options,
    host: address.host,
    port: address.port,
    servername: collectorName,
    ecdhCurve: keyExchange,
    // The proof's exporter value covers the whole handshake only from 1.3 on.
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['http/1.1'],
  })
  const abort = (): void => {
    socket.destroy()
    reject(signal.reason)
  }
  const closed = (): void => reject(new Error('The connection was closed during the TLS handshake'))
  signal.addEventListener('abort', abort, { once: true })
  socket.once('secureConnect', resolve).once('error', reject).once('close', closed)
  try {
    await promise
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
    socket.removeListener('close', closed)
  }
}
