import { beforeAll, describe, expect, test } from 'vitest'
import {
  CertificateUnfit,
  officeCertificate,
} from '../../../collector/gateway/office-certificate.ts'
import { collectorName } from '../../../contract/wire/address.ts'
import {
  aroundNow,
  officeAuthority,
  type Issued,
  type TestAuthority,
} from '../../support/office-authority.ts'

const day = 86_400_000
const now = Date.now()
let root: TestAuthority
let unit: TestAuthority
let server: Issued

beforeAll(async () => {
  root = await officeAuthority('Wizara')
  unit = await root.below('TEHAMA')
  server = await unit.server([collectorName, 'mlinzi.halmashauri.go.tz'])
})
const chain = (...parts: readonly { readonly certificate: string }[]): string =>
  parts.map(({ certificate }) => certificate).join('')

describe('the office’s certificate', () => {
  test('is shown from the server’s own up to the authority that agents pin, in whatever order it came', () => {
    const { key } = server
    const ordered = officeCertificate({ certificate: chain(server, unit, root), key }, now)
    const shuffled = officeCertificate({ certificate: chain(root, server, unit), key }, now)
    expect(shuffled.tls.cert).toBe(ordered.tls.cert)
    expect(ordered.names).toEqual(['mlinzi.halmashauri.go.tz'])
    expect(ordered.timeFault).toBeUndefined()
    expect(ordered.certificate.trim()).toBe(
      ordered.tls.cert.slice(-ordered.certificate.length).trim(),
    )
  })

  test('renewed by the same authority has the same fingerprint', async () => {
    const before = officeCertificate(
      { certificate: chain(server, unit, root), key: server.key },
      now,
    )
    const renewed = await unit.server()
    const after = officeCertificate(
      { certificate: chain(renewed, unit, root), key: renewed.key },
      now,
    )
    expect(after.fingerprint).toBe(before.fingerprint)
    expect(after.tls.cert).not.toBe(before.tls.cert)
  })

  test('that is out of its time is usable, and says so', async () => {
    const old = await unit.server([collectorName], { fromMs: now - 9 * day, toMs: now - day })
    const { timeFault } = officeCertificate(
      { certificate: chain(old, unit, root), key: old.key },
      now,
    )
    expect(timeFault).toMatch(/mlinzi\.halmashauri\.go\.tz" expired on \d{4}-\d\d-\d\d\./)
    const early = await unit.server([collectorName], { fromMs: now + day, toMs: now + 9 * day })
    const pem = { certificate: chain(early, unit, root), key: early.key }
    expect(officeCertificate(pem, now).timeFault).toMatch(/is not valid before/)
  })
})

describe('what cannot be used is told with what to do', () => {
  const refusal = (certificate: string, key: string): string => {
    try {
      officeCertificate({ certificate, key }, now)
    } catch (error) {
      if (error instanceof CertificateUnfit) return error.message
      throw error
    }
    return 'nothing is wrong'
  }
  test('another key', async () => {
    const other = await unit.server()
    expect(refusal(chain(server, unit, root), other.key)).toContain('belongs to none of the 3')
  })
  test('a missing authority, by name', () => {
    expect(refusal(chain(server, root), server.key)).toContain('append that of "CN=TEHAMA"')
    expect(refusal(chain(server, unit), server.key)).toContain('append that of "CN=Wizara"')
  })
  test('an authority of the same name and another key', async () => {
    const impostor = await officeAuthority('Wizara')
    expect(refusal(chain(server, unit, impostor), server.key)).toContain('is missing')
  })
  test('no name that agents know', async () => {
    const nameless = await unit.server(['mlinzi.halmashauri.go.tz'])
    const text = refusal(chain(nameless, unit, root), nameless.key)
    expect(text).toContain('lacks the DNS name "mlinzi-collector"')
  })
  test('the key of an authority', () => {
    expect(refusal(chain(server, unit, root), unit.key)).toContain("authority's")
  })
  test.each([
    ['an empty file', '', 'no certificate in PEM form'],
    ['a damaged one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'damaged'],
  ])('%s', (_what, certificate, text) => {
    expect(refusal(certificate, server.key)).toContain(text)
  })
  test.each([
    ['no key', 'nonsense', 'no key in PEM form'],
    ['an encrypted key', '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA', 'without a passphrase'],
  ])('%s', (_what, key, text) => {
    expect(refusal(chain(server, unit, root), key)).toContain(text)
  })
  test('too many certificates', () => {
    const many = chain(...Array.from({ length: 9 }, () => root))
    expect(refusal(many, server.key)).toContain('more than 8')
  })
  test('a certificate that signed itself', async () => {
    expect(aroundNow(now).toMs).toBeGreaterThan(now)
    expect(refusal(root.certificate, root.key)).toContain("authority's")
  })
})
