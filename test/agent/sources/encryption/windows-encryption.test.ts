import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { decodeBitlocker } from '../../../../agent/sources/encryption/windows/bitlocker.ts'
import { windowsEncryption } from '../../../../agent/sources/encryption/windows/windows-encryption.ts'
import { windowsTold } from '../../../support/windows-sections.ts'

const volume = (change: object) => ({
  drive: 'C:',
  type: 0,
  prot: 1,
  conv: 1,
  pct: 100,
  method: 6,
  lock: 0,
  ...change,
})

describe('one volume', () => {
  test.each([
    ['encrypted and protected', {}, 'encrypted', undefined],
    ['encrypted, protection off: suspended', { prot: 0 }, 'suspended', undefined],
    ['never encrypted', { prot: 0, conv: 0, pct: 0, method: 0 }, 'not_encrypted', undefined],
    ['being encrypted', { prot: 0, conv: 2, pct: 1 }, 'encrypting', 1],
    ['being decrypted', { prot: 0, conv: 3, pct: 60 }, 'decrypting', 60],
    ['encryption paused', { prot: 0, conv: 4, pct: 23 }, 'encrypting', 23],
    ['decryption paused', { prot: 0, conv: 5, pct: 23 }, 'decrypting', 23],
    ['locked', { type: 1, prot: 2, conv: null, method: null, lock: 1 }, 'locked', undefined],
    ['locked by protection unknown', { prot: 2, conv: null, lock: null }, 'locked', undefined],
    ['protection on, the rest untold', { conv: null, method: null }, 'encrypted', undefined],
    ['nothing told', { prot: null, conv: null, method: null, lock: null }, 'unknown', undefined],
  ])('%s', (_, change, state, progress) => {
    const [decoded] = decodeBitlocker([volume(change)], 'C:')
    expect(decoded).toMatchObject({ state })
    expect(decoded?.progress).toBe(progress)
  })
  test.each([
    [3, 'BitLocker AES-128'],
    [4, 'BitLocker AES-256'],
    [5, 'BitLocker hardware encryption'],
    [6, 'BitLocker XTS-AES-128'],
    [7, 'BitLocker XTS-AES-256'],
    [99, 'BitLocker'],
  ])('method %i is %s', (method, name) => {
    expect(decodeBitlocker([volume({ method })], 'C:')[0]?.method).toBe(name)
  })
  test('a volume without a letter is named by its id', () => {
    const id = '\\\\?\\Volume{1b7897f7-3916-496c-91de-704fde33dde9}\\'
    expect(decodeBitlocker([volume({ drive: null, id, type: 1 })], 'C:')[0]).toMatchObject({
      name: 'volume 1b7897f7',
      kind: 'data',
    })
  })
})

describe('the computer', () => {
  const ask = (
    sections: Readonly<Record<string, unknown>>,
    more: Parameters<typeof windowsTold>[1] = {},
  ) => windowsEncryption(windowsTold({ systemDrive: 'C:', ...sections }, more))

  test('without the namespace has no BitLocker: not applicable', () => {
    const errors = { bitlocker: { fq: 'HRESULT 0x8004100e,GetCimInstance' } }
    expect(ask({}, { errors })).toEqual({ notApplicable: true })
  })
  test('refused to a standard user is unknown with the reason', () => {
    const errors = { bitlocker: { fq: 'HRESULT 0x80041003,GetCimInstance' } }
    expect(() => ask({}, { errors, admin: false })).toThrow(
      expect.objectContaining({ reason: 'no_privilege' }),
    )
  })
  test('a standard user is told what the shell shows', () => {
    const errors = { bitlocker: { fq: 'HRESULT 0x80041003,GetCimInstance' } }
    const shell = [1, 2, 3, 4, 5, 6].map((prot, index) => ({ drive: `${'CDEFGH'[index]}:`, prot }))
    const found = ask({ bitlockerShell: shell }, { errors, admin: false })
    expect('volumes' in found && found.volumes.map(({ state }) => state)).toEqual([
      'encrypted',
      'not_encrypted',
      'encrypting',
      'decrypting',
      'suspended',
      'locked',
    ])
  })
  test('an empty list is an answer only for an administrator', () => {
    expect(ask({ bitlocker: [] })).toEqual({ notApplicable: true })
    expect(() => ask({ bitlocker: [] }, { admin: false })).toThrow(
      expect.objectContaining({ reason: 'no_privilege' }),
    )
  })
})

const folder = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev/windows')
const here = existsSync(folder)
if (!here) console.warn(`skipped: there are no recorded outputs in ${folder}`)
const recorded = (file: string) => readFileSync(path.join(folder, file))

describe.skipIf(!here)('recorded machines', () => {
  test('bitlocker_status: its volumes by the methods’ answers', () => {
    interface Status {
      readonly volume: Record<string, unknown>
      readonly conversionStatus: Record<string, unknown>
      readonly lockStatus: Record<string, unknown>
    }
    const told: Status[] = JSON.parse(recorded('cnquery_windows_bitlocker_status.json').toString())
    const section = told.map((one) => ({
      id: one.volume['DeviceID'],
      drive: one.volume['DriveLetter'],
      type: one.volume['VolumeType'],
      prot: one.volume['ProtectionStatus'],
      conv: one.conversionStatus['ConversionStatus'],
      pct: one.conversionStatus['EncryptionPercentage'],
      method: one.volume['EncryptionMethod'],
      lock: one.lockStatus['LockStatus'],
    }))
    const volumes = decodeBitlocker(section, 'C:')
    expect(volumes[0]).toMatchObject({
      name: 'C:',
      kind: 'system',
      state: 'encrypted',
      method: 'BitLocker XTS-AES-128',
    })
    expect(volumes.map(({ name, state }) => [name, state])).toEqual([
      ['C:', 'encrypted'],
      ['E:', 'not_encrypted'],
    ])
  })
  test('Win32_EncryptableVolume of a French Windows 10', () => {
    const lines = recorded('glpi_win10-crypt-Win32_EncryptableVolume.wmi').toString('utf16le')
    const value = (name: string) => new RegExp(`^${name}=(.*?)\\r?$`, 'm').exec(lines)?.[1]
    const section = {
      id: value('DeviceID'),
      drive: value('DriveLetter'),
      type: value('VolumeType'),
      prot: value('ProtectionStatus'),
      conv: value('ConversionStatus'),
      method: value('EncryptionMethod'),
    }
    expect(decodeBitlocker(section, 'C:')).toMatchObject([
      { name: 'C:', kind: 'system', state: 'encrypted', method: 'BitLocker AES-256' },
    ])
  })
  test('the documented table of Get-BitLockerVolume: one encrypting, the rest not encrypted', () => {
    const rows = recorded('msdocs_Get-BitLockerVolume_table.txt').toString().split('\n').slice(3)
    const states: Record<string, number> = { EncryptionInProgress: 2, FullyDecrypted: 0 }
    const section = rows
      .filter((row) => row.trim() !== '')
      .map((row) => {
        const [type, drive, , status, percent] = row.trim().split(/\s+/)
        return {
          drive,
          type: type === 'OperatingSystem' ? 0 : 1,
          prot: 0,
          conv: states[status ?? ''],
          pct: Number(percent),
        }
      })
    expect(decodeBitlocker(section, 'C:').map(({ name, state }) => `${name} ${state}`)).toEqual([
      'D: encrypting',
      'E: not_encrypted',
      'C: not_encrypted',
      'F: not_encrypted',
      'G: not_encrypted',
    ])
  })
})
