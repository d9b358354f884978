/** Transitions of alerts on their way to the database: as they happen, or an hour of them again. */
import type { Tier } from '../model.ts'
import type { OutletTransitions, ToldTransition } from '../state/outlet-transitions.ts'
import { alertLine, alertTier } from './alert-lines.ts'
import { hourMs } from './hour-reader.ts'
import type { SeriesLines } from './series-lines.ts'
import { keepsTexts, type OutletSettings } from './settings.ts'

export interface AlertFeedParts {
  readonly state: OutletTransitions
  readonly lines: Pick<SeriesLines, 'hostTags'>
  readonly siteName: (siteId: string) => string | undefined
  readonly settings: OutletSettings
}
export interface NewTransitions {
  readonly lines: readonly string[]
  /** Of the newest of them. */
  readonly id: number
  /** There may be more. */
  readonly more: boolean
}

const transitionsMax = 500

export class AlertFeed {
  readonly #parts: AlertFeedParts

  constructor(parts: AlertFeedParts) {
    this.#parts = parts
  }
  /** Where the transitions go. */
  get tier(): Tier {
    return alertTier(this.#parts.settings)
  }
  /** Undefined: there are none. */
  async after(id: number): Promise<NewTransitions | undefined> {
    const told = await this.#parts.state.transitionsAfter(id, transitionsMax)
    const last = told.at(-1)
    if (last === undefined) return undefined
    return { lines: this.#lines(told), id: last.id, more: told.length === transitionsMax }
  }
  async *within(hour: number): AsyncGenerator<readonly string[]> {
    const span = { fromMs: hour * hourMs, toMs: (hour + 1) * hourMs }
    for (let id: number | undefined = 0; id !== undefined;) {
      const told: readonly ToldTransition[] = await this.#parts.state.transitionsWithin(
        span,
        id,
        transitionsMax,
      )
      if (told.length > 0) yield this.#lines(told)
      id = told.length === transitionsMax ? told.at(-1)?.id : undefined
    }
  }
  #lines(told: readonly ToldTransition[]): readonly string[] {
    const { lines, siteName, settings } = this.#parts
    return told.map((one) => alertLine(one, lines, siteName, keepsTexts(settings)))
  }
}
