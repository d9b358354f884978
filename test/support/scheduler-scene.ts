import { NotPresent, Unknown, type Host } from '../../agent/host/host.ts'
import { Scheduler } from '../../agent/scheduler.ts'
import type { Beat, Source } from '../../agent/sources/source.ts'
import { mem } from '../../contract/catalogue/families/mem.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { Log } from '../../lib/log.ts'
import { VirtualClock } from './virtual-clock.ts'

/** A scheduler on a virtual clock, with sources made for the test. */
export const minute = 60_000
const host: Host = {
  platform: 'linux',
  readText: async () => '',
  readTextNow: () => '',
  readBytes: () => Promise.reject(new NotPresent('no file')),
  fileInfo: async () => undefined,
  windows: () => Promise.reject(new Unknown('not_supported', 'no Windows')),
  walk: () => Promise.reject(new NotPresent('no folder')),
  list: () => [],
  linkTarget: () => undefined,
  statfs: () => Promise.reject(new Error('no disk')),
  run: () => Promise.reject(new Error('no program')),
  facts: () => ({ hostname: 'x', logicalProcessors: 1, release: '6.1', arch: 'x64' }),
  addresses: () => ({}),
  processorTimes: () => [],
  memory: () => ({ totalBytes: 0, freeBytes: 0 }),
  loadAverage: () => [],
  hardwareAddresses: () => ({}),
}

export interface Sample {
  /** Since the scheduler was made. */
  readonly atMs: number
  readonly readings: readonly Reading[]
  readonly late: boolean
}

export function source(
  name: string,
  beat: Beat,
  read: () => readonly Reading[] | Promise<Reading[]>,
) {
  const made: Source = {
    name,
    beat,
    timeoutMs: 1000,
    platforms: ['linux'],
    measurements: [],
    start: () => read,
  }
  return made
}

export function schedulerOf(
  sources: readonly Source[],
  { sampleSeconds = 60, uptimeMs = 3_600_000, random = (): number => 0.5 } = {},
) {
  const clock = new VirtualClock(undefined, uptimeMs)
  const startMs = clock.now()
  const samples: Sample[] = []
  const warnings: string[] = []
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (_, sentence) => warnings.push(sentence),
    error: () => undefined,
  }
  const scheduler = new Scheduler({
    sources,
    host,
    clock,
    log,
    sampleSeconds,
    random,
    append: (timeMs, readings, late) => samples.push({ atMs: timeMs - startMs, readings, late }),
  })
  return { clock, scheduler, samples, warnings }
}

export const one = reading(mem, {}, { free: 1 })
/** The reports about a source: [state, seconds]. */
export function reports(samples: readonly Sample[], name: string) {
  return samples.flatMap(({ atMs, readings }) =>
    readings
      .filter(({ measurement, tags }) => measurement.name === 'source' && tags['source'] === name)
      .map(({ fields }) => [fields['state'], Math.round(atMs / 1000)]),
  )
}
