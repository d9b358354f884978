import { describe, expect, test } from 'vitest'
import { missingFacts, type MissingFact } from '../../../agent/cli/missing-facts.ts'
import { missingLines, missingText, troubleText } from '../../../agent/cli/doctor-text.ts'
import { doctorEn } from '../../../config/locales/doctor-en.ts'
import { doctorSw } from '../../../config/locales/doctor-sw.ts'
import { Unknown, type Host, type UnknownReason } from '../../../agent/host/host.ts'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'
import { unknownReasons } from '../../../contract/catalogue/unknown-reason.ts'
import { windowsHost } from '../../support/windows-host.ts'
import { sourcesWith } from '../../support/read-source.ts'

const reasons = Object.keys(unknownReasons).filter((word): word is UnknownReason => word !== 'none')

const platforms = ['linux', 'win32', 'darwin'] as const
const fact = (name: string, reason: UnknownReason): MissingFact => ({
  fact: name,
  of: undefined,
  reason,
  machine: undefined,
})

/** A Windows whose query told nothing, and on which smartctl is missing besides. */
function onWindows(why: Unknown, names: readonly string[]): readonly MissingFact[] {
  const status = (name: string, reason: string, unknown: UnknownReason) =>
    ({ name, state: 'unknown', reason, unknown, lastDurationMs: 1 }) as const
  return missingFacts(windowsHost({}), {
    readings: [],
    inventory: undefined,
    windowsQuery: why,
    statuses: [
      ...names.map((name) => status(name, why.message, why.reason)),
      status('smart', 'smartctl is not installed', 'not_installed'),
    ],
  })
}
/** By which source's name the doctor speaks of a measurement. */
function said(measurement: string): string {
  const family = catalogue.find(({ name }) => name === measurement)
  if (!family) throw new Error(`There is no ${measurement}`)
  const row = { measurement: family, tags: {}, fields: { reason: 'busy' } }
  const [one] = missingFacts(windowsHost({}), {
    readings: [row],
    statuses: [],
    inventory: undefined,
  })
  return one?.fact ?? ''
}

describe.each([
  ['English', doctorEn],
  ['Swahili', doctorSw],
] as const)('the doctor in %s', (_, texts) => {
  test('names every source by a noun of that language', () => {
    const unnamed = sourcesWith()
      .map(({ name }) => name)
      .filter((name) => !Object.hasOwn(texts.facts, name))
    expect(unnamed).toEqual([])
  })

  test('names every measurement that tells why it is unknown', () => {
    const unnamed = catalogue
      .filter(({ name, fields }) => {
        const { reason } = fields as { readonly reason?: { readonly states?: unknown } }
        return reason?.states === unknownReasons && name !== 'source'
      })
      .map(({ name }) => said(name))
      .filter((fact) => !Object.hasOwn(texts.facts, fact))
    expect(unnamed).toEqual([])
  })

  test.each(platforms)('says on %s for all that can be unknown why, and what to do', (platform) => {
    for (const { name } of sourcesWith()) {
      for (const reason of reasons) {
        const text = missingText(fact(name, reason), platform, texts)
        expect(text).toMatch(/^\S.*: .+\. .+\.?$/)
        expect(text).not.toMatch(/undefined|[{}]/)
        expect(text.split('. ').length, text).toBeGreaterThan(1)
      }
    }
  })

  test('names the one of several that is meant', () => {
    const one = { ...fact('smart', 'behind_controller'), of: '/dev/sda' }
    expect(missingText(one, 'linux', texts)).toContain('(/dev/sda)')
  })

  test('gives each platform its own advice', () => {
    const advice = (platform: Host['platform']): string =>
      missingText(fact('smart', 'not_installed'), platform, texts)
    expect(advice('linux')).toContain('apt install smartmontools')
    expect(advice('win32')).toContain('winget install smartmontools')
    expect(advice('darwin')).not.toContain('apt')
  })

  test('gives one line to facts with one reason and one remedy', () => {
    const missing = [
      fact('licences', 'bad_output'),
      fact('smart', 'no_privilege'),
      fact('updates', 'bad_output'),
      fact('access', 'bad_output'),
    ]
    const lines = missingLines(missing, 'win32', texts)
    expect(lines).toHaveLength(2)
    for (const name of ['licences', 'updates', 'access']) {
      expect(lines[0]).toContain(texts.facts[name])
    }
    expect(lines[1]).toContain(texts.facts['smart'])
  })

  test.each(['not_installed', 'restricted', 'timed_out', 'bad_output'] as const)(
    'says once that PowerShell itself is the reason (%s)',
    (reason) => {
      const why = new Unknown(reason, 'PowerShell is not here')
      const missing = onWindows(why, ['antivirus', 'updates', 'encryption'])
      const lines = missingLines(missing, 'win32', texts)
      expect(lines).toHaveLength(2)
      expect(lines[0]).toMatch(/PowerShell .+\. .+\. .+: [^.]+, [^.]+, [^.]+\.$/)
      expect(lines[0]).not.toMatch(/[{}]/)
      expect(lines[0]).toContain(texts.facts['encryption'])
      expect(lines[1]).toContain(texts.facts['smart'])
    },
  )

  test('fills in why a source fails', () => {
    const said = troubleText(
      { key: 'sourceFailed', values: { source: 'net', why: 'no /proc' } },
      texts,
    )
    expect(said).toContain('net')
    expect(said).toContain('no /proc')
  })
})

test('both languages give advice for the same cases', () => {
  expect(Object.keys(doctorSw.advice).sort()).toEqual(Object.keys(doctorEn.advice).sort())
  expect(Object.keys(doctorSw.facts).sort()).toEqual(Object.keys(doctorEn.facts).sort())
})
