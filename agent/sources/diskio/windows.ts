/**
 * Raw counters of Windows' performance library. What is called "per second" there is a sum since
 * the counters began; times are in units of 100 ns. Counts of operations have 32 bits and wrap.
 */
import { diskio } from '../../../contract/catalogue/families/diskio.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../../host/host.ts'
import { counterOf } from '../parts/counter.ts'
import { LatestWindows } from '../parts/latest-windows.ts'
import { fieldsOf, listOf, textOf, type Fields } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'

const disksMax = 64
const tickMs = 1e-4
const wrap = 2 ** 32

interface Disk {
  reads: number
  writes: number
  /** Added to the counts: 2^32 for each time that they wrapped. */
  readWraps: number
  writeWraps: number
  workTicks: number | undefined
  idleTicks: number | undefined
  atTicks: number | undefined
}

export function diskioOfWindows(): (context: { host: Host }) => readonly Reading[] {
  const latest = new LatestWindows()
  const disks = new Map<string, Disk>()
  return ({ host }) =>
    latest.readings(host, (facts) => {
      const readings = listOf(windowsSection(facts, 'diskio'), disksMax + 1)
        .map(fieldsOf)
        .flatMap((row) => readDisk(disks, row) ?? [])
      if (readings.length === 0) throw new NotPresent('Windows shows no disk')
      return readings
    })
}

function readDisk(disks: Map<string, Disk>, row: Fields): Reading | undefined {
  const name = textOf(row['n'])
  const reads = counterOf(row['r'])
  const writes = counterOf(row['w'])
  if (!name || name === '_Total' || reads === undefined || writes === undefined) return undefined
  const before = disks.get(name)
  if (!before && disks.size >= disksMax) return undefined
  const now: Disk = {
    reads,
    writes,
    readWraps: wrapsOf(before?.readWraps ?? 0, before?.reads ?? 0, reads),
    writeWraps: wrapsOf(before?.writeWraps ?? 0, before?.writes ?? 0, writes),
    workTicks: sumOf(counterOf(row['rt']), counterOf(row['wt'])),
    idleTicks: counterOf(row['idle']),
    atTicks: counterOf(row['t']),
  }
  disks.set(name, now)
  return reading(
    diskio,
    { name },
    {
      reads: reads + now.readWraps,
      writes: writes + now.writeWraps,
      read_bytes: counterOf(row['rb']),
      write_bytes: counterOf(row['wb']),
      read_time: milliseconds(counterOf(row['rt'])),
      write_time: milliseconds(counterOf(row['wt'])),
      weighted_io_time: milliseconds(counterOf(row['qt'])),
      iops_in_progress: counterOf(row['q']),
      io_util: busyOf(now, before),
      io_await: awaitOf(now, before),
    },
  )
}

/** A count that fell from the upper half into the lower has wrapped; otherwise it began anew. */
function wrapsOf(wraps: number, before: number, now: number): number {
  if (now >= before) return wraps
  return before > wrap / 2 && now < wrap / 2 ? wraps + wrap : 0
}

function sumOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b
}

function milliseconds(ticks: number | undefined): number | undefined {
  return ticks === undefined ? undefined : Math.round(ticks * tickMs)
}

function busyOf(now: Disk, before: Disk | undefined): number | null {
  const idle = differenceOf(now.idleTicks, before?.idleTicks)
  const passed = differenceOf(now.atTicks, before?.atTicks)
  if (idle === undefined || !passed) return null
  return Math.min(100, Math.max(0, 100 * (1 - idle / passed)))
}

function awaitOf(now: Disk, before: Disk | undefined): number | null {
  if (!before) return null
  const done =
    now.reads +
    now.readWraps +
    now.writes +
    now.writeWraps -
    (before.reads + before.readWraps + before.writes + before.writeWraps)
  const took = differenceOf(now.workTicks, before.workTicks)
  if (took === undefined || done < 0) return null
  return done > 0 ? (took * tickMs) / done : 0
}

/** Undefined when either is not known or the counter fell: it began anew. */
function differenceOf(now: number | undefined, before: number | undefined): number | undefined {
  return now === undefined || before === undefined || now < before ? undefined : now - before
}
