import { once } from 'node:events'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { openVerified } from '../../../agent/connect/tls-socket.ts'
import { makeAuthority, type CertificateAndKey } from '../../../collector/gateway/certificates.ts'
import { provideReflectMetadata } from '../../../collector/gateway/reflect-metadata.ts'
import { collectorName } from '../../../contract/wire/address.ts'
import { neverAborted } from '../../support/door.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000

/** As an office's own authority may give out: valid for a while only. */
async function leafFor(authority: CertificateAndKey, name: string, fromMs: number, toMs: number) {
  provideReflectMetadata()
  const x509 = await import('@peculiar/x509')
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const der = Buffer.from(authority.key.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: '17',
    subject: [{ CN: ['x'] }],
    issuer: new x509.X509Certificate(authority.certificate).subject,
    notBefore: new Date(fromMs),
    notAfter: new Date(toMs),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  })
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${key.toString('base64')}\n-----END PRIVATE KEY-----\n`,
  }
}

async function serve(leaf: { cert: string; key: string }) {
  const server = tls.createServer({ ...leaf, minVersion: 'TLSv1.3' }, (socket) => {
    socket.on('error', () => undefined)
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return { host: '127.0.0.1', port: typeof address === 'object' ? (address?.port ?? 0) : 0 }
}

test.each([
  ['not yet valid', day, 2 * day],
  ['expired', -2 * day, -day],
])(
  'a certificate that is %s is believed when the pinned key signed it',
  async (_what, from, to) => {
    const authority = await makeAuthority('Office')
    const now = Date.now()
    const address = await serve(await leafFor(authority, collectorName, now + from, now + to))
    const socket = await openVerified(address, authority.certificate, neverAborted)
    expect(socket.getProtocol()).toBe('TLSv1.3')
    socket.destroy()
  },
)

test('an expired certificate of a stranger or with another name is not', async () => {
  const authority = await makeAuthority('Office')
  const stranger = await makeAuthority('Office')
  const now = Date.now()
  const past = [now - 2 * day, now - day] as const
  const foreign = await serve(await leafFor(stranger, collectorName, ...past))
  await expect(openVerified(foreign, authority.certificate, neverAborted)).rejects.toThrow()
  const misnamed = await serve(await leafFor(authority, 'printer-17', ...past))
  await expect(openVerified(misnamed, authority.certificate, neverAborted)).rejects.toThrow()
})
