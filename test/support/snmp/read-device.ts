/** A device read over a real socket by the reader that ships, with the profiles that ship. */
import { shippedProfiles } from '../../../config/shipped-profiles.ts'
import type { Reading, ReadingValue } from '../../../contract/catalogue/grammar.ts'
import { sampleOf } from '../../../contract/catalogue/sample.ts'
import type { Clock } from '../../../lib/clock.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import type { Device } from '../../../agent/sources/network/snmp/device.ts'
import { SnmpStation } from '../../../agent/sources/network/snmp/station.ts'
import type { SnmpTarget } from '../../../agent/sources/network/snmp/target.ts'

export function targetAt(port: number, more: Partial<SnmpTarget> = {}): SnmpTarget {
  return {
    device: 'd1',
    address: '127.0.0.1',
    port,
    credentials: { version: 2, community: 'public' },
    beatSeconds: 60,
    ...more,
  }
}

export async function withDevice<T>(
  target: SnmpTarget,
  use: (device: Device) => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  const station = new SnmpStation(shippedProfiles, clock)
  const device = station.device(target, async (name) => name)
  try {
    return await use(device)
  } finally {
    device.close()
    station.close()
  }
}

export async function readOnce(target: SnmpTarget): Promise<readonly Reading[]> {
  return withDevice(target, (device) => device.read(new AbortController().signal))
}

/** One field of the rows of a measurement whose tags hold these. */
export function valuesOf(
  readings: readonly Reading[],
  measurement: string,
  field: string,
  tags: Readonly<Record<string, string>> = {},
): readonly (ReadingValue | undefined)[] {
  return readings
    .filter((one) => one.measurement.name === measurement)
    .filter((one) => Object.entries(tags).every(([name, value]) => one.tags[name] === value))
    .map(({ fields }) => fields[field])
}

/** What the catalogue would refuse of them: words, ranges, tags. */
export function faultsIn(readings: readonly Reading[]): readonly string[] {
  return readings.flatMap((one) => {
    const sample = sampleOf(one)
    return 'refused' in sample ? [sample.refused] : sample.problems
  })
}
