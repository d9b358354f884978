/** Times as senders write them, in the unit that the request names. */
import { LineFault } from './field-value.ts'

const nanosecondsOf = {
  n: 1n,
  ns: 1n,
  u: 1_000n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
} as const
export type Precision = keyof typeof nanosecondsOf
export const precisions = Object.keys(nanosecondsOf)

export function isPrecision(word: string): word is Precision {
  return Object.hasOwn(nanosecondsOf, word)
}

const earliest = -(2n ** 63n) + 2n
const latest = 2n ** 63n - 2n
const nanosecondsPerMs = 1_000_000n

/**
 * Milliseconds since 1970, rounded down: the store keeps no more. @throws LineFault for what
 * nanoseconds in 64 bits cannot say.
 */
export function timeOf(digits: string, precision: Precision): number {
  const ordinary = ordinaryTime(digits, precision)
  if (ordinary !== undefined) return ordinary
  if (digits.length > 64) throw new LineFault('bad timestamp')
  const nanoseconds = BigInt(digits) * nanosecondsOf[precision]
  if (nanoseconds < earliest || nanoseconds > latest) {
    throw new LineFault('time outside range')
  }
  const rest = ((nanoseconds % nanosecondsPerMs) + nanosecondsPerMs) % nanosecondsPerMs
  return Number((nanoseconds - rest) / nanosecondsPerMs)
}

/** Below the greatest time of 64 bits. */
const msMax = 9_223_372_036_000
/** Of times since 1970 that need no bigint to be exact; undefined: others. */
function ordinaryTime(digits: string, precision: Precision): number | undefined {
  if (digits.startsWith('-') || digits.length > 19) return undefined
  const perMs = Number(nanosecondsOf[precision]) / 1e6
  // Nano- and microseconds lose their last digits, which is rounding down.
  const dropped = perMs >= 1 ? 0 : perMs === 1e-3 ? 3 : 6
  const timeMs =
    dropped === 0
      ? Number(digits) * perMs
      : Number(digits.slice(0, Math.max(0, digits.length - dropped)))
  return timeMs < msMax ? timeMs : undefined
}

/** The arrival as the time of a point without one, in the sender's unit as InfluxDB does. */
export function arrivalTime(nowMs: number, precision: Precision): number {
  const unitMs = Number(nanosecondsOf[precision]) / Number(nanosecondsPerMs)
  return unitMs <= 1 ? nowMs : Math.floor(nowMs / unitMs) * unitMs
}
