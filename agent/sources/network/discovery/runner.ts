/** Follows requests to look through a subnet: one after the other, each once, told as often as asked. */
import type {
  DiscoverOrder,
  Discovered,
  DiscoveryReport,
} from '../../../../contract/wire/discovery.ts'
import type { Log } from '../../../../lib/log.ts'
import type { Egress } from '../egress.ts'
import { reportsOf } from './report.ts'
import { sweep, type SweepParts } from './sweep.ts'

export interface RunnerParts extends SweepParts {
  readonly egress: Egress
  readonly log: Log
}
export type Tell = (report: DiscoveryReport) => void

/** Waiting requests; more are not taken, and asked for again by the collector. */
const waitingMax = 16

export class DiscoveryRunner {
  readonly #parts: RunnerParts
  /** Whom to tell, by run; the newest session that asked. */
  readonly #waiting = new Map<string, Tell>()
  #last: Discovered | undefined
  #work: Promise<void> = Promise.resolve()

  constructor(parts: RunnerParts) {
    this.#parts = parts
  }

  /** Asked again for the same run (the line was cut meanwhile), tells what was found then. */
  receive(order: DiscoverOrder, tell: Tell): void {
    const { run } = order
    if (this.#last?.run === run) return sendAll(this.#last, tell)
    const known = this.#waiting.has(run)
    if (!known && this.#waiting.size >= waitingMax) return
    this.#waiting.set(run, tell)
    if (!known) this.#work = this.#work.then(() => this.#run(order))
  }

  async stop(): Promise<void> {
    await this.#work
  }

  async #run(order: DiscoverOrder): Promise<void> {
    const { egress, log, signal } = this.#parts
    const { run } = order
    try {
      if (signal.aborted) return
      const there = await egress.reachable(signal)
      const found = there
        ? await sweep(order, this.#parts)
        : { ...nothing, state: 'cut_off' as const }
      this.#last = { run, ...found }
    } catch (error) {
      if (signal.aborted) return
      log.warn({ err: error, cidr: order.cidr }, 'A subnet could not be looked through')
      this.#last = { run, ...nothing, state: 'failed' }
    }
    const tell = this.#waiting.get(run)
    this.#waiting.delete(run)
    if (tell) sendAll(this.#last, tell)
  }
}

const nothing = { asked: 0, answered: 0, personal: 0, found: [], ports: [], own: [] }

function sendAll(found: Discovered, tell: Tell): void {
  for (const report of reportsOf(found)) tell(report)
}
