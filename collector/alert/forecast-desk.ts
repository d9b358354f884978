/**
 * Fetches the past of the series that forecast rules ask about, beside the judging of rows, and
 * hands the fits in with the engine's next round.
 */
import type { Log } from '../../lib/log.ts'
import type { TimeSeriesStore } from '../model/store.ts'
import { fit, type Fit, type Point } from './forecast-fit.ts'

export interface FitAsk {
  readonly seriesId: number
  readonly ruleId: string
  readonly field: string
  readonly target: number
  readonly shortMs: number
  readonly longMs: number
}
type Past = Pick<TimeSeriesStore, 'range'>
interface ForecastParts {
  /** Asked for roll-ups of an hour, never for full rows. */
  readonly past: Past
  readonly log: Log
}
interface FitTaker {
  fitted(seriesId: number, ruleId: string, fit: Fit): void
}

/** Beyond this an ask is dropped; its rule asks again within the hour. */
const asksMax = 50_000
const seriesPerQuery = 64
const hourMs = 3_600_000

export class ForecastDesk {
  readonly #parts: ForecastParts
  readonly #wake: () => void
  readonly #asks = new Map<string, FitAsk>()
  #answers: (readonly [FitAsk, Fit])[] = []
  #running: Promise<void> | undefined
  #stopped = false

  constructor(parts: ForecastParts, wake: () => void) {
    this.#parts = parts
    this.#wake = wake
  }
  ask(one: FitAsk): void {
    if (this.#asks.size < asksMax) this.#asks.set(`${one.seriesId} ${one.ruleId}`, one)
  }
  /** Hands in what has come, and fetches what was asked for since. */
  turn(taker: FitTaker | undefined, nowMs: number): void {
    for (const [{ seriesId, ruleId }, one] of this.#answers.splice(0))
      taker?.fitted(seriesId, ruleId, one)
    if (this.#asks.size > 0 && !this.#stopped)
      this.#running ??= this.#fetchAll(nowMs).finally(() => {
        this.#running = undefined
        this.#wake()
      })
  }
  /** Resolves when what was asked for is fetched. */
  async idle(): Promise<void> {
    await this.#running
  }
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }
  async #fetchAll(nowMs: number): Promise<void> {
    for (let asks = this.#next(); asks.length > 0 && !this.#stopped; asks = this.#next()) {
      try {
        this.#answers.push(...(await fitAll(this.#parts.past, asks, nowMs)))
      } catch (error) {
        // The rules keep their last fit and ask again in an hour.
        this.#parts.log.warn({ err: error }, 'The past of series could not be read for forecasts')
      }
    }
  }
  /** Some that ask about the same field and time, so that one question answers them. */
  #next(): readonly FitAsk[] {
    const taken: FitAsk[] = []
    for (const [key, one] of this.#asks) {
      const first = taken[0] ?? one
      if (one.field !== first.field || one.longMs !== first.longMs) continue
      taken.push(one)
      this.#asks.delete(key)
      if (taken.length === seriesPerQuery) break
    }
    return taken
  }
}

async function fitAll(
  past: Past,
  asks: readonly FitAsk[],
  nowMs: number,
): Promise<readonly (readonly [FitAsk, Fit])[]> {
  const [first] = asks
  if (!first) return []
  const answers = await past.range({
    seriesIds: [...new Set(asks.map((one) => one.seriesId))],
    field: first.field,
    // Twice the window: a computer that was away for a week still has a past.
    fromMs: nowMs - 2 * first.longMs,
    toMs: nowMs + 1,
    stepMs: hourMs,
    aggregate: 'last',
  })
  const points = new Map(answers.map((one) => [one.seriesId, numbersOf(one.points)]))
  return asks.map((one) => [one, fit(points.get(one.seriesId) ?? [], one)])
}

function numbersOf(
  points: readonly { readonly timeMs: number; readonly value: number | string | null }[],
): readonly Point[] {
  return points.flatMap(({ timeMs, value }) =>
    typeof value === 'number' ? [{ timeMs, value }] : [],
  )
}
