/** No decoder throws, whatever a disk, a program or PowerShell gives it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeLuksHeader } from '../../../../agent/sources/encryption/linux/luks-header.ts'
import { decodeMounts, decodeSwaps } from '../../../../agent/sources/encryption/linux/mounts.ts'
import {
  decodePoolDevices,
  decodeZfsEncryption,
} from '../../../../agent/sources/encryption/linux/zfs.ts'
import { decodeFileVault } from '../../../../agent/sources/encryption/macos/macos-encryption.ts'
import {
  decodeBitlocker,
  decodeShellProtection,
} from '../../../../agent/sources/encryption/windows/bitlocker.ts'

test('any bytes, and any bytes behind the mark of LUKS', () => {
  const magic = Buffer.from('LUKS\xba\xbe', 'latin1')
  const bytes = fc.uint8Array({ maxLength: 6000 }).map((array) => Buffer.from(array))
  const marked = fc
    .tuple(fc.constantFrom(1, 2, 3), bytes)
    .map(([version, rest]) => Buffer.concat([magic, Buffer.from([0, version]), rest]))
  fc.assert(fc.property(fc.oneof(bytes, marked), (given) => void decodeLuksHeader(given)))
})

test('a LUKS2 header cut anywhere tells its version or nothing, and no wrong cipher', () => {
  const header = Buffer.alloc(8192)
  header.write('LUKS\xba\xbe\x00\x02', 'latin1')
  header.write('{"segments":{"0":{"type":"crypt","encryption":"aes-xts-plain64"}}}', 4096)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: header.length }), (length) => {
      const decoded = decodeLuksHeader(header.subarray(0, length))
      expect([undefined, 'aes-xts-plain64']).toContain(decoded?.cipher)
      expect(decoded?.version).toBe(length < 8 ? undefined : 2)
    }),
  )
})

test.each([
  ['mounts', decodeMounts],
  ['swaps', decodeSwaps],
  ['zfs', decodeZfsEncryption],
  ['zpool', decodePoolDevices],
  ['fdesetup', decodeFileVault],
])('any text as %s', (_, decode) => {
  fc.assert(fc.property(fc.string({ maxLength: 500 }), (text) => void decode(text)))
})

test('any JSON as volumes of Windows', () => {
  const row = fc.record(
    Object.fromEntries(
      ['id', 'drive', 'type', 'prot', 'conv', 'pct', 'method', 'lock'].map((key) => [
        key,
        fc.oneof(fc.jsonValue(), fc.integer({ min: -1, max: 8 })),
      ]),
    ),
    { requiredKeys: [] },
  )
  const section = fc.oneof(fc.jsonValue(), fc.array(row, { maxLength: 4 }))
  fc.assert(
    fc.property(section, (told) => {
      for (const { progress } of decodeBitlocker(told, 'C:')) {
        expect(progress ?? 0).toBeGreaterThanOrEqual(0)
        expect(progress ?? 0).toBeLessThanOrEqual(100)
      }
      decodeShellProtection(told, 'C:')
    }),
  )
})
