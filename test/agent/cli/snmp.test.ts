import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { showDevice } from '../../../agent/cli/once-snmp.ts'
import { walkDevice } from '../../../agent/cli/walk-snmp.ts'
import { readOnce, targetAt, valuesOf } from '../../support/snmp/read-device.ts'
import { readRecording, type Recorded } from '../../support/snmp/recording.ts'
import { Responder } from '../../support/snmp/responder.ts'
import { recordingOf } from '../../support/snmp/small-devices.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'snmp-cli-'))
const profiles = path.join(folder, 'profiles')
let responder: Responder
let rows: readonly Recorded[]

beforeAll(async () => {
  rows = recordingOf('ups')
  responder = await Responder.start(rows)
})
afterAll(() => {
  responder.close()
  rmSync(folder, { recursive: true })
})

function output() {
  const out: string[] = []
  const errors: string[] = []
  return {
    out,
    errors,
    print: (text: string) => out.push(text),
    printError: (text: string) => errors.push(text),
    exit: () => undefined,
  }
}
const words = (more: object = {}) => ({ port: String(responder.port), timeout: '0.3', ...more })

test('once snmp prints what a device would send, in words or as JSON', async () => {
  const told = output()
  expect(await showDevice('127.0.0.1', words(), profiles, told)).toBe(0)
  expect(told.out.join('\n')).toMatch(/^ups +source +mains$/m)
  const json = output()
  expect(await showDevice('127.0.0.1', words({ json: true }), profiles, json)).toBe(0)
  const { readings } = JSON.parse(json.out.join('')) as { readings: { measurement: string }[] }
  expect(readings.map(({ measurement }) => measurement)).toContain('device_identity')
})

test('a device that is silent, or words that are wrong, get a sentence that says so', async () => {
  const silent = output()
  expect(await showDevice('127.0.0.1', words({ port: '9' }), profiles, silent)).toBe(1)
  expect(silent.errors.join()).toMatch(/no answer: the device is off/)
  const wrong = output()
  expect(await showDevice('127.0.0.1', words({ snmpVersion: '4' }), profiles, wrong)).toBe(2)
  expect(await showDevice(undefined, words(), profiles, wrong)).toBe(2)
  expect(await showDevice('x', words({ snmpVersion: '3' }), profiles, wrong)).toBe(2)
  expect(wrong.errors).toEqual([
    'SNMP has the versions 1, 2c and 3; not 4',
    'Which device? mlinzi agent once snmp <address or name>',
    'SNMPv3 needs --user',
  ])
})

test('a recording can be served again and read as the device was', async () => {
  const file = path.join(folder, 'ups.snmprec')
  const told = output()
  expect(await walkDevice('127.0.0.1', words({ record: file }), profiles, told)).toBe(0)
  expect(readFileSync(file, 'utf8')).not.toContain('Room of the Director')
  const again = await Responder.start(readRecording(file))
  onTestFinished(() => again.close())
  const before = await readOnce(targetAt(responder.port))
  const after = await readOnce(targetAt(again.port))
  for (const field of ['source', 'time_left', 'input_voltage', 'battery_charge_percent']) {
    expect(valuesOf(after, 'ups', field), field).toEqual(valuesOf(before, 'ups', field))
  }
  expect(valuesOf(after, 'device_identity', 'location')).toEqual(['<private>'])
})

test('the office’s own profile is read beside ours, and a fault in it is told with its line', async () => {
  const own = path.join(folder, 'own')
  expect(existsSync(own)).toBe(false)
  const { mkdirSync } = await import('node:fs')
  mkdirSync(own)
  const file = path.join(own, 'office.yaml')
  const text =
    'id: office\nname: Ours\nkind: ups\nvendor: Fundi\nmatch: { objectIds: [1.3.6.1.4.1.99999] }\n'
  writeFileSync(file, text)
  const told = output()
  await showDevice('127.0.0.1', words(), own, told)
  expect(told.out.join('\n')).toMatch(/vendor +Fundi/)
  writeFileSync(file, `${text}values: [{ to: ups.volts, from: 1.2.3 }]\n`)
  await expect(showDevice('127.0.0.1', words(), own, output())).rejects.toThrow(
    /office.yaml:6: .*no field "volts"/,
  )
})
