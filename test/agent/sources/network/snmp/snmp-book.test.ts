/** Devices of an order as tasks of the poller, over real sockets. */
import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { Host } from '../../../../../agent/host/host.ts'
import { Refused, type Guard } from '../../../../../agent/sources/network/guard.ts'
import { SnmpBook } from '../../../../../agent/sources/network/snmp/snmp-book.ts'
import { SnmpStation } from '../../../../../agent/sources/network/snmp/station.ts'
import { shippedProfiles } from '../../../../../config/shipped-profiles.ts'
import type { NetworkDevice } from '../../../../../contract/wire/network.ts'
import { systemClock } from '../../../../../lib/system-clock.ts'
import { valuesOf } from '../../../../support/snmp/read-device.ts'
import { Responder } from '../../../../support/snmp/responder.ts'
import { recordingOf } from '../../../../support/snmp/small-devices.ts'

const open: Responder[] = []
afterEach(() => open.splice(0).forEach((one) => one.close()))

const guard: Guard = { refusal: () => undefined, resolve: async (name) => name }
const parts = (one: Guard = guard) => ({
  host: {} as Host,
  clock: systemClock,
  guard: one,
  signal: new AbortController().signal,
})

function book(): { readonly book: SnmpBook; readonly opened: () => number } {
  let opened = 0
  const made = new SnmpBook(async () => {
    opened++
    return new SnmpStation(shippedProfiles, systemClock)
  })
  onTestFinished(() => made.close())
  return { book: made, opened: () => opened }
}

async function device(
  id: string,
  more: Partial<NetworkDevice['snmp']> = {},
): Promise<NetworkDevice> {
  const ups = await Responder.start(recordingOf('ups'))
  open.push(ups)
  const snmp = {
    version: '2c',
    port: ups.port,
    community: 'public',
    everySeconds: 60,
    timeoutMs: 200,
    ...more,
  } as const
  return { id, name: id, role: 'ups', address: '127.0.0.1', snmp }
}

test('a device with SNMP is a task of its own beat, whose readings are the device’s', async () => {
  const { book: tasks, opened } = book()
  const [task, ...more] = tasks.tasksOf([
    await device('ups-1', { everySeconds: 300 }),
    { id: 'x', name: 'x', role: 'network', address: '127.0.0.1' },
  ])
  expect(more).toEqual([])
  expect(task).toMatchObject({ id: 'snmp-ups-1', device: 'ups-1', everySeconds: 300 })
  expect(opened()).toBe(0)
  const readings = (await task?.run(parts(), true)) ?? []
  expect(valuesOf(readings, 'ups', 'battery_charge_percent')).toEqual([97])
  await task?.run(parts(), true)
  expect(opened()).toBe(1)
})

test('a machine that is cut off says nothing of the device', async () => {
  const { book: tasks } = book()
  const [task] = tasks.tasksOf([await device('ups-1')])
  const readings = (await task?.run(parts(), false)) ?? []
  expect(valuesOf(readings, 'snmp_device', 'state')).toEqual(['unknown'])
  expect(valuesOf(readings, 'snmp_device', 'reason')).toEqual(['no_egress'])
})

test('where the machine’s settings do not let it look, it says so', async () => {
  const { book: tasks } = book()
  const closed: Guard = {
    ...guard,
    resolve: () => Promise.reject(new Refused('outside_subnets', 'not there')),
  }
  const [task] = tasks.tasksOf([await device('ups-1')])
  const readings = (await task?.run(parts(closed), true)) ?? []
  expect(valuesOf(readings, 'snmp_device', 'reason')).toEqual(['refused_here'])
})

test('a changed password is used at once, and a wrong one is no answer', async () => {
  const { book: tasks } = book()
  const one = await device('ups-1')
  await tasks.tasksOf([one])[0]?.run(parts(), true)
  const wrong = { ...one, snmp: { ...one.snmp, community: 'siri-nyingine' } } as NetworkDevice
  const readings = (await tasks.tasksOf([wrong])[0]?.run(parts(), true)) ?? []
  expect(valuesOf(readings, 'snmp_device', 'reason')).toEqual(['no_answer'])
  expect(JSON.stringify(readings)).not.toContain('siri-nyingine')
})
