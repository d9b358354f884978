import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parseProfile, readProfileFolder } from '../../config/profiles.ts'
import { shippedProfiles } from '../../config/shipped-profiles.ts'

const folder = path.join(import.meta.dirname, '../../config/profiles')
const good = `id: office-ups
name: The UPS of the office
kind: ups
match:
  objectIds: [1.3.6.1.4.1.99999]
base: 1.3.6.1.4.1.99999.1
values:
  - { to: ups.battery_charge_percent, from: .2.4.0 }
`

test('the shipped profiles are those of the folder', () => {
  expect(JSON.stringify(shippedProfiles)).toBe(JSON.stringify(readProfileFolder(folder)))
})

test('object ids that begin with a dot lie below the base', () => {
  const { values, match } = parseProfile('office-ups.yaml', good)
  expect(values[0]?.oids).toEqual(['1.3.6.1.4.1.99999.1.2.4.0'])
  expect(values[0]?.tier).toBe('fast')
  expect(match.objectIds).toEqual(['1.3.6.1.4.1.99999'])
})

test.each([
  [
    'a field that the measurement does not have',
    'ups.battery_charge',
    'did you mean "battery_date"?',
    8,
  ],
  ['a measurement written wrong', 'upps.battery_charge_percent', 'did you mean "ups"', 8],
  ['a computer’s measurement', 'cpu.usage_idle', 'devices have no measurement "cpu"', 8],
  ['a state without its words', 'ups.battery', 'needs "states"', 8],
  ['a row without its name', 'device_sensor.temp', 'needs the tag "sensor"', 8],
])('%s is refused with the line and the nearest word', (_, to, told, line) => {
  const text = good.replace('ups.battery_charge_percent', to)
  expect(() => parseProfile('office-ups.yaml', text)).toThrow(told)
  expect(() => parseProfile('office-ups.yaml', text)).toThrow(`office-ups.yaml:${line}:`)
})

test('a word that the state does not have, a wrong expression and a wrong file name are refused', () => {
  const state = good
    .replace('battery_charge_percent', 'battery')
    .replace('2.4.0 }', '2.1.0, states: { 1: okay } }')
  expect(() => parseProfile('office-ups.yaml', state)).toThrow('has no state "okay"')
  const pattern = good.replace('2.4.0 }', "2.4.0, pattern: '(' }")
  expect(() => parseProfile('office-ups.yaml', pattern)).toThrow('no regular expression')
  expect(() => parseProfile('other.yaml', good)).toThrow('the id is the name of the file')
  expect(() => parseProfile('office-ups.yaml', good.replace('base:', '# base:'))).toThrow(
    'need a "base"',
  )
})

test('an office’s folder that is not there has no profiles; one that is there is read', () => {
  const office = mkdtempSync(path.join(tmpdir(), 'profiles-'))
  onTestFinished(() => rmSync(office, { recursive: true }))
  expect(readProfileFolder(path.join(office, 'none'))).toEqual([])
  writeFileSync(path.join(office, 'office-ups.yaml'), good)
  expect(readProfileFolder(office).map(({ id }) => id)).toEqual(['office-ups'])
})
