/** What a simulated computer would read at a moment: a pure function of the host and the time. */
import { cpu } from '../../contract/catalogue/families/cpu.ts'
import { disk } from '../../contract/catalogue/families/disk.ts'
import { diskio } from '../../contract/catalogue/families/diskio.ts'
import { mem } from '../../contract/catalogue/families/mem.ts'
import { net } from '../../contract/catalogue/families/net.ts'
import { processes } from '../../contract/catalogue/families/processes.ts'
import { system } from '../../contract/catalogue/families/system.ts'
import { temp } from '../../contract/catalogue/families/temp.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { MachineMoment } from './moment.ts'
import { seedOf, smoothNoise } from './random.ts'
import { isWindows } from './systems.ts'

const minute = 60_000
const gigabyte = 1024 ** 3

/** About 60 values in 9 readings, as an ordinary office computer gives each beat. */
export function readingsAt(moment: MachineMoment): Reading[] {
  const load = loadAt(moment)
  return [
    cpuReading(moment, load),
    memoryReading(moment),
    systemReading(moment, load),
    diskReading(moment),
    diskTraffic(moment),
    netTraffic(moment),
    processReading(moment),
    reading(temp, { sensor: 'coretemp_package_id_0' }, { temp: 38 + load / 3, crit: 100 }),
  ]
}

const seedFor = (moment: MachineMoment, subject: string): number =>
  seedOf(moment.host.name + subject)

/** Percent busy: waves over the day, more in the morning, with bursts. */
function loadAt(moment: MachineMoment): number {
  const slow = smoothNoise(seedFor(moment, 'slow'), moment.timeMs / (47 * minute))
  const fast = smoothNoise(seedFor(moment, 'fast'), moment.timeMs / (2 * minute))
  return 3 + slow ** 2 * 35 + fast ** 4 * 50
}

function cpuReading(moment: MachineMoment, load: number): Reading {
  const waiting = moment.host.story === 'failing_disk' ? 22 : 0.4
  return reading(
    cpu,
    { cpu: 'cpu-total' },
    {
      usage_active: load,
      usage_user: load * 0.7,
      usage_system: load * 0.25,
      usage_iowait: waiting,
      usage_nice: 0,
      usage_irq: 0,
      usage_softirq: load * 0.05,
      usage_steal: 0,
      usage_guest: 0,
      usage_guest_nice: 0,
      usage_idle: Math.max(0, 100 - load - waiting),
    },
  )
}

function memoryReading(moment: MachineMoment): Reading {
  const total = 8 * gigabyte
  const share = 0.35 + 0.4 * smoothNoise(seedFor(moment, 'mem'), moment.timeMs / (90 * minute))
  const used = pages(total * share)
  return reading(
    mem,
    {},
    {
      total,
      available: total - used,
      used,
      free: pages((total - used) * 0.4),
      cached: pages((total - used) * 0.5),
      buffered: pages((total - used) * 0.1),
      used_percent: share * 100,
      available_percent: 100 - share * 100,
    },
  )
}

/** Systems tell memory and disks in pages. */
function pages(bytes: number): number {
  return Math.round(bytes / 4096) * 4096
}

function systemReading(moment: MachineMoment, load: number): Reading {
  return reading(
    system,
    {},
    {
      load1: load / 25,
      load5: load / 27,
      load15: load / 30,
      n_cpus: 4,
      n_users: 1,
      n_unique_users: 1,
      uptime: Math.round((moment.timeMs - moment.bootMs) / 1000),
      boot_time: Math.round(moment.bootMs / 1000),
    },
  )
}

function diskReading(moment: MachineMoment): Reading {
  const { host, timeMs, storyMs } = moment
  const total = 238 * gigabyte
  const base = 0.3 + 0.3 * smoothNoise(seedFor(moment, 'disk'), 1)
  const filling = 0.93 + Math.min(0.055, Math.max(0, (timeMs - storyMs) / (10 * minute)) * 0.055)
  const share = host.story === 'filling_disk' ? filling : base
  const used = pages(total * share)
  const bytes = { total, used, free: total - used, used_percent: share * 100, answering: true }
  if (host.system && isWindows(host.system)) {
    return reading(disk, { path: 'C:', device: 'C:', fstype: 'ntfs', mode: 'rw' }, bytes)
  }
  return reading(
    disk,
    { path: '/', device: 'sda1', fstype: 'ext4', mode: 'rw' },
    {
      ...bytes,
      inodes_total: 15_597_568,
      inodes_used: Math.round(15_597_568 * share * 0.2),
      inodes_free: Math.round(15_597_568 * (1 - share * 0.2)),
      inodes_used_percent: share * 20,
    },
  )
}

/** A counter that has grown steadily, with the given mean per second, since the boot. */
function counterAt(moment: MachineMoment, subject: string, perSecond: number): number {
  const seconds = (moment.timeMs - moment.bootMs) / 1000
  const wave = smoothNoise(seedFor(moment, subject), moment.timeMs / (5 * minute))
  return Math.max(0, Math.floor(seconds * perSecond + wave * perSecond * 200))
}

function diskTraffic(moment: MachineMoment): Reading {
  const slow = moment.host.story === 'failing_disk'
  return reading(
    diskio,
    { name: 'sda' },
    {
      reads: counterAt(moment, 'reads', 4),
      writes: counterAt(moment, 'writes', 7),
      read_bytes: counterAt(moment, 'reads', 4) * 16_384,
      write_bytes: counterAt(moment, 'writes', 7) * 8192,
      read_time: counterAt(moment, 'read time', slow ? 400 : 8),
      write_time: counterAt(moment, 'write time', slow ? 500 : 12),
      io_time: counterAt(moment, 'io time', slow ? 900 : 15),
      weighted_io_time: counterAt(moment, 'weighted', slow ? 4000 : 20),
      iops_in_progress: slow ? 12 : 0,
      io_util: slow ? 98 : 2 + 5 * smoothNoise(seedFor(moment, 'util'), moment.timeMs / minute),
      io_await: slow ? 780 : 4,
    },
  )
}

function netTraffic(moment: MachineMoment): Reading {
  return reading(
    net,
    { interface: 'eth0' },
    {
      bytes_sent: counterAt(moment, 'sent', 9_000),
      bytes_recv: counterAt(moment, 'received', 42_000),
      packets_sent: counterAt(moment, 'sent packets', 40),
      packets_recv: counterAt(moment, 'received packets', 60),
      err_in: 0,
      err_out: 0,
      drop_in: 0,
      drop_out: 0,
      speed: 100,
    },
  )
}

function processReading(moment: MachineMoment): Reading {
  const wave = smoothNoise(seedFor(moment, 'processes'), moment.timeMs / (10 * minute))
  const total = 140 + Math.round(60 * wave)
  return reading(
    processes,
    {},
    {
      total,
      running: 1 + Math.round(2 * wave),
      sleeping: total - 60,
      idle: 59,
      blocked: 0,
      stopped: 0,
      zombies: 0,
      total_threads: total * 4,
    },
  )
}
