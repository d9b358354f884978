import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { liveHost } from '../../../../agent/host/live.ts'
import { parsePlist } from '../../../../agent/sources/parts/plist.ts'
import { parseAptSimulation, unattendedUpgrades } from '../../../../agent/sources/updates/apt.ts'
import {
  dnfPending,
  parseDnfSecurity,
  parseDnfUpdates,
} from '../../../../agent/sources/updates/dnf.ts'
import { parseMacUpdates } from '../../../../agent/sources/updates/macos.ts'
import { parseReadiness, processorListed } from '../../../../agent/sources/updates/readiness.ts'
import { parseWindowsUpdates } from '../../../../agent/sources/updates/windows.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { reader, sourceNamed } from '../../../support/read-source.ts'

const fixtures = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const recorded = (name: string): string => readFileSync(path.join(fixtures, name), 'utf8')

describe.skipIf(!existsSync(fixtures))('recorded systems', () => {
  test('a Debian with waiting updates', () => {
    const text = recorded('linux/own_apt_get_s_dist-upgrade.txt')
    const upgrades = text.split('\n').filter((line) => /^Inst \S+ \[/.test(line))
    const pending = parseAptSimulation(text)
    expect(pending?.pending).toBe(upgrades.length)
    expect(pending?.pending).toBeGreaterThan(10)
    expect(pending?.security).toBe(upgrades.filter((line) => /-[Ss]ecurity/.test(line)).length)
  })

  test('a Mac that has four updates to recommend', () => {
    const facts = parseMacUpdates(recorded('macos/cnquery_com.apple.SoftwareUpdate.plist'))
    expect(facts).toMatchObject({ pending: 4, lastCheckMs: Date.UTC(2022, 11, 9, 14, 28, 52) })
    expect(facts?.security).toBeGreaterThan(0)
  })
})

test.skipIf(!existsSync('/usr/bin/apt-get'))(
  'this machine’s own pending list is read, and the second reading costs no program',
  async () => {
    const live = liveHost(systemClock)
    let runs = 0
    const counting = {
      ...live,
      run: (...args: Parameters<typeof live.run>) => (runs++, live.run(...args)),
    }
    const read = reader(sourceNamed('updates'), counting, systemClock)
    const [first] = await read()
    const [second] = await read()
    live.close()
    expect(first?.fields['state']).toMatch(/^(?:current|pending|security_pending)$/)
    expect(second?.fields).toEqual(first?.fields)
    expect(runs).toBe(1)
  },
  90_000,
)

test.each([
  ['Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz', true],
  ['12th Gen Intel(R) Core(TM) i5-1235U', true],
  ['Intel(R) Core(TM) i3-7100 CPU @ 3.90GHz', false],
  ['Intel(R) Core(TM) i5 CPU       M 520  @ 2.40GHz', undefined],
  ['Intel(R) Core(TM) i5-520M', false],
  ['Intel(R) Core(TM)2 Duo CPU     E7500  @ 2.93GHz', false],
  ['Intel(R) Core(TM) Ultra 5 125U', true],
  ['AMD Ryzen 5 1600 Six-Core Processor', false],
  ['AMD Ryzen 5 3400G with Radeon Vega Graphics', true],
  ['AMD Ryzen Threadripper PRO 3995WX 64-Cores', true],
  ['Common KVM processor', undefined],
  [undefined, undefined],
])('whether Windows 11 takes the processor %s: %s', (name, listed) => {
  expect(processorListed(name)).toBe(listed)
})

test('a search that failed tells nothing, not that nothing waits', () => {
  expect(parseWindowsUpdates({ code: 4, list: [] })).toBeUndefined()
  expect(parseWindowsUpdates({ code: 2, list: null })).toMatchObject({ pending: 0, security: 0 })
  expect(parseAptSimulation('E: Could not open lock file\n')).toBeUndefined()
  expect(parseDnfUpdates(1, 'Error: Cache-only enabled but no cache')).toBeUndefined()
  expect(parseDnfSecurity(1, '')).toBeUndefined()
})

test('dnf5 writes advisories with a severity and a day, and the kind cut short', () => {
  const text = [
    'Name             Type     Severity                 Package              Issued',
    'FEDORA-2026-0001 secu     Importan  demo-2.1-1.fc43.x86_64 2026-11-01 00:00:00',
    'FEDORA-2026-0002 security None      demo-2.1-1.fc43.x86_64 2026-11-02 00:00:00',
    'FEDORA-2026-0003 security Moderate other-1.0-1.fc43.noarch 2026-11-02 00:00:00',
    'FEDORA-2026-0004 bugfix   None      third-1.0-1.fc43.x86_64 2026-11-02 00:00:00',
  ].join('\n')
  expect(parseDnfSecurity(0, text)).toBe(2)
  expect(parseDnfSecurity(0, 'FEDORA-2026-0001 Important/Sec. demo-2.1-1.fc40.x86_64\n')).toBe(1)
  const updates = 'demo.x86_64 2.1-1.fc43 updates\nObsoleting packages\na.noarch 1 b\n'
  expect(parseDnfUpdates(100, updates)).toBe(1)
})

test('what dnf did not tell of security is not known, unless nothing waits at all', () => {
  expect(dnfPending(3, undefined)).toEqual({ pending: 3, security: null })
  expect(dnfPending(0, undefined)).toEqual({ pending: 0, security: 0 })
  expect(dnfPending(undefined, 1)).toBeUndefined()
})

test('apt 3.0 sums up in other words', () => {
  const inst = 'Inst demo [1.0] (1.1 Debian-Security:13/stable-security [amd64])\n'
  const sums = 'Summary:\n  Upgrading: 1, Installing: 0, Removing: 0, Not Upgrading: 0\n'
  expect(parseAptSimulation(inst + sums)).toEqual({ pending: 1, security: 1 })
  expect(parseAptSimulation(inst)).toBeUndefined()
})

test('a list in which the last word counts', () => {
  const on = 'APT::Periodic::Unattended-Upgrade "1";'
  const off = 'APT::Periodic::Unattended-Upgrade "0";'
  expect(unattendedUpgrades([on, off])).toBe(false)
  expect(unattendedUpgrades([off, on])).toBe(true)
  expect(unattendedUpgrades([`# ${on}`])).toBeUndefined()
})

describe('whatever comes in', () => {
  test('no decoder throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.integer(), (text, value, code) => {
        parseAptSimulation(text)
        parseDnfUpdates(code, text)
        parseDnfSecurity(code, text)
        parseMacUpdates(text)
        parseMacUpdates(`<plist><dict><key>${text}</key>`)
        parseWindowsUpdates(value)
        parseReadiness(value)
        processorListed(text)
      }),
    )
  })

  test('a property list with anything inside comes back as it was', () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'grapheme' }).map((one) => one.trim()),
      fc.integer(),
      fc.boolean(),
    )
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('node'), { maxKeys: 4 }),
      ),
    })).node
    fc.assert(
      fc.property(tree, (value) => {
        const text = `<?xml version="1.0"?><plist version="1.0">${toXml(value)}</plist>`
        expect(parsePlist(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('one nested without end is refused', () => {
    expect(parsePlist(`<plist>${'<array>'.repeat(100_000)}`)).toBeUndefined()
  })
})

function toXml(value: unknown): string {
  if (Array.isArray(value)) return `<array>${value.map(toXml).join('')}</array>`
  if (typeof value === 'boolean') return `<${value}/>`
  if (typeof value === 'number') return `<integer>${value}</integer>`
  if (typeof value === 'string') {
    return `<string>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</string>`
  }
  const entries = Object.entries(value as object)
  return `<dict>${entries.map(([key, one]) => `<key>${key}</key>${toXml(one)}`).join('')}</dict>`
}
