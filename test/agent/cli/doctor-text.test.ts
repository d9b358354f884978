import { describe, expect, test } from 'vitest'
import { missingText, troubleText } from '../../../agent/cli/doctor-text.ts'
import { doctorEn } from '../../../config/locales/doctor-en.ts'
import { doctorSw } from '../../../config/locales/doctor-sw.ts'
import type { UnknownReason } from '../../../agent/host/host.ts'
import { unknownReasons } from '../../../contract/catalogue/unknown-reason.ts'
import { sourcesWith } from '../../support/read-source.ts'

const reasons = Object.keys(unknownReasons).filter((word): word is UnknownReason => word !== 'none')

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

  test('says for every source and reason what is not known, why, and what to do', () => {
    for (const { name } of sourcesWith()) {
      for (const reason of reasons) {
        const said = missingText({ fact: name, of: undefined, reason, machine: undefined }, texts)
        expect(said).toMatch(/^\S.*: .+\. .+\.?$/)
        expect(said).not.toMatch(/undefined|[{}]/)
        expect(said.split('. ').length, said).toBeGreaterThan(1)
      }
    }
  })

  test('names the one of several that is meant', () => {
    const said = missingText(
      { fact: 'smart', of: '/dev/sda', reason: 'behind_controller', machine: undefined },
      texts,
    )
    expect(said).toContain('/dev/sda')
  })

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
