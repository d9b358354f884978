/** An office's own certificate authority, as its ICT unit or ministry runs one. */
import { provideReflectMetadata } from '../../collector/gateway/reflect-metadata.ts'
import { collectorName } from '../../contract/wire/address.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const day = 86_400_000

export interface Validity {
  readonly fromMs: number
  readonly toMs: number
}
export interface Issued {
  readonly certificate: string
  readonly key: string
}
export interface TestAuthority extends Issued {
  readonly keys: CryptoKeyPair
  readonly name: string
  /** A server's certificate; its names begin with the one that agents verify. */
  server(names?: readonly string[], validity?: Validity): Promise<Issued>
  /** An authority below this one. */
  below(name: string, validity?: Validity): Promise<TestAuthority>
}

export function aroundNow(nowMs = Date.now()): Validity {
  return { fromMs: nowMs - day, toMs: nowMs + 365 * day }
}

export async function officeAuthority(
  name = 'Halmashauri',
  validity = aroundNow(),
  keys?: CryptoKeyPair,
): Promise<TestAuthority> {
  return authority(name, validity, undefined, keys)
}

async function authority(
  name: string,
  validity: Validity,
  above: TestAuthority | undefined,
  known?: CryptoKeyPair,
): Promise<TestAuthority> {
  const x509 = await library()
  const keys = known ?? (await newKeys())
  const certificate = await x509.X509CertificateGenerator.create({
    ...times(validity),
    serialNumber: serial(),
    subject: `CN=${name}`,
    issuer: `CN=${above?.name ?? name}`,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: (above?.keys ?? keys).privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  const self: TestAuthority = {
    name,
    keys,
    certificate: `${certificate.toString('pem')}\n`,
    key: await pemOf(keys.privateKey),
    server: (names = [collectorName], valid = aroundNow()) => server(self, names, valid),
    below: (other, valid = aroundNow()) => authority(other, valid, self),
  }
  return self
}

async function server(
  issuer: TestAuthority,
  names: readonly string[],
  validity: Validity,
): Promise<Issued> {
  const x509 = await library()
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    ...times(validity),
    serialNumber: serial(),
    subject: 'CN=mlinzi.halmashauri.go.tz',
    issuer: `CN=${issuer.name}`,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: 'dns' as const, value })),
      ),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await pemOf(keys.privateKey) }
}

async function library() {
  provideReflectMetadata()
  return import('@peculiar/x509')
}
function times({ fromMs, toMs }: Validity) {
  return { notBefore: new Date(fromMs), notAfter: new Date(toMs) }
}
function newKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}
function serial(): string {
  return `0${crypto.getRandomValues(Buffer.alloc(12)).toString('hex')}`.slice(0, 24)
}
async function pemOf(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64')
  return `-----BEGIN PRIVATE KEY-----\n${der.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`
}
