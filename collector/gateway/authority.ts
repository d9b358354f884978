/**
 * The collector's own certificate authority, in four files of its home's `ca` folder. The authority
 * is made once and never changes: every agent pins its key. The leaf follows the machine's names.
 */
import { X509Certificate, createHash, createPrivateKey } from 'node:crypto'
import { isIP } from 'node:net'
import { collectorName } from '../../contract/wire/address.ts'
import type { PrivateFiles } from '../../lib/private-folder.ts'
import { makeAuthority, makeLeaf, type CertificateAndKey } from './certificates.ts'

export interface Authority {
  /** PEM; what the console offers for browsers, and what agents pin. */
  readonly certificate: string
  /** SHA-256 of the authority's public key (SubjectPublicKeyInfo), 64 hex digits. */
  readonly fingerprint: string
  /** Names that the office chose for browsers; the collector's own leaf follows the machine. */
  readonly names: readonly string[]
  /** For the listener; `cert` carries the authority too, so that a new agent can see it. */
  readonly tls: { readonly key: string; readonly cert: string }
  /** A new leaf when the names differ from those of the present one; else this object. */
  withNames(names: readonly string[]): Promise<Authority>
}

/** At most so many names go into a leaf; the machine's own come first. */
const namesMax = 64

/**
 * Opens the authority, making it at the first start. Throws when its files are damaged or do not
 * belong together: making a new one silently would lock out every agent.
 */
export async function openAuthority(
  files: PrivateFiles,
  office: string,
  names: readonly string[],
): Promise<Authority> {
  const authority =
    (await load(files, 'ca')) ?? (await keep(files, 'ca', await makeAuthority(office)))
  if (!new X509Certificate(authority.certificate).ca)
    throw new Error('ca.pem is not the certificate of an authority')
  return withLeaf(files, authority, names)
}

async function withLeaf(
  files: PrivateFiles,
  authority: CertificateAndKey,
  wanted: readonly string[],
): Promise<Authority> {
  const others = wanted.filter((name) => name !== collectorName)
  const names = [collectorName, ...new Set(others)].slice(0, namesMax)
  const present = await load(files, 'leaf').catch(() => undefined)
  const leaf =
    present !== undefined && serves(present, authority, names)
      ? present
      : await keep(files, 'leaf', await makeLeaf(authority, names))
  return {
    certificate: authority.certificate,
    fingerprint: fingerprintOf(new X509Certificate(authority.certificate)),
    names: [],
    tls: { key: leaf.key, cert: leaf.certificate + authority.certificate },
    withNames: (next) => withLeaf(files, authority, next),
  }
}

/** The certificate is written last: it alone says that the pair is whole. */
async function keep(
  files: PrivateFiles,
  name: string,
  pair: CertificateAndKey,
): Promise<CertificateAndKey> {
  await files.write(`${name}.key`, pair.key)
  await files.write(`${name}.pem`, `${pair.certificate.trim()}\n`)
  return { ...pair, certificate: `${pair.certificate.trim()}\n` }
}

async function load(files: PrivateFiles, name: string): Promise<CertificateAndKey | undefined> {
  const certificate = (await files.read(`${name}.pem`))?.toString('utf8')
  if (certificate === undefined) return undefined
  const key = (await files.read(`${name}.key`))?.toString('utf8')
  if (key === undefined) throw new Error(`${name}.key is missing beside ${name}.pem`)
  if (!new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key)))
    throw new Error(`${name}.key does not belong to ${name}.pem`)
  return { certificate, key }
}

function serves(
  leaf: CertificateAndKey,
  authority: CertificateAndKey,
  names: readonly string[],
): boolean {
  const certificate = new X509Certificate(leaf.certificate)
  const issuer = new X509Certificate(authority.certificate)
  const named = (name: string): boolean =>
    (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined
  const count = certificate.subjectAltName?.split(', ').length ?? 0
  return certificate.verify(issuer.publicKey) && names.every(named) && count === names.length
}

export function fingerprintOf(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex')
}
