/**
 * What a simulated office computer reads: 61 values at the fast beat; disks, processes and the
 * programs that use most every five minutes, as the real sources do.
 */
import { pressure } from '../../contract/catalogue/families/pressure.ts'
import { processTop } from '../../contract/catalogue/families/process-top.ts'
import { swap } from '../../contract/catalogue/families/swap.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { Source } from '../../agent/sources/source.ts'
import type { Clock } from '../../lib/clock.ts'
import { readingsAt } from '../../scripts/swarm/machine-readings.ts'
import { smoothNoise } from '../../scripts/swarm/random.ts'

const host = {
  name: 'AFY-PC-001',
  site: 'Makao Makuu',
  department: 'Afya',
  role: 'desktop',
  story: 'healthy',
} as const
const slow: ReadonlySet<string> = new Set(['disk', 'processes'])
const programs = ['firefox-esr', 'soffice.bin', 'Xorg', 'node', 'xfwm4'] as const
const ranks = ['1', '2', '3', '4', '5'] as const
const minute = 60_000
const gigabyte = 1024 ** 3

/** With `whole` one sample of 78 values each beat, without the programs and their names. */
export function simulatedSources(
  clock: Clock,
  count: { samples: number; values: number },
  whole: boolean,
): readonly Source[] {
  const startMs = clock.now()
  const bootMs = startMs - 8 * 3_600_000
  const machine = (): readonly Reading[] =>
    readingsAt({ host, timeMs: clock.now(), bootMs, storyMs: startMs })
  const names = machine().map(({ measurement }) => measurement.name)
  const one = (name: string): Reading[] =>
    machine().filter(({ measurement }) => measurement.name === name)
  const counted = (readings: readonly Reading[]): readonly Reading[] => {
    for (const { fields } of readings) count.values += Object.keys(fields).length
    return readings
  }
  return [
    ...names.map((name) =>
      slow.has(name) && !whole
        ? source(name, 'disk', () => [
            ...one(name),
            ...(name === 'processes' ? programsAt(clock.now()) : []),
          ])
        : source(name, 'fast', () => counted(one(name))),
    ),
    source('swap', 'fast', () => {
      count.samples++
      return counted([swapAt(clock.now())])
    }),
    source('pressure', 'fast', () => counted(pressureAt(clock.now()))),
  ]
}

function source(name: string, beat: Source['beat'], read: () => readonly Reading[]): Source {
  const platforms = ['linux'] as const
  return { name, beat, timeoutMs: 10_000, platforms, measurements: [], start: () => read }
}

function swapAt(timeMs: number): Reading {
  const total = 2 * gigabyte
  const used = Math.round((total * smoothNoise(1, timeMs / (200 * minute)) * 0.3) / 4096) * 4096
  const moved = Math.floor(timeMs / (30 * minute)) * 40_960
  const fields = { total, used, free: total - used, used_percent: (used / total) * 100 }
  return reading(swap, {}, { ...fields, in: moved, out: moved * 2 })
}

/** Stalls come in bursts; the means over 60 and 300 s lag behind. */
function pressureAt(timeMs: number): readonly Reading[] {
  return (['cpu', 'io'] as const).map((resource, seed) => {
    const burst = (span: number): number =>
      Math.max(0, smoothNoise(7 + seed, timeMs / span) - 0.6) * 12
    const fields = { avg10: burst(minute), avg60: burst(2 * minute), avg300: burst(6 * minute) }
    return reading(pressure, { resource, type: 'some' }, fields)
  })
}

function programsAt(timeMs: number): readonly Reading[] {
  return (['cpu', 'memory'] as const).flatMap((by, seed) =>
    ranks.map((rank, place) => {
      const noise = smoothNoise(40 + seed * 5 + place, timeMs / (10 * minute))
      return reading(
        processTop,
        { by, rank },
        {
          name: programs[place] ?? '',
          cpu: noise * (10 / (place + 1)),
          memory: Math.round((noise * 400_000_000) / (place + 1) / 4096) * 4096,
          count: 1 + place,
        },
      )
    }),
  )
}
