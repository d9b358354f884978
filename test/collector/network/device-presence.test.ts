/** Whether a device is there, by what its poller reports of it. */
import { beforeEach, expect, test } from 'vitest'
import { DevicePresence } from '../../../collector/network/device-presence.ts'
import type { SessionEvent } from '../../../collector/model/sessions.ts'
import type { StoredSeries } from '../../../collector/model/store.ts'
import { describeSeries } from '../../../contract/catalogue/describe.ts'
import { ping } from '../../../contract/catalogue/families/ping.ts'
import { snmpDevice } from '../../../contract/catalogue/families/snmp-device.ts'
import { netResponse } from '../../../contract/catalogue/families/net-response.ts'
import {
  historyFlag,
  rowHeaderLength,
  type PackedRows,
} from '../../../contract/wire/packed-rows.ts'

const series = new Map<number, StoredSeries>([
  [1, { id: 1, hostId: 'switch', descriptor: describeSeries(ping, { url: 'x', check: 'ping' }) }],
  [
    2,
    {
      id: 2,
      hostId: 'printer',
      descriptor: describeSeries(netResponse, {
        server: 'x',
        port: '9100',
        protocol: 'tcp',
        check: 'LPR',
      }),
    },
  ],
  [3, { id: 3, hostId: 'ups', descriptor: describeSeries(snmpDevice, {}) }],
  [4, { id: 4, hostId: 'switch', descriptor: describeSeries(snmpDevice, {}) }],
])
let events: SessionEvent[]
let heard: string[]
let presence: DevicePresence
let nowMs = 0

beforeEach(() => {
  events = []
  heard = []
  nowMs = 0
  presence = new DevicePresence({
    series: (id) => series.get(id),
    isDevice: () => true,
    hasPing: (hostId) => hostId === 'switch',
    onSession: (event) => events.push(event),
    onHeard: (hostId) => heard.push(hostId),
  })
})

function row(id: number, fields: Readonly<Record<string, number>>, flags = 0): void {
  const names = series.get(id)?.descriptor.fields.map(({ name }) => name) ?? []
  const values = names.map((name) => fields[name] ?? Number.NaN)
  const data = Float64Array.of(id, 0, nowMs, flags, values.length, ...values)
  const rows: PackedRows = {
    data,
    length: rowHeaderLength + values.length,
    rowCount: 1,
    strings: [],
  }
  presence.take(rows, (nowMs += 60_000))
}
const pinged = (lossPercent: number, flags = 0) =>
  row(1, { result: 0, percent_packet_loss: lossPercent * 10 }, flags)
const types = () => events.map(({ type }) => type)

test('one round without an answer is chance, two are a loss, one answer is the return', () => {
  pinged(0)
  pinged(100)
  expect(types()).toEqual(['connected'])
  pinged(100)
  expect(types()).toEqual(['connected', 'disconnected'])
  pinged(100)
  pinged(33)
  expect(types()).toEqual(['connected', 'disconnected', 'connected'])
  expect(events[1]).toMatchObject({ goodbye: null })
})

test('a poller that is cut off says nothing of the device', () => {
  pinged(0)
  for (let round = 0; round < 5; round++) row(1, { result: 90 })
  expect(types()).toEqual(['connected'])
  expect(heard).toHaveLength(1)
})

test('a device that never answered is there once and lost, so that it is told', () => {
  pinged(100)
  pinged(100)
  expect(types()).toEqual(['connected', 'disconnected'])
})

test('what a poller brings of the time of a cut line changes nothing', () => {
  pinged(0)
  pinged(100, historyFlag)
  pinged(100, historyFlag)
  expect(types()).toEqual(['connected'])
})

test('without a ping any good answer shows that it is there, a failed check that it is not known', () => {
  row(2, { result: 2 })
  expect(types()).toEqual([])
  row(2, { result: 0 })
  expect(types()).toEqual(['connected'])
})

test('when its poller goes, it is not lost but unknown', () => {
  pinged(0)
  presence.unknown('switch', nowMs)
  expect(events.at(-1)).toMatchObject({ type: 'disconnected', goodbye: 'stop' })
})

const polled = (id: number, state: keyof typeof snmpDevice.fields.state.states) =>
  row(id, { state: snmpDevice.fields.state.states[state], reason: 0 })

test('by SNMP alone: any answer is presence, two silences are a loss, unknown is neither', () => {
  polled(3, 'ok')
  polled(3, 'unknown')
  polled(3, 'silent')
  polled(3, 'refused')
  polled(3, 'silent')
  expect(types()).toEqual(['connected'])
  polled(3, 'silent')
  expect(types()).toEqual(['connected', 'disconnected'])
  polled(3, 'partly')
  expect(types()).toEqual(['connected', 'disconnected', 'connected'])
})

test('where a ping is ordered, SNMP that is switched off is no loss', () => {
  pinged(0)
  polled(4, 'silent')
  polled(4, 'silent')
  expect(types()).toEqual(['connected'])
})
