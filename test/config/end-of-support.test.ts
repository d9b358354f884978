import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSupportTable, supportOf, type SystemIdentity } from '../../config/end-of-support.ts'
import { ConfigError } from '../../config/load.ts'

const file = path.join(import.meta.dirname, '../../config/end-of-support.yaml')
const table = parseSupportTable(file, readFileSync(file, 'utf8'))

const windows = (build: number, edition?: string): SystemIdentity => ({
  id: 'windows',
  version: undefined,
  build,
  edition,
})
const linux = (id: string, version: string): SystemIdentity => ({
  id,
  version,
  build: undefined,
  edition: undefined,
})

describe('the shipped table', () => {
  test.each([
    ['Windows 10 22H2', windows(19045, 'Professional'), '2025-10-14'],
    ['Windows 10 LTSC 2021, which lives longer', windows(19044, 'EnterpriseS'), '2027-01-12'],
    ['Windows 10 IoT LTSC 2021', windows(19044, 'IoTEnterpriseS'), '2032-01-13'],
    ['Windows 11 23H2 Pro', windows(22631, 'Professional'), '2025-11-11'],
    ['Windows 11 23H2 Education', windows(22631, 'Education'), '2026-11-10'],
    ['Windows 11 23H2 Home', windows(22631, 'CoreSingleLanguage'), '2025-11-11'],
    ['an edition that is not told: the earlier end', windows(22631), '2025-11-11'],
    ['Windows 7', windows(7601, 'Professional'), '2020-01-14'],
    [
      'a server of the same build as a Windows 10',
      { ...windows(17763, 'ServerStandard'), id: 'windows-server' },
      '2029-01-09',
    ],
    ['Debian 12 with its long-term support', linux('debian', '12'), '2028-06-30'],
    ['Ubuntu 22.04', linux('ubuntu', '22.04'), '2027-04-01'],
    ['Rocky 9.4 by its first number', linux('rocky', '9.4'), '2032-05-31'],
    ['macOS 13.6.1', linux('macos', '13.6.1'), '2025-09-15'],
  ])('knows %s', (_, system, ends) => {
    expect(supportOf(table, system)?.ends).toBe(ends)
  })

  test.each([
    ['an edition that the table does not have for that build', windows(22631, 'EnterpriseS')],
    ['a build of no release', windows(22635, 'Professional')],
    ['another system', linux('gentoo', '2.15')],
  ])('does not guess about %s', (_, system) => {
    expect(supportOf(table, system)).toBeUndefined()
  })
})

test('a fault in an office’s own table is told with its line', () => {
  const text = 'asOf: 2027-01-01\nsystems:\n  - { system: debian, name: Debian 14, ends: soon }\n'
  expect(() => parseSupportTable('own.yaml', text)).toThrow(ConfigError)
  expect(() => parseSupportTable('own.yaml', text)).toThrow(/own\.yaml:3:/)
})
