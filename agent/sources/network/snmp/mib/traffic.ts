/** From counters to rates, with wraps and restarts told apart. */
import type { DecodeContext } from '../reader.ts'

export interface Counters {
  readonly octetsIn: number | undefined
  readonly octetsOut: number | undefined
  readonly bits: 32 | 64
  readonly packets: number | undefined
  readonly errors: number | undefined
  readonly discards: number | undefined
  /** ifCounterDiscontinuityTime: when the counters last began anew. */
  readonly discontinuity: number | undefined
}
export interface Rates {
  readonly in_bits?: number | undefined
  readonly out_bits?: number | undefined
  readonly used_percent?: number | undefined
  readonly error_percent?: number | undefined
  readonly discard_percent?: number | undefined
}
interface Before {
  readonly fast: Counters & { readonly atMs: number }
  /** Errors count over a span that holds enough packets. */
  readonly slow: Counters
  readonly told: Pick<Rates, 'error_percent' | 'discard_percent'>
}

/** Fewer packets say nothing about a share of 1 %. */
const packetsMin = 10_000
const narrowWrap = 2 ** 32
/** What passes more than the link can is no wrap but a restart. */
const tolerance = 1.2
const gapMsMax = 3_600_000
/** Without a known speed a narrow counter is believed up to this. */
const speedDefault = 1_000_000_000

export class TrafficMemory {
  #before = new Map<string, Before>()

  /** After a restart of the device. */
  forget(): void {
    this.#before.clear()
  }

  /** No rate at first sight, after a restart and where a narrow counter may have wrapped twice. */
  rates(
    index: string,
    counters: Counters,
    speed: number | undefined,
    { monotonicMs, tiers }: Pick<DecodeContext, 'monotonicMs' | 'tiers'>,
  ): Rates {
    const before = this.#before.get(index)
    const fast = { ...counters, atMs: monotonicMs }
    const begun = { fast, slow: counters, told: {} }
    if (!before || isAnew(before.fast, counters)) {
      this.#before.set(index, begun)
      return {}
    }
    const spanMs = monotonicMs - before.fast.atMs
    if (spanMs <= 0) return before.told
    if (spanMs > gapMsMax) {
      this.#before.set(index, begun)
      return {}
    }
    const inBits = bitRate(before.fast.octetsIn, counters.octetsIn, counters.bits, spanMs, speed)
    const outBits = bitRate(before.fast.octetsOut, counters.octetsOut, counters.bits, spanMs, speed)
    const shares = tiers.has('slow') ? shareRates(before, counters) : before
    this.#before.set(index, { fast, slow: shares.slow, told: shares.told })
    return {
      in_bits: inBits,
      out_bits: outBits,
      used_percent: usedShare(inBits, outBits, speed),
      ...shares.told,
    }
  }
}

function isAnew(before: Counters, now: Counters): boolean {
  return before.discontinuity !== now.discontinuity || before.bits !== now.bits
}

function bitRate(
  before: number | undefined,
  now: number | undefined,
  bits: 32 | 64,
  spanMs: number,
  speed: number | undefined,
): number | undefined {
  if (before === undefined || now === undefined) return undefined
  const most = speed !== undefined && speed > 0 ? speed : bits === 32 ? speedDefault : Infinity
  const wrapMs = ((narrowWrap * 8) / most) * 1000
  // Faster links may go round more than once between two readings.
  if (bits === 32 && spanMs > wrapMs * tolerance && now - before < 0) return undefined
  let octets = now - before
  if (octets < 0 && bits === 32) octets += narrowWrap
  const rate = (octets * 8000) / spanMs
  return rate < 0 || rate > most * tolerance ? undefined : Math.round(rate)
}

function usedShare(
  inBits: number | undefined,
  outBits: number | undefined,
  speed: number | undefined,
): number | undefined {
  if (!speed || (inBits === undefined && outBits === undefined)) return undefined
  return Math.min(100, (Math.max(inBits ?? 0, outBits ?? 0) * 100) / speed)
}

/** The span grows until it holds enough packets; then it is told and begins anew. */
function shareRates({ slow, told }: Before, now: Counters): Pick<Before, 'slow' | 'told'> {
  const packets = grown(slow.packets, now.packets)
  const errors = grown(slow.errors, now.errors)
  const discards = grown(slow.discards, now.discards)
  if (packets === undefined) return { slow: now, told: {} }
  const all = packets + (errors ?? 0) + (discards ?? 0)
  if (all < packetsMin) return { slow, told }
  return {
    slow: now,
    told: {
      error_percent: errors === undefined ? undefined : (errors * 100) / all,
      discard_percent: discards === undefined ? undefined : (discards * 100) / all,
    },
  }
}

/** A counter that fell tells nothing about this span. */
function grown(before: number | undefined, now: number | undefined): number | undefined {
  if (before === undefined || now === undefined || now < before) return undefined
  return now - before
}
