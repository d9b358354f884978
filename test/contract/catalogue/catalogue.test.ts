import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import {
  agentMeasurements,
  catalogue,
  collectorMeasurements,
  findMeasurement,
} from '../../../contract/catalogue/catalogue.ts'
import { deviceMeasurements } from '../../../contract/catalogue/device-families.ts'
import { describeFields, describeSeries } from '../../../contract/catalogue/describe.ts'
import type { Measurement } from '../../../contract/catalogue/grammar.ts'
import { limits } from '../../../contract/wire/limits.ts'
import { sourceNames } from '../../../config/agent-defaults.ts'
import { metricsPage } from '../../../scripts/generate/metrics.ts'
import { sourcesWith } from '../../support/read-source.ts'

const root = path.join(import.meta.dirname, '../../..')
const all: readonly Measurement[] = catalogue

test('each family is a file named after it, and each file is in the catalogue', () => {
  const files = readdirSync(path.join(root, 'contract/catalogue/families')).sort()
  expect(files).toEqual(all.map(({ name }) => `${name.replaceAll('_', '-')}.ts`).sort())
})

test('each of the agent’s families has exactly one source, and each source only such families', () => {
  const written = sourcesWith().flatMap(({ measurements }) => measurements)
  // The reading about each source is the scheduler's own.
  // Those of devices are read by a poller, for as many devices as it is asked to.
  // A UPS may hang on a computer, too.
  const devices = deviceMeasurements
    .map(({ name }) => name)
    .filter((name) => !written.includes(name))
  expect([...written, 'source', ...devices].sort()).toEqual(
    agentMeasurements.map(({ name }) => name).sort(),
  )
})

test('the sources that the settings can switch off are all the sources there are', () => {
  expect(sourcesWith().map(({ name }) => name)).toEqual([...sourceNames])
  for (const name of sourceNames) {
    expect(sourcesWith({ off: [name] }).map((source) => source.name)).not.toContain(name)
  }
})

test('names are lower case words but for those of IF-MIB, and nothing is over the wire’s limits', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  for (const { name, tags, fields } of all) {
    for (const word of [name, ...Object.keys(tags), ...Object.keys(fields)]) {
      expect(word).toMatch(/^(?:[a-z][a-z0-9_]*|if[A-Z][A-Za-z]+)$/)
    }
    expect(Object.keys(fields).length).toBeLessThanOrEqual(limits.fieldsPerSeriesMax)
    expect(Object.keys(tags).length).toBeLessThanOrEqual(limits.tagsPerSeriesMax)
  }
})

test('every word has its help, and states have a number of their own', () => {
  for (const { help, tags, fields } of all) {
    for (const { help: text } of [{ help }, ...Object.values(tags), ...Object.values(fields)]) {
      expect(text.length).toBeGreaterThan(3)
    }
    for (const field of Object.values(fields)) {
      if (field.kind !== 'state') continue
      const codes = Object.values(field.states)
      expect(new Set(codes).size).toBe(codes.length)
    }
  }
})

test('a series is described with its tags sorted and its fields in their order', () => {
  const disk = findMeasurement('disk')
  if (!disk) throw new Error('no disk')
  const series = describeSeries(disk, {
    path: '/',
    device: 'sda1',
    fstype: 'ext4',
    mode: 'rw',
    label: undefined,
  })
  expect(series.tags.map(([key]) => key)).toEqual(['device', 'fstype', 'mode', 'path'])
  expect(series.fields.map(({ name }) => name)).toEqual(Object.keys(disk.fields))
  expect(describeFields(disk)).toBe(series.fields)
})

test('docs/METRICS.md is fresh', () => {
  expect(readFileSync(path.join(root, 'docs/METRICS.md'), 'utf8')).toBe(metricsPage())
})

test('the collector’s own families are told apart', () => {
  const own = collectorMeasurements.map(({ name }) => name)
  expect(own).toEqual(expect.arrayContaining(['presence', 'clock', 'collector']))
  const written = new Set(sourcesWith().flatMap(({ measurements }) => measurements))
  expect(own.filter((name) => written.has(name))).toEqual([])
})
