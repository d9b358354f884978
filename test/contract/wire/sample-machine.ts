/**
 * A deterministic office computer in use: 10 series of 6 fields, one sample a minute. Names, units
 * and granularity follow the catalogue (memory and disks change by pages of 4096 bytes).
 */
import type { Row, SeriesDescriptor, SeriesField } from '../../../contract/wire/series.ts'

const percent = (name: string): SeriesField => ({ name, kind: 'float', decimals: 1 })
const whole = (name: string): SeriesField => ({ name, kind: 'integer', decimals: 0 })
const counter = (name: string): SeriesField => ({ ...whole(name), counter: true })
const load = (name: string): SeriesField => ({ name, kind: 'float', decimals: 2 })

const diskFields = [
  whole('total'),
  whole('used'),
  whole('free'),
  percent('used_percent'),
  whole('inodes_used'),
  whole('inodes_free'),
]
export const machineSeries: readonly SeriesDescriptor[] = [
  {
    measurement: 'cpu',
    tags: [['cpu', 'cpu-total']],
    fields: ['active', 'user', 'system', 'iowait', 'softirq', 'idle'].map((name) =>
      percent(`usage_${name}`),
    ),
  },
  {
    measurement: 'mem',
    tags: [],
    fields: [
      ...['available', 'used', 'free', 'cached', 'buffered'].map(whole),
      percent('used_percent'),
    ],
  },
  {
    measurement: 'swap',
    tags: [],
    fields: [
      ...['total', 'used', 'free'].map(whole),
      percent('used_percent'),
      counter('in'),
      counter('out'),
    ],
  },
  { measurement: 'disk', tags: [['path', '/']], fields: diskFields },
  { measurement: 'disk', tags: [['path', '/home']], fields: diskFields },
  {
    measurement: 'diskio',
    tags: [['name', 'sda']],
    fields: ['reads', 'writes', 'read_bytes', 'write_bytes', 'write_time', 'io_time'].map(counter),
  },
  {
    measurement: 'net',
    tags: [['interface', 'enp3s0']],
    fields: ['bytes_sent', 'bytes_recv', 'packets_sent', 'packets_recv', 'err_in', 'drop_in'].map(
      counter,
    ),
  },
  {
    measurement: 'system',
    tags: [],
    fields: [
      load('load1'),
      load('load5'),
      load('load15'),
      whole('n_cpus'),
      whole('n_users'),
      whole('uptime'),
    ],
  },
  {
    measurement: 'processes',
    tags: [],
    fields: ['total', 'running', 'sleeping', 'blocked', 'zombies', 'total_threads'].map(whole),
  },
  {
    measurement: 'temp',
    tags: [['sensor', 'coretemp']],
    fields: ['package', 'core0', 'core1', 'core2', 'core3', 'board'].map(percent),
  },
]

const page = 4096
const memTotal = 8_163_540 * 1024
const diskTotal = 117_040_128 * 1024

