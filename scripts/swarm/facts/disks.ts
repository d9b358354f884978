/** Disks and arrays; what their figures mean is judged by the agent's own code. */
import { noCounts, type DiskFacts } from '../../../agent/sources/smart/disk-facts.ts'
import { diskRows } from '../../../agent/sources/smart/rows.ts'
import { raidArray } from '../../../contract/catalogue/families/raid-array.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Moment } from '../moment.ts'
import { noise, seedOf } from '../random.ts'
import { isWindows } from '../systems.ts'

const hour = 3_600_000
const gigabyte = 1e9
const justRead = { ageSeconds: 0, asleep: false } as const

export function diskFacts(moment: Moment): readonly Reading[] {
  const { host } = moment
  const devices = host.role === 'server' ? [0, 1] : [0]
  return devices.flatMap((place) => diskRows(diskOf(moment, place), justRead))
}

export function arrayFacts({ host }: Moment): readonly Reading[] {
  if (host.role !== 'server' || isWindows(host.system)) return []
  const degraded = host.ills.has('array_degraded')
  return [
    reading(
      raidArray,
      { array: 'md0', kind: 'md', level: 'raid1' },
      {
        state: degraded ? 'degraded' : 'ok',
        reason: 'none',
        disks: 2,
        disks_active: degraded ? 1 : 2,
        disks_failed: degraded ? 1 : 0,
        disks_spare: 0,
      },
    ),
  ]
}

function diskOf(moment: Moment, place: number): DiskFacts {
  const { host, timeMs, bootMs } = moment
  const seed = seedOf(`${host.name} disk ${place}`)
  const spinning = host.role === 'server' || host.system === 'windows-10'
  const failing = host.ills.has('disk_failing')
  const windows = isWindows(host.system)
  const hidden = host.ills.has('disk_hidden')
  return {
    ...noCounts,
    identity: {
      device: windows ? `PhysicalDrive${place}` : `sd${'ab'[place] ?? 'c'}`,
      model: spinning ? 'ST1000DM010-2EP102' : 'KINGSTON SA400S37240G',
      serial: `DEMO${seed.toString(36).toUpperCase()}`,
      capacityBytes: (spinning ? 1000 : 240) * gigabyte,
      enabled: true,
    },
    kind: spinning ? 'hdd' : 'ssd',
    passed: hidden ? null : true,
    system: null,
    predictedFailure: null,
    selfTestFailed: failing ? true : null,
    exitStatus: failing ? 128 : 0,
    attributes: [],
    unknownReason: hidden ? 'behind_controller' : 'not_supported',
    temperatureC: 31 + Math.round(noise(seed, Math.floor(timeMs / hour)) * 9),
    powerOnHours: 2000 + (seed % 9000) + Math.floor((timeMs - bootMs) / hour),
    powerCycles: 400 + (seed % 900),
    ...(hidden ? {} : spinning ? surfaceOf(failing) : { wearPercent: wearOf(moment, seed) }),
  }
}

/** Replaced and unreadable sectors of a disk that turns. */
function surfaceOf(failing: boolean) {
  return failing
    ? { reallocated: 412, pending: 136, uncorrectable: 118, reportedErrors: 57, crcErrors: 0 }
    : { reallocated: 0, pending: 0, uncorrectable: 0, reportedErrors: 0, crcErrors: 0 }
}

function wearOf({ host }: Moment, seed: number): number {
  return host.ills.has('disk_worn') ? 91 : 4 + (seed % 30)
}
