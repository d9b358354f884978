/** Several things of one kind at one host: each has its own state, its own end, and is named. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deviceSensor } from '../../../contract/catalogue/families/device-sensor.ts'
import { interfaceFamily } from '../../../contract/catalogue/families/interface.ts'
import { printerSupply } from '../../../contract/catalogue/families/printer-supply.ts'
import { service } from '../../../contract/catalogue/families/service.ts'
import { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import { ups } from '../../../contract/catalogue/families/ups.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { alertWords } from '../../../config/locales/alert-wording.ts'
import { zoneReader } from '../../../config/office-time.ts'
import {
  alertScene,
  hostNamed,
  office,
  shippedRules,
  type AlertScene,
  zone,
} from '../../support/alert-scene.ts'

const minute = 60_000
let scene: AlertScene
beforeEach(async () => {
  scene = await alertScene({
    rules: shippedRules,
    startMs: office('2026-11-12T10:00'),
    hosts: [hostNamed('srv', { role: 'server' })],
  })
  await scene.start()
})
afterEach(() => scene.end())

const of: Readonly<Record<string, (object: string, good: boolean) => Reading>> = {
  'ups-on-battery': (name, good) =>
    reading(
      ups,
      { ups_name: name },
      { source: good ? 'mains' : 'battery', battery_charge_percent: 80 },
    ),
  'uplink-down': (name, good) =>
    reading(
      interfaceFamily,
      { ifName: name },
      { oper: good ? 'up' : 'down', admin: 'up', uplink: true, was_up: true },
    ),
  'toner-low': (name, good) =>
    reading(
      printerSupply,
      { supply: 'Toner', number: name, type: 'toner' },
      { left_percent: good ? 90 : 3 },
    ),
  'device-part-failing': (name, good) =>
    reading(deviceSensor, { sensor: name }, { state: good ? 'ok' : 'failed' }),
  'disk-failing': (name, good) =>
    reading(smartDevice, { device: name }, { verdict: good ? 'ok' : 'failed' }),
  'service-stopped': (name, good) =>
    reading(service, { name }, { state: good ? 'running' : 'stopped' }),
}

/** Both objects for so many minutes. */
async function both(rule: string, first: boolean, second: boolean, minutes: number) {
  const make = of[rule]
  if (!make) throw new Error(rule)
  for (let at = 0; at < minutes; at++) {
    await scene.report('srv', make('1', first))
    await scene.report('srv', make('2', second))
    await scene.advance(minute)
  }
}
const open = async (rule: string) =>
  (await scene.alerts.open())
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ object }) => Number(object.split(' ').find((word) => /^[12]$/.test(word))))
    .toSorted((one, other) => one - other)

test.each(Object.keys(of))('%s: one of two, both, the other alone', async (rule) => {
  await both(rule, true, true, 3)
  expect(await open(rule)).toEqual([])
  await both(rule, true, false, 12)
  expect(await open(rule)).toEqual([2])
  await both(rule, false, false, 12)
  expect(await open(rule)).toEqual([1, 2])
  await both(rule, false, true, 12)
  expect(await open(rule)).toEqual([1])
})

test('of two UPSes at one computer the text names the one; where there is but one it says so', async () => {
  await both('ups-on-battery', true, false, 12)
  const [alert] = await scene.alerts.open()
  const rule = shippedRules.find(({ id }) => id === 'ups-on-battery')
  if (!alert) throw new Error('There is no alert')
  const words = (language: 'sw' | 'en', values = alert.values) =>
    alertWords({ ...alert, values }, rule, { language, local: zoneReader(zone) }).title
  expect(words('en')).toBe('the UPS (2) runs on battery')
  expect(words('sw')).toBe('UPS (2) inatumia betri')
  expect(words('en', { source: 'battery' })).toBe('the UPS runs on battery')
})
