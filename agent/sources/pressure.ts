import { pressure } from '../../contract/catalogue/families/pressure.ts'
import { reading, type Reading, type TagsOf } from '../../contract/catalogue/grammar.ts'
import { NotPresent, type Host } from '../host/host.ts'
import type { Source } from './source.ts'

/** For the whole machine "full" says nothing about processors: the kernel always gives 0. */
const shown: readonly TagsOf<typeof pressure>[] = [
  { resource: 'cpu', type: 'some' },
  { resource: 'memory', type: 'some' },
  { resource: 'memory', type: 'full' },
  { resource: 'io', type: 'some' },
  { resource: 'io', type: 'full' },
]

export const pressureSource: Source = {
  name: 'pressure',
  beat: 'fast',
  timeoutMs: 1000,
  platforms: ['linux'],
  measurements: [pressure.name],
  start:
    () =>
    ({ host }) => {
      const texts = {
        cpu: readPressure(host, 'cpu'),
        memory: readPressure(host, 'memory'),
        io: readPressure(host, 'io'),
      }
      const readings: Reading[] = []
      for (const tags of shown) {
        const found = toReading(tags, texts[tags.resource])
        if (found) readings.push(found)
      }
      if (readings.length === 0) throw new NotPresent('The kernel does not measure pressure')
      return readings
    },
}

/** Empty where the kernel was built without it, or started without psi=1 (EOPNOTSUPP). */
function readPressure(host: Host, resource: string): string {
  try {
    return host.readTextNow(`/proc/pressure/${resource}`)
  } catch (error) {
    if (error instanceof NotPresent || isUnsupported(error)) return ''
    throw error
  }
}

function isUnsupported(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EOPNOTSUPP'
}

/** A line reads "some avg10=0.18 avg60=0.34 avg300=0.10 total=159886802". */
function toReading(tags: TagsOf<typeof pressure>, text: string): Reading | undefined {
  const line = text.indexOf(`${tags.type} avg10=`)
  if (line < 0) return undefined
  return reading(pressure, tags, {
    avg10: decimalAfter(text, 'avg10=', line),
    avg60: decimalAfter(text, 'avg60=', line),
    avg300: decimalAfter(text, 'avg300=', line),
  })
}

function decimalAfter(text: string, key: string, from: number): number | null {
  const start = text.indexOf(key, from)
  const end = text.indexOf(' ', start)
  return start < 0 || end < 0 ? null : Number(text.slice(start + key.length, end))
}
