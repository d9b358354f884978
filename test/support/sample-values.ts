/** Some days of values of one host, written through the real store. */
import { randomBytes } from 'node:crypto'
import { battery } from '../../contract/catalogue/families/battery.ts'
import { cpu } from '../../contract/catalogue/families/cpu.ts'
import { disk } from '../../contract/catalogue/families/disk.ts'
import { mem } from '../../contract/catalogue/families/mem.ts'
import { net } from '../../contract/catalogue/families/net.ts'
import { system } from '../../contract/catalogue/families/system.ts'
import { describeFields, describeSeries } from '../../contract/catalogue/describe.ts'
import type { Measurement } from '../../contract/catalogue/grammar.ts'
import {
  emptyPackedRows,
  reservePacked,
  rowHeaderLength,
  type PackedRows,
} from '../../contract/wire/packed-rows.ts'
import type { TimeSeriesStore } from '../../collector/model/store.ts'

interface Sampled {
  readonly measurement: Measurement
  readonly tags: Readonly<Record<string, string>>
  readonly values: (timeMs: number) => Readonly<Record<string, number>>
}

const day = 86_400_000
const wave = (timeMs: number, periodMs: number): number =>
  Math.sin((timeMs / periodMs) * 2 * Math.PI)
/** Repeatable unrest, 0 to 1. */
const noise = (timeMs: number, seed: number): number => {
  const x = Math.sin(timeMs / 60_000 + seed * 97.3) * 43_758.5453
  return x - Math.floor(x)
}

const gigabyte = 1024 ** 3
const sampled: readonly Sampled[] = [
  {
    measurement: cpu,
    tags: { cpu: 'cpu-total' },
    values: (at) => ({ usage_active: 22 + 12 * wave(at, 7_200_000) + 25 * noise(at, 1) }),
  },
  {
    measurement: mem,
    tags: {},
    values: (at) => ({
      used_percent: 58 + 6 * wave(at, day) + 2 * noise(at, 2),
      total: 8 * gigabyte,
    }),
  },
  {
    measurement: disk,
    tags: { path: '/', device: 'sda2', fstype: 'ext4', mode: 'rw' },
    values: () => ({ used_percent: 41.2, total: 120 * gigabyte, free: 70.5 * gigabyte }),
  },
  {
    measurement: disk,
    tags: { path: '/srv', device: 'sdb1', fstype: 'ext4', mode: 'rw' },
    values: (at) => ({ used_percent: 93 + 2 * wave(at, 4 * day), total: 238 * gigabyte }),
  },
  {
    measurement: net,
    tags: { interface: 'enp3s0' },
    values: (at) => ({ bytes_recv: at * 9 + 4e6 * wave(at, 3_600_000), bytes_sent: at * 2 }),
  },
  {
    measurement: system,
    tags: {},
    values: (at) => ({ load1: 0.4 + 0.5 * noise(at, 3), uptime: (at % day) / 1000, n_cpus: 4 }),
  },
  {
    measurement: battery,
    tags: { name: 'BAT0' },
    values: (at) => ({ charge_percent: 70 + 20 * wave(at, day) }),
  },
]

/** The machine sleeps at night, so that coverage has something to show. */
function awake(timeMs: number): boolean {
  const hour = Math.floor((timeMs % day) / 3_600_000)
  return hour >= 3 && hour < 19
}

export async function writeSampleValues(
  store: TimeSeriesStore,
  hostId: string,
  fromMs: number,
  toMs: number,
  stepMs = 60_000,
): Promise<void> {
  const descriptors = sampled.map(({ measurement, tags }) => describeSeries(measurement, tags))
  const ids = await store.series.register(hostId, descriptors)
  const packed = emptyPackedRows()
  let seq = 0
  for (let at = Math.ceil(fromMs / stepMs) * stepMs; at <= toMs; at += stepMs) {
    if (!awake(at)) continue
    sampled.forEach((one, index) => addRow(packed, ids[index] ?? 0, ++seq, at, one))
  }
  await store.append(
    [
      {
        agentId: randomBytes(16).toString('hex'),
        epoch: randomBytes(16).toString('hex'),
        rows: packed,
        settled: [[1, seq]],
      },
    ],
    toMs,
  )
}

function addRow(
  packed: PackedRows,
  series: number,
  seq: number,
  timeMs: number,
  { measurement, values }: Sampled,
): void {
  const fields = describeFields(measurement)
  const given = values(timeMs)
  const numbers = fields.map(({ name, decimals }) => {
    const value = given[name]
    return value === undefined ? Number.NaN : Math.round(value * 10 ** decimals)
  })
  reservePacked(packed, rowHeaderLength + numbers.length)
  packed.data.set([series, seq, timeMs, 0, numbers.length, ...numbers], packed.length)
  packed.length += rowHeaderLength + numbers.length
  packed.rowCount++
}