export class SampleMachine {
  #state: number
  #seq = 0
  #timeMs = 1_760_000_000_000
  #uptime = 5_000
  #busy = 0.1
  #available = Math.floor((memTotal * 0.55) / page)
  #free = Math.floor((memTotal * 0.12) / page)
  #cached = Math.floor((memTotal * 0.38) / page)
  #buffered = 60_000
  #loads = [0.4, 0.35, 0.3]
  #disks = [
    { used: 9_500_000, inodes: 412_345 },
    { used: 3_300_000, inodes: 88_123 },
  ]
  #io = [184_223, 912_345, 4_712_345_600, 18_212_345_856, 812_345, 612_345]
  #net = [81_234_567, 912_345_678, 512_345, 1_012_345, 0, 12]
  #processes = 212
  #temp = 47

  constructor(seed = 1) {
    this.#state = seed
  }

  /** The rows of the next minute. */
  sample(): Row[] {
    this.#timeMs += 60_000 + Math.floor(this.#random() * 5)
    this.#uptime += 60
    const drift = (0.15 - this.#busy) * 0.1 + (this.#random() - 0.5) * 0.15
    this.#busy = Math.min(0.9, Math.max(0.03, this.#busy + drift))
    const values = [
      this.#cpu(),
      this.#mem(),
      [4_194_300 * 1024, 0, 4_194_300 * 1024, 0, 0, 0],
      this.#disk(0, 120),
      this.#disk(1, 30),
      this.#diskio(),
      this.#netio(),
      this.#system(),
      this.#processCounts(),
      this.#temps(),
    ]
    return values.map((row, series) => ({
      series,
      seq: this.#seq++,
      timeMs: this.#timeMs,
      values: row,
    }))
  }

  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** About normally distributed, mean 0, deviation as given, a whole number. */
  #noise(deviation: number): number {
    const sum = this.#random() + this.#random() + this.#random() + this.#random() - 2
    return Math.round(sum * deviation * 1.73)
  }

  #some(mean: number): number {
    return Math.round(-Math.log(1 - this.#random()) * mean)
  }

  #cpu(): number[] {
    const user = Math.round(this.#busy * 700 + Math.abs(this.#noise(20)))
    const system = Math.round(this.#busy * 200 + Math.abs(this.#noise(8)))
    const iowait = this.#random() < 0.4 ? this.#some(4) : 0
    const softirq = this.#random() < 0.5 ? 1 : 0
    const active = Math.min(1000, user + system + softirq)
    return [active, user, system, iowait, softirq, 1000 - active]
  }

  #mem(): number[] {
    this.#available += this.#noise(2500)
    this.#free += this.#noise(2200)
    this.#cached += this.#noise(300)
    this.#buffered += this.#random() < 0.3 ? this.#some(4) : 0
    const available = this.#available * page
    const used = memTotal - available
    const share = Math.round((used / memTotal) * 1000)
    return [available, used, this.#free * page, this.#cached * page, this.#buffered * page, share]
  }

  #disk(index: number, pagesMean: number): number[] {
    const disk = this.#disks[index] ?? { used: 0, inodes: 0 }
    disk.used += this.#random() < 0.15 ? -this.#some(pagesMean * 4) : this.#some(pagesMean)
    disk.inodes += this.#random() < 0.5 ? this.#noise(3) : 0
    const used = disk.used * page
    const share = Math.round((used / diskTotal) * 1000)
    return [diskTotal, used, diskTotal - used, share, disk.inodes, 7_331_840 - disk.inodes]
  }

  #diskio(): number[] {
    const writes = 20 + this.#some(150 * this.#busy * 4)
    const reads = this.#random() < 0.4 ? this.#some(30) : 0
    const added = [reads, writes, reads * 5 * page, writes * 3 * page, writes * 2, writes + reads]
    this.#io = this.#io.map((value, index) => value + (added[index] ?? 0))
    return this.#io
  }

  #netio(): number[] {
    const received = 300 + this.#some(4000 * this.#busy)
    const sent = Math.round(received * 0.6)
    const added = [
      sent * 180 + this.#some(900),
      received * 620 + this.#some(900),
      sent,
      received,
      0,
    ]
    added.push(this.#random() < 0.1 ? 1 : 0)
    this.#net = this.#net.map((value, index) => value + (added[index] ?? 0))
    return this.#net
  }

  #system(): number[] {
    const weights = [0.63, 0.18, 0.065]
    this.#loads = this.#loads.map(
      (value, index) => value + (this.#busy * 4 - value) * (weights[index] ?? 0),
    )
    return [...this.#loads.map((value) => Math.round(value * 100)), 4, 1, this.#uptime]
  }

  #processCounts(): number[] {
    this.#processes += this.#random() < 0.5 ? this.#noise(2) : 0
    const running = 1 + (this.#random() < 0.2 ? 1 : 0)
    const threads = this.#processes * 3 + this.#noise(4)
    return [this.#processes, running, this.#processes - running, 0, 0, threads]
  }

  #temps(): number[] {
    this.#temp += (40 + this.#busy * 30 - this.#temp) * 0.2
    const core = (): number => Math.round(this.#temp + this.#noise(1)) * 10
    return [Math.round(this.#temp) * 10, core(), core(), core(), core(), 380]
  }
}
