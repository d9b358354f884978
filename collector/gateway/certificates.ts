/** Makes X.509 certificates; node:crypto only reads them. */
import { isIP } from 'node:net'
import type { JsonGeneralName } from '@peculiar/x509'
import { provideReflectMetadata } from './reflect-metadata.ts'

/** A certificate and its private key (PKCS #8), both PEM. */
export interface CertificateAndKey {
  readonly certificate: string
  readonly key: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
/**
 * A PC with a dead CMOS battery believes it is 1970, 2009 or 2099 and must still connect. The end
 * is RFC 5280's own "no well-defined expiration date".
 */
const validity = {
  notBefore: new Date(0),
  notAfter: new Date(Date.UTC(9999, 11, 31, 23, 59, 59)),
} as const

/** Loaded only when a certificate must be made: it is heavy and seldom needed. */
async function library() {
  provideReflectMetadata()
  return import('@peculiar/x509')
}

/** Self-signed, able to sign leaves and nothing below them. The office's name is for browsers. */
export async function makeAuthority(office: string): Promise<CertificateAndKey> {
  const x509 = await library()
  // The name is written and read again for each leaf: only characters that need no escaping.
  const plain = office.replace(/[^A-Za-z0-9 .-]/g, '').slice(0, 48)
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: [{ CN: [`Mlinzi ${plain}`.trim()] }],
    serialNumber: serialNumber(),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) }
}

/** For TLS servers, with the names and addresses given; the first is its common name. */
export async function makeLeaf(
  authority: CertificateAndKey,
  names: readonly string[],
): Promise<CertificateAndKey> {
  const x509 = await library()
  const issuer = new x509.X509Certificate(authority.certificate)
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: [{ CN: names.slice(0, 1) }],
    issuer: issuer.subject,
    serialNumber: serialNumber(),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await signingKeyFrom(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map(generalName)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) }
}

function generalName(value: string): JsonGeneralName {
  return { type: isIP(value) === 0 ? 'dns' : 'ip', value }
}

function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

/** 16 random bytes with the top bit cleared: a positive number, as RFC 5280 wants. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(Buffer.alloc(16))
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f || 1, 0)
  return bytes.toString('hex')
}

async function pemOf(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64')
  const lines = der.match(/.{1,64}/g) ?? []
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
}

function signingKeyFrom(pem: string): Promise<CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  return crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
}
