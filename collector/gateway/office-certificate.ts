/**
 * A certificate that the office's own authority gave to this server, in place of the collector's
 * own. Whatever is wrong with the files is told in one sentence that says what to do.
 */
import { X509Certificate, createPrivateKey, type KeyObject } from 'node:crypto'
import { collectorName } from '../../contract/wire/address.ts'
import { fingerprintOf, type Authority } from './authority.ts'

export class CertificateUnfit extends Error {
  override name = 'CertificateUnfit'
}

export interface OfficeCertificate extends Authority {
  /** When the first certificate of the chain ends. */
  readonly validToMs: number
  /** Not valid at the time given: browsers warn, agents go by the pinned key. */
  readonly timeFault: string | undefined
}

const certificatesMax = 8
const pemCertificate = /-----BEGIN CERTIFICATE-----[\s\S]{1,16384}?-----END CERTIFICATE-----/g
/** id-kp-serverAuth, RFC 5280 section 4.2.1.12. */
const serverAuthentication = '1.3.6.1.5.5.7.3.1'

/** @param pem the certificates in any order, and the private key. @throws CertificateUnfit */
export function officeCertificate(
  pem: { readonly certificate: string; readonly key: string },
  nowMs: number,
): OfficeCertificate {
  const all = certificatesIn(pem.certificate)
  const key = privateKeyIn(pem.key)
  const leaf = all.find((one) => one.checkPrivateKey(key))
  if (leaf === undefined)
    throw new CertificateUnfit(
      `The private key belongs to none of the ${all.length} certificates: take the key with which ` +
        'the certificate was requested.',
    )
  checkLeaf(leaf)
  const chain = chainFrom(leaf, all)
  const root = chain.at(-1) ?? leaf
  const certificate: OfficeCertificate = {
    certificate: root.toString(),
    fingerprint: fingerprintOf(root),
    tls: { key: pem.key, cert: chain.map(String).join('') },
    names: namesOf(leaf),
    validToMs: Math.min(...chain.map((one) => one.validToDate.getTime())),
    timeFault: chain.map((one) => timeFaultOf(one, nowMs)).find((fault) => fault !== undefined),
    withNames: async () => certificate,
  }
  return certificate
}

function certificatesIn(text: string): readonly X509Certificate[] {
  const blocks = text.match(pemCertificate) ?? []
  if (blocks.length === 0)
    throw new CertificateUnfit('There is no certificate in PEM form (-----BEGIN CERTIFICATE-----).')
  if (blocks.length > certificatesMax)
    throw new CertificateUnfit(`There are more than ${certificatesMax} certificates.`)
  return blocks.map((block, index) => {
    try {
      return new X509Certificate(block)
    } catch (cause) {
      throw new CertificateUnfit(`Certificate ${index + 1} of the file is damaged.`, { cause })
    }
  })
}

function privateKeyIn(text: string): KeyObject {
  if (text.includes('ENCRYPTED'))
    throw new CertificateUnfit('The private key is encrypted: save it without a passphrase.')
  try {
    return createPrivateKey(text)
  } catch (cause) {
    throw new CertificateUnfit('The private key is no key in PEM form.', { cause })
  }
}

function checkLeaf(leaf: X509Certificate): void {
  if (leaf.ca)
    throw new CertificateUnfit("The private key is an authority's: give that of the server.")
  const uses = leaf.keyUsage
  if (uses !== undefined && !uses.includes(serverAuthentication))
    throw new CertificateUnfit('The certificate is not for a TLS server (serverAuth).')
  // Any other name would let every server of that authority pass for the collector.
  if (leaf.checkHost(collectorName, { subject: 'never' }) === undefined)
    throw new CertificateUnfit(
      `The certificate lacks the DNS name "${collectorName}", by which agents know the collector: ` +
        'request it again with that name beside those for browsers.',
    )
}

/** From the server's own up to the office's authority, whose key agents pin. */
function chainFrom(
  leaf: X509Certificate,
  all: readonly X509Certificate[],
): readonly X509Certificate[] {
  const chain = [leaf]
  for (let last = leaf; !isSelfSigned(last); chain.push(last)) {
    const child = last
    const issuer = all.find((one) => one.ca && !chain.includes(one) && signed(child, one))
    if (issuer === undefined)
      throw new CertificateUnfit(
        `The certificate of the authority that signed "${oneLine(child.subject)}" is missing: ` +
          `append that of "${oneLine(child.issuer)}" to the file.`,
      )
    last = issuer
  }
  if (chain.length < 2)
    throw new CertificateUnfit('The certificate signed itself: no authority stands behind it.')
  return chain
}

function signed(child: X509Certificate, issuer: X509Certificate): boolean {
  return child.checkIssued(issuer) && child.verify(issuer.publicKey)
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return signed(certificate, certificate)
}

function timeFaultOf(certificate: X509Certificate, nowMs: number): string | undefined {
  const { subject, validFromDate, validToDate } = certificate
  if (nowMs > validToDate.getTime())
    return `The certificate of "${oneLine(subject)}" expired on ${day(validToDate)}.`
  if (nowMs < validFromDate.getTime())
    return `The certificate of "${oneLine(subject)}" is not valid before ${day(validFromDate)}.`
  return undefined
}

function namesOf(leaf: X509Certificate): readonly string[] {
  const entries = (leaf.subjectAltName ?? '').split(', ')
  return entries
    .map((entry) => /^(?:DNS|IP Address):([0-9A-Za-z.:-]{1,253})$/.exec(entry)?.[1])
    .filter((name) => name !== undefined)
    .filter((name) => name !== collectorName)
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** Subjects come with a line for each part. */
function oneLine(subject: string): string {
  return subject.replaceAll('\n', ', ').slice(0, 200)
}
