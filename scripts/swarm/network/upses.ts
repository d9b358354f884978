/** UPSes: on mains, and while the clinic's mains are away on battery, with the charge falling. */
import { ups } from '../../../contract/catalogue/families/ups.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { cutFromMs, cutUntilMs, isCut } from '../power-cut.ts'
import { seedOf, smoothNoise } from '../random.ts'
import { clinic, type SimulatedDevice } from './devices.ts'
import type { DeviceTime } from './kinds.ts'

const minute = 60_000
const emptyAfterMs = 26 * minute
const fullAgainAfterMs = 90 * minute

/** One that hangs at a computer's own cable, read there by NUT. */
export function cableReadings(name: string, time: DeviceTime): readonly Reading[] {
  return upsReadings({ name, site: '' }, time, { ups_name: name })
}

export function upsReadings(
  device: Pick<SimulatedDevice, 'name' | 'site' | 'ill'>,
  time: DeviceTime,
  tags: { readonly ups_name?: string } = {},
): readonly Reading[] {
  const seed = seedOf(device.name)
  const elapsedMs = time.timeMs - time.storyMs
  const cut = device.site === clinic && isCut(elapsedMs)
  const charge = device.site === clinic ? chargeAt(elapsedMs) : 100
  const load = 34 + 8 * smoothNoise(seed, time.timeMs / (10 * minute))
  const old = device.ill === 'old_battery'
  const mains = 222 + 14 * smoothNoise(seed + 1, time.timeMs / (7 * minute))
  return [
    reading(ups, tags, {
      source: cut ? 'battery' : 'mains',
      battery: charge < 20 ? 'low' : 'ok',
      charging: cut ? 'discharging' : charge < 99 ? 'charging' : 'floating',
      replace_battery: old,
      test: old ? 'failed' : 'passed',
      battery_charge_percent: charge,
      battery_voltage: 24 + (2.8 * charge) / 100,
      battery_temp: 29 + 3 * smoothNoise(seed + 2, time.timeMs / (60 * minute)),
      battery_date: old ? '04/2021' : '02/2025',
      time_left: Math.round((charge / 100) * (old ? 0.3 : 1) * (emptyAfterMs / 1000)),
      on_battery: cut ? Math.round((elapsedMs - cutFromMs) / 1000) : 0,
      load_percent: load,
      input_voltage: cut ? 0 : mains,
      input_frequency: cut ? 0 : 50,
      output_voltage: 230,
      output_frequency: 50,
      real_power: Math.round(load * 10),
      alarms: cut || old ? 1 : 0,
    }),
  ]
}

function chargeAt(elapsedMs: number): number {
  const spent = Math.min(Math.max(0, elapsedMs - cutFromMs), cutUntilMs - cutFromMs)
  const low = 100 - (100 * spent) / emptyAfterMs
  const charged = (100 * Math.max(0, elapsedMs - cutUntilMs)) / fullAgainAfterMs
  return Math.min(100, low + charged)
}
