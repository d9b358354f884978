/** How a line carries now, against its own last seven days. */
import type { PingRun, WanStore } from './ping-runs.ts'
import { pingSeries } from './ping-runs.ts'

export interface Usual {
  /** Null: too little is known yet. */
  readonly latencyMs: number | null
  readonly lossPercent: number | null
}

const dayMs = 86_400_000
export const usualDays = 7
const windowMs = 300_000
/** Less than a day of five-minute windows is no week to compare with. */
const windowsMin = 288

/** Medians of five-minute means; windows in which nothing answered have no answer time. */
export async function usualOf(
  store: WanStore,
  hostId: string,
  check: string,
  nowMs: number,
): Promise<Usual> {
  const seriesIds = pingSeries(store, hostId, check).map(({ id }) => id)
  if (seriesIds.length === 0) return { latencyMs: null, lossPercent: null }
  const week = {
    seriesIds,
    fromMs: nowMs - usualDays * dayMs,
    toMs: nowMs,
    stepMs: windowMs,
    aggregate: 'mean',
  } as const
  const [latency, loss] = await Promise.all([
    store.range({ ...week, field: 'average_response_ms' }),
    store.range({ ...week, field: 'percent_packet_loss' }),
  ])
  return { latencyMs: usual(latency), lossPercent: usual(loss) }
}

function usual(answer: Awaited<ReturnType<WanStore['range']>>): number | null {
  const values = answer
    .flatMap(({ points }) => points)
    .flatMap(({ value }) => (typeof value === 'number' ? [value] : []))
  return values.length < windowsMin ? null : median(values)
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}

export interface Measured {
  readonly usual: Usual
  /** Of the last quarter of an hour. */
  readonly runs: readonly PingRun[]
}
export interface Now extends Usual {
  readonly usual: Usual
  readonly atMs: number | null
}

/**
 * Of several addresses the nearest one (by its own median) tells the answer time; packets count as
 * lost on the line only where every address loses them: else it is that address that loses.
 */
export function qualityOf(checks: readonly Measured[]): Now {
  const asked = checks.filter(({ runs }) => runs.length > 0)
  const heard = asked.filter(({ runs }) => runs.some(({ rttMs }) => rttMs !== null))
  const near = heard.toSorted(
    (a, b) => (a.usual.latencyMs ?? Infinity) - (b.usual.latencyMs ?? Infinity),
  )[0]
  const losses = asked.map(({ runs, usual: own }) => ({
    lossPercent: runs.reduce((sum, run) => sum + run.lossPercent, 0) / runs.length,
    usual: own.lossPercent,
  }))
  const least = losses.toSorted((a, b) => a.lossPercent - b.lossPercent)[0]
  const times = asked.flatMap(({ runs }) => runs.map(({ timeMs }) => timeMs))
  return {
    latencyMs: near ? median(near.runs.flatMap(({ rttMs }) => rttMs ?? [])) : null,
    lossPercent: least?.lossPercent ?? null,
    usual: { latencyMs: near?.usual.latencyMs ?? null, lossPercent: least?.usual ?? null },
    atMs: times.length === 0 ? null : Math.max(...times),
  }
}
