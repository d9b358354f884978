import { diskio } from '../../contract/catalogue/families/diskio.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import { nextLine, scanNumbers, skipBlanks, wordEnd } from '../../lib/scan.ts'
import { NotPresent } from '../host/host.ts'
import { diskioAbout } from './diskio/about.ts'
import { diskioOfWindows } from './diskio/windows.ts'
import type { Source } from './source.ts'

/** Whole physical disks and RAID arrays; no partition, loop, ram, zram, CD or mapped device. */
const wholeDisk = /^(?:(?:sd|hd|vd)[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+|md\d+|dasd[a-z]+)$/
/** The kernel counts in sectors of 512 bytes whatever the disk's own are. */
const sectorBytes = 512

/** Columns of /proc/diskstats after the name. */
const at = {
  reads: 0,
  sectorsRead: 2,
  readTime: 3,
  writes: 4,
  sectorsWritten: 6,
  writeTime: 7,
  inProgress: 8,
  ioTime: 9,
  weightedTime: 10,
} as const

interface Disk {
  readonly tags: { readonly name: string }
  /** -1: not seen before. */
  atMs: number
  operations: number
  operationTime: number
  ioTime: number
}

export const diskioSource: Source = {
  name: 'diskio',
  beat: 'fast',
  timeoutMs: 1000,
  platforms: ['linux', 'win32'],
  about: diskioAbout,
  measurements: [diskio.name],
  start: ({ host: { platform } }) => {
    if (platform === 'win32') return diskioOfWindows()
    /** By name; null: a name that is of no interest. */
    const disks = new Map<string, Disk | null>()
    const numbers = new Float64Array(11)
    return ({ host, clock }) => {
      const text = host.readTextNow('/proc/diskstats')
      const nowMs = clock.monotonic()
      const readings: Reading[] = []
      for (let line = 0; line >= 0; line = nextLine(text, line)) {
        const start = nameStart(text, line)
        const end = wordEnd(text, start)
        const disk = diskNamed(disks, text.slice(start, end))
        if (!disk || scanNumbers(text, end, numbers) < numbers.length) continue
        readings.push(toReading(disk, numbers, nowMs))
      }
      if (readings.length === 0) throw new NotPresent('The machine has no disk of its own')
      return readings
    }
  },
}

/** Major and minor number come before the name. */
function nameStart(text: string, line: number): number {
  const minor = skipBlanks(text, wordEnd(text, skipBlanks(text, line)))
  return skipBlanks(text, wordEnd(text, minor))
}

const namesMax = 4096

function diskNamed(disks: Map<string, Disk | null>, name: string): Disk | null {
  let disk = disks.get(name)
  if (disk === undefined) {
    disk = wholeDisk.test(name)
      ? { tags: { name }, atMs: -1, operations: 0, operationTime: 0, ioTime: 0 }
      : null
    if (disks.size < namesMax) disks.set(name, disk)
  }
  return disk
}

function toReading(disk: Disk, numbers: Float64Array, nowMs: number): Reading {
  const reads = numbers[at.reads] ?? 0
  const writes = numbers[at.writes] ?? 0
  const readTime = numbers[at.readTime] ?? 0
  const writeTime = numbers[at.writeTime] ?? 0
  const ioTime = numbers[at.ioTime] ?? 0
  const passedMs = nowMs - disk.atMs
  const busyMs = ioTime - disk.ioTime
  const done = reads + writes - disk.operations
  const took = readTime + writeTime - disk.operationTime
  // A counter that fell was wrapped or reset: no rate this time.
  const known = disk.atMs >= 0 && passedMs > 0 && busyMs >= 0 && done >= 0 && took >= 0
  disk.atMs = nowMs
  disk.operations = reads + writes
  disk.operationTime = readTime + writeTime
  disk.ioTime = ioTime
  return reading(diskio, disk.tags, {
    reads,
    writes,
    read_bytes: (numbers[at.sectorsRead] ?? 0) * sectorBytes,
    write_bytes: (numbers[at.sectorsWritten] ?? 0) * sectorBytes,
    read_time: readTime,
    write_time: writeTime,
    io_time: ioTime,
    weighted_io_time: numbers[at.weightedTime] ?? 0,
    iops_in_progress: numbers[at.inProgress] ?? 0,
    io_util: known ? Math.min(100, (100 * busyMs) / passedMs) : null,
    io_await: known ? (done > 0 ? took / done : 0) : null,
  })
}
