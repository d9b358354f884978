/** Rates over beats of a minute: wraps, restarts and renumbered ports told apart. */
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../../../../lib/system-clock.ts'
import type { Device } from '../../../../../agent/sources/network/snmp/device.ts'
import type { Reading } from '../../../../../contract/catalogue/grammar.ts'
import { targetAt, valuesOf, withDevice } from '../../../../support/snmp/read-device.ts'
import { Responder } from '../../../../support/snmp/responder.ts'
import { switchRows } from '../../../../support/snmp/small-devices.ts'

const open: Responder[] = []
afterEach(() => open.splice(0).forEach((one) => one.close()))
const { signal } = new AbortController()
type State = NonNullable<Parameters<typeof switchRows>[1]>

/** The readings of each minute, in which the switch stood as given. */
async function minutes(...states: readonly State[]): Promise<readonly (readonly Reading[])[]> {
  let now = 1_000_000
  const clock = { ...systemClock, monotonic: () => now, now: () => now }
  const responder = await Responder.start(switchRows(2, states[0]))
  open.push(responder)
  return withDevice(
    targetAt(responder.port),
    async (device: Device) => {
      const all: (readonly Reading[])[] = []
      for (const state of states) {
        responder.serve(switchRows(2, state))
        all.push(await device.read(signal))
        now += 60_000
      }
      return all
    },
    clock,
  )
}
const rate = (readings: readonly Reading[] = []) =>
  valuesOf(readings, 'interface', 'in_bits')[0] ?? undefined

test('a rate is told from the second reading on', async () => {
  const [first, second] = await minutes({ octets: 1000n }, { octets: 751_000n, uptime: 366_000 })
  expect(rate(first)).toBeUndefined()
  expect(rate(second)).toBe(100_000)
})

test('a 32-bit counter that goes round keeps its rate', async () => {
  const [, second] = await minutes(
    { octets: 2n ** 32n - 250_000n, wide: false },
    { octets: 500_000n, wide: false, uptime: 366_000 },
  )
  // The port has 1 Gbit/s: it could have gone round once in 34 s, so that nothing is certain.
  expect(rate(second)).toBeUndefined()
})

test('a 64-bit counter beyond the numbers of JavaScript keeps its rate', async () => {
  const high = 2n ** 63n
  const [, second] = await minutes({ octets: high }, { octets: high + 750_000n, uptime: 366_000 })
  expect(rate(second)).toBe(100_000)
})

test('after a restart there is no rate, no wrap and one restart more', async () => {
  const [, second, third] = await minutes(
    { octets: 9_000_000n, uptime: 500_000 },
    { octets: 10_000n, uptime: 3000 },
    { octets: 760_000n, uptime: 9000 },
  )
  expect(rate(second)).toBeUndefined()
  expect(valuesOf(second ?? [], 'snmp_device', 'restarts')).toEqual([1])
  expect(rate(third)).toBe(100_000)
  expect(valuesOf(third ?? [], 'snmp_device', 'restarts')).toEqual([1])
})

test('an uptime that goes round after 497 days is no restart', async () => {
  const [, second] = await minutes({ uptime: 2 ** 32 - 3000 }, { octets: 751_000n, uptime: 3000 })
  expect(valuesOf(second ?? [], 'snmp_device', 'restarts')).toEqual([0])
  expect(rate(second)).toBe(100_000)
})
