import { X509Certificate } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { openAuthority } from '../../../collector/gateway/authority.ts'
import { machineNames } from '../../../collector/gateway/machine-names.ts'
import { PrivateFolder } from '../../../lib/private-folder.ts'
import { removeFolders, temporaryFolder } from '../../support/door.ts'

const files = async () => {
  onTestFinished(removeFolders)
  return new PrivateFolder(await temporaryFolder())
}

test('authority and leaf are made once and hold from 1970 to 9999', async () => {
  const folder = await files()
  const first = await openAuthority(folder, 'Halmashauri ya Kilosa, "A+B"', machineNames())
  const again = await openAuthority(folder, 'Another', machineNames())
  expect(again.tls).toEqual(first.tls)
  for (const name of ['ca', 'leaf']) {
    const pem = (await folder.read(`${name}.pem`)) ?? ''
    const certificate = new X509Certificate(pem)
    expect(certificate.validFromDate.toISOString()).toBe('1970-01-01T00:00:00.000Z')
    expect(certificate.validToDate.toISOString()).toBe('9999-12-31T23:59:59.000Z')
  }
})

test('the leaf follows the names of the machine, the authority stays', async () => {
  const folder = await files()
  const before = await openAuthority(folder, 'Office', ['pc-1', '10.0.0.5'])
  const same = await before.withNames(['pc-1', '10.0.0.5'])
  expect(same.tls).toEqual(before.tls)
  const after = await before.withNames(['pc-1', '10.0.0.6'])
  const leaf = new X509Certificate(after.tls.cert)
  expect(leaf.checkIP('10.0.0.6')).toBeDefined()
  expect(leaf.checkIP('10.0.0.5')).toBeUndefined()
  expect(leaf.checkHost('mlinzi-collector')).toBeDefined()
  expect(after.fingerprint).toBe(before.fingerprint)
})

test('a damaged leaf is made anew; a damaged authority stops the start', async () => {
  const folder = await files()
  const before = await openAuthority(folder, 'Office', ['pc-1'])
  await folder.write('leaf.key', 'nonsense')
  const after = await openAuthority(folder, 'Office', ['pc-1'])
  expect(after.tls.key).not.toBe(before.tls.key)
  expect(after.fingerprint).toBe(before.fingerprint)
  await folder.remove('ca.key')
  await expect(openAuthority(folder, 'Office', ['pc-1'])).rejects.toThrow('ca.key is missing')
  await folder.write('ca.key', before.tls.key)
  await expect(openAuthority(folder, 'Office', ['pc-1'])).rejects.toThrow('does not belong')
})
