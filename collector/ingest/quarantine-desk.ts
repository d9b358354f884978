import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { QuarantinedRow, QuarantineRepository } from '../state/quarantine.ts'

const waitingMax = 1000

/** Writes bad rows down at a bounded rate; a flood of them is counted and not written. */
export class QuarantineDesk {
  readonly #parts: {
    readonly repository: QuarantineRepository
    readonly clock: Clock
    readonly log: Log
    readonly perSecondMax: number
  }
  #waiting: QuarantinedRow[] = []
  #running: Promise<void> | undefined
  #second = -1
  #thisSecond = 0
  /** Rows set aside since the start, written or not. */
  total = 0

  constructor(parts: {
    readonly repository: QuarantineRepository
    readonly clock: Clock
    readonly log: Log
    readonly perSecondMax: number
  }) {
    this.#parts = parts
  }

  /** `describe` is called only for a row that will be written. */
  add(describe: () => QuarantinedRow): void {
    this.total++
    const second = Math.floor(this.#parts.clock.monotonic() / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#thisSecond = 0
    }
    if (this.#thisSecond++ >= this.#parts.perSecondMax || this.#waiting.length >= waitingMax) return
    this.#waiting.push(describe())
    this.#running ??= this.#run().finally(() => (this.#running = undefined))
  }

  async close(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const rows = this.#waiting
      this.#waiting = []
      try {
        await this.#parts.repository.add(rows)
      } catch (cause) {
        const fields = { cause: String(cause), rows: rows.length }
        this.#parts.log.error(fields, 'Quarantined rows could not be written down')
      }
    }
  }
}
