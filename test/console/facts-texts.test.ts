/** Whatever a fact may say has a word in both languages. */
import { describe, expect, test } from 'vitest'
import { subjects } from '../../collector/api/facts/subjects.ts'
import { consoleEn } from '../../config/locales/console-en.ts'
import { consoleSw } from '../../config/locales/console-sw.ts'
import { findMeasurement } from '../../contract/catalogue/catalogue.ts'
import { factSections, sectionMeasurements } from '../../collector/api/facts/sections.ts'
import type { FactRow } from '../../collector/api/facts/fact-rows.ts'

/** A host that tells every field of every measurement. */
const everything: readonly FactRow[] = sectionMeasurements.map((measurement) => ({
  hostId: 'h',
  measurement,
  tags: {},
  timeMs: 0,
  values: Object.fromEntries(
    Object.keys(findMeasurement(measurement)?.fields ?? {}).map((field) => [field, 'x']),
  ),
}))
const groups = factSections(everything, true).flatMap((section) => section.groups)

test('every section names measurements and fields that exist', () => {
  for (const { measurement, fields } of groups) {
    const known = Object.keys(findMeasurement(measurement)?.fields ?? {})
    expect(known, measurement).toEqual(expect.arrayContaining([...fields]))
  }
  expect(groups.map(({ measurement }) => measurement)).toEqual([...sectionMeasurements])
})

describe.each([
  ['English', consoleEn],
  ['Swahili', consoleSw],
] as const)('in %s', (_, { facts }) => {
  test('each group and each field has a heading', () => {
    const fields = [
      ...groups.flatMap((group) => group.fields),
      ...Object.values(subjects).flatMap(({ columns }) => columns),
    ]
    expect([...new Set(fields)].filter((field) => !Object.hasOwn(facts.fields, field))).toEqual([])
    const unnamed = groups.filter(({ measurement }) => !Object.hasOwn(facts.groups, measurement))
    expect(unnamed).toEqual([])
  })

  test('each state that is shown has a word', () => {
    const states = groups.flatMap(({ measurement, fields }) =>
      fields.flatMap((name) => {
        const field = findMeasurement(measurement)?.fields[name]
        return field?.kind === 'state' ? Object.keys(field.states) : []
      }),
    )
    expect([...new Set(states)].filter((word) => !Object.hasOwn(facts.words, word))).toEqual([])
  })
})
