import type { Source } from '../../agent/sources/source.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import { readingsAt } from '../../scripts/swarm/machine-readings.ts'

const host = {
  name: 'AFY-PC-001',
  site: 'Makao Makuu',
  department: 'Afya',
  role: 'desktop',
  story: 'healthy',
} as const

/** A source for each measurement of the simulated computer, all at the fast beat. */
export function simulatedSources(
  clock: Clock,
  count: { samples: number; values: number },
): readonly Source[] {
  const startMs = clock.now()
  const bootMs = startMs - 8 * 3_600_000
  const read = (): readonly Reading[] =>
    readingsAt({ host, timeMs: clock.now(), bootMs, storyMs: startMs })
  return read().map(({ measurement }, index) => ({
    name: measurement.name,
    beat: 'fast',
    timeoutMs: 10_000,
    platforms: ['linux'],
    measurements: [measurement.name],
    start: () => () => {
      const readings = read().slice(index, index + 1)
      if (index === 0) count.samples++
      count.values += readings.reduce((sum, { fields }) => sum + Object.keys(fields).length, 0)
      return readings
    },
  }))
}
