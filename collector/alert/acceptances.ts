/** Alerts whose counts an officer accepted as the baseline, until the engine's next round. */
import type { AlertRecord } from '../model/alerts.ts'
import type { Judge } from './judge.ts'

const idsMax = 10_000

export class Acceptances {
  readonly #ids = new Set<string>()

  add(alertId: string): void {
    if (this.#ids.size < idsMax) this.#ids.add(alertId)
  }
  /** In the engine's own round, so that none is lost while its judge is made anew. */
  apply(judge: Judge | undefined, open: ReadonlyMap<string, AlertRecord>, nowMs: number): void {
    for (const id of this.#ids) {
      const hostId = open.get(id)?.hostId
      if (typeof hostId === 'string') judge?.accept(hostId, id, nowMs)
    }
    this.#ids.clear()
  }
}
