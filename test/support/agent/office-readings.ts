/** Measurements of a small catalogue for the agent's tests, and readings that look like life. */
import { reading, type Measurement, type Reading } from '../../../contract/catalogue/grammar.ts'

const base = { help: 'A test field.', since: '0.1.0' } as const
const float = (decimals: number) => ({ ...base, kind: 'float', unit: 'percent', decimals }) as const
const whole = { ...base, kind: 'integer', unit: 'bytes' } as const

export const load = {
  name: 'load',
  help: 'A metric.',
  since: '0.1.0',
  tags: { core: { help: 'Which one.' } },
  fields: { usage: float(1), idle: float(2), bytes: { ...whole, counter: true } },
} as const satisfies Measurement

export const guard = {
  name: 'guard',
  help: 'A state.',
  since: '0.1.0',
  tags: {},
  fields: {
    result: { ...base, kind: 'state', states: { ok: 0, off: 1, failed: 2 } },
    enabled: { ...base, kind: 'boolean' },
    version: { ...base, kind: 'text' },
  },
} as const satisfies Measurement

export const malware = {
  name: 'malware',
  help: 'An event.',
  since: '0.1.0',
  tags: { path: { help: 'Where.', optional: true } },
  fields: { found: { ...base, kind: 'event' }, files: whole },
} as const satisfies Measurement

/** Sixty values in ten series: percentages that wander, counters that rise, totals that rest. */
export const desktop = {
  name: 'desktop',
  help: 'Ten of these are sixty values.',
  since: '0.1.0',
  tags: { part: { help: 'Which tenth.' } },
  fields: {
    percent: float(1),
    share: float(2),
    total: whole,
    used: whole,
    sent: { ...whole, counter: true },
    queue: { ...base, kind: 'integer', unit: 'count' },
  },
} as const satisfies Measurement

/** The n-th beat of a desktop; the same n gives the same readings. */
export function desktopBeat(beat: number): readonly Reading[] {
  return Array.from({ length: 10 }, (_, part) => {
    const noise = (seed: number): number => wander(beat * 64 + part * 6 + seed)
    return reading(
      desktop,
      { part: `part${part}` },
      {
        percent: Math.round(200 + noise(0) * 300) / 10,
        share: Math.round(5000 + noise(1) * 1000) / 100,
        total: 8_000_000_000 + part,
        used: 4096 * Math.floor(700_000 + 10_000 * Math.sin(beat / 50) + noise(2) * 2000),
        sent: beat * 150_000 + Math.floor(noise(3) * 100_000),
        queue: Math.floor(noise(4) * 4),
      },
    )
  })
}

/** A number from 0 to 1 that depends on nothing but its seed. */
export function wander(seed: number): number {
  let x = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32
}
