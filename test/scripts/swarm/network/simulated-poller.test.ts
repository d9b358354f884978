/** The demo's network as its viewer sees it: who looks, when, and what is wrong at which time. */
import { describe, expect, it } from 'vitest'
import type { Reading } from '../../../../contract/catalogue/grammar.ts'
import { sampleOf } from '../../../../contract/catalogue/sample.ts'
import type { NetworkOrder } from '../../../../contract/wire/network.ts'
import { councilOf } from '../../../../scripts/swarm/council.ts'
import {
  clinic,
  devices,
  headquarters,
  sitePollers,
} from '../../../../scripts/swarm/network/devices.ts'
import { pollerOf, SimulatedPoller } from '../../../../scripts/swarm/network/simulated-poller.ts'

const minute = 60_000
const storyMs = Date.UTC(2026, 10, 12, 7)
const at = (minutes: number) => ({
  timeMs: storyMs + minutes * minute,
  bootMs: storyMs - 86_400_000,
  storyMs,
})

function part(number: number, parts: number, names: readonly string[], order = 1): NetworkOrder {
  const asked = names.map((name) => ({ id: `id of ${name}`, name }))
  return {
    type: 'network',
    order,
    part: number,
    parts,
    // Of a device the simulation reads id and name alone.
    devices: asked as NetworkOrder['devices'],
    checks: [],
  }
}
function askedPoller(site: string): SimulatedPoller {
  const poller = new SimulatedPoller(site)
  const own = devices.filter((one) => one.site === site).map(({ name }) => name)
  poller.receive(part(0, 1, own))
  return poller
}
function told(
  readings: readonly Reading[],
  measurement: string,
  device?: string,
): readonly Reading['fields'][] {
  return readings
    .filter((one) => one.measurement.name === measurement)
    .filter(({ forHost }) => device === undefined || forHost === `id of ${device}`)
    .map(({ fields }) => fields)
}
const everything = (minutes: number): readonly Reading[] =>
  Object.keys(sitePollers).flatMap((site) => askedPoller(site).at(at(minutes)))

describe('who looks', () => {
  it('is one computer of the council for each site that has devices', () => {
    const council = councilOf(40)
    const pollers = council.filter((host) => pollerOf(host) !== undefined)
    expect(pollers.map(({ name }) => name).toSorted()).toEqual(
      Object.values(sitePollers).toSorted(),
    )
    for (const { site, name } of pollers) expect(sitePollers[site]).toBe(name)
    const sites = new Set(devices.map(({ site }) => site))
    expect(new Set(Object.keys(sitePollers))).toEqual(sites)
  })
})

describe('the order', () => {
  it('is taken when its last part is there, and answered once', () => {
    const poller = new SimulatedPoller(headquarters)
    expect(poller.at(at(0))).toEqual([])
    expect(poller.receive(part(0, 2, ['RUTA-HQ']))).toBeUndefined()
    expect([poller.isAsked, poller.due(at(0))]).toEqual([false, []])
    const report = poller.receive(part(1, 2, ['UPS-SEVA', 'a device of no demo']))
    expect(report).toMatchObject({ order: 1, accepted: 3, refusedCount: 0 })
    const hosts = new Set(poller.at(at(0)).flatMap(({ forHost }) => forHost ?? []))
    expect([...hosts]).toEqual(['id of RUTA-HQ', 'id of UPS-SEVA'])
  })
  it('is replaced by the next one, whose readings come at once', () => {
    const poller = askedPoller(headquarters)
    poller.due(at(0))
    poller.receive(part(0, 1, ['SWICHI-HQ-1'], 2))
    const found = poller.due(at(0))
    expect(told(found, 'snmp_device', 'SWICHI-HQ-1')).toHaveLength(1)
    expect(told(found, 'snmp_device', 'RUTA-HQ')).toEqual([])
  })
  it('is told of once a minute', () => {
    const poller = askedPoller(clinic)
    const times = [0, 0.5, 0.99, 1, 1.5, 2].filter((time) => poller.due(at(time)).length > 0)
    expect(times).toEqual([0, 1, 2])
  })
})

describe('what it brings', () => {
  it.each([-1440, 0, 5, 11.5, 600])('is all as the catalogue declares it, at minute %i', (time) => {
    for (const one of everything(time)) {
      const sample = sampleOf(one)
      expect('refused' in sample ? sample.refused : sample.problems).toEqual([])
    }
  })
  it('is the same for the same moment', () => {
    expect(everything(7)).toEqual(everything(7))
  })
  it('has one device that is silent, one printer that stands, one toner that is low, one old battery', () => {
    const found = everything(1)
    const count = (measurement: string, is: (fields: Reading['fields']) => boolean): number =>
      told(found, measurement).filter(is).length
    expect(count('snmp_device', ({ state }) => state === 'silent')).toBe(1)
    expect(count('printer', ({ condition }) => condition === 'error')).toBe(1)
    // The limit of rule toner-low.
    expect(count('printer_supply', ({ left_percent: left }) => Number(left) < 15)).toBe(1)
    expect(count('ups', ({ replace_battery: replace }) => replace === true)).toBe(1)
    // And of port-errors.
    expect(count('interface', ({ error_percent: errors }) => Number(errors) >= 1)).toBe(1)
  })
  it('shows the clinic’s UPS on battery while the mains are away, its charge falling and coming back', () => {
    const poller = askedPoller(clinic)
    const upsAt = (time: number) => told(poller.at(at(time)), 'ups', 'UPS-MAABARA')[0]
    expect(upsAt(2)).toMatchObject({ source: 'mains', battery_charge_percent: 100 })
    expect(upsAt(5)).toMatchObject({ source: 'battery', on_battery: 120, input_voltage: 0 })
    expect(upsAt(13)).toMatchObject({ source: 'mains', charging: 'charging', on_battery: 0 })
    const charges = [2, 5, 9, 11, 13, 40, 200].map((time) =>
      Number(upsAt(time)?.['battery_charge_percent']),
    )
    const [before = 0, , , lowest = 0, ...after] = charges
    expect(charges.slice(0, 4)).toEqual(charges.slice(0, 4).toSorted((a, b) => b - a))
    expect(lowest).toBeLessThan(before)
    expect(after).toEqual(after.toSorted((a, b) => a - b))
    expect(after.at(-1)).toBe(100)
  })
  it('leaves headquarters on the mains during that cut', () => {
    const found = askedPoller(headquarters).at(at(5))
    expect(told(found, 'ups').map(({ source }) => source)).toEqual(['mains', 'mains'])
  })
  it('has the revenue system away for some minutes, and back', () => {
    const poller = askedPoller(headquarters)
    const failing = (time: number) =>
      told(poller.at(at(time)), 'http_response').filter(({ result }) => result !== 'success').length
    expect([4, 8, 12].map(failing)).toEqual([0, 1, 0])
  })
})
