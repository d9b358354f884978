/**
 * The register of power cuts per site. A cut is known only when its computers are back and say how
 * they ended, so the losses of a computer are read again from its presence whenever that was
 * corrected, and kept when the readings behind them are gone.
 */
import { fiscalQuarter } from '../../config/fiscal.ts'
import type { LocalTime } from '../../config/office-time.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { PowerCut } from '../state/incident-nouns.ts'
import type { PowerLossesRepository } from '../state/power-losses.ts'
import { powerCutsOf, powerLosses, type PowerLoss } from './power-cuts.ts'
import type { PresenceStore } from './presence-line.ts'

export interface PowerRegisterParts {
  readonly losses: PowerLossesRepository
  readonly store: PresenceStore
  readonly clock: Clock
  readonly log: Log
  readonly siteOf: (hostId: string) => string | null
  readonly local: (ms: number) => LocalTime
}

const dayMs = 86_400_000
/** Corrections reach back so far: as long as an agent keeps what it could not send, nearly. */
const looksBackMs = 13 * dayMs
const hostsPerTurn = 200
/** In memory, for the number of a cut within its quarter. */
const keptMs = 100 * dayMs

export class PowerRegister {
  readonly #parts: PowerRegisterParts
  readonly #waiting = new Set<string>()
  #recent: readonly PowerLoss[] = []
  #trouble = ''

  constructor(parts: PowerRegisterParts) {
    this.#parts = parts
  }
  async start(): Promise<void> {
    await this.#load()
  }
  /** The host's past was corrected. */
  look(hostId: string): void {
    this.#waiting.add(hostId)
  }
  /** Reads some hosts again; to be called when the collector's own rows have been written. */
  async turn(): Promise<void> {
    const hosts = [...this.#waiting].slice(0, hostsPerTurn)
    if (hosts.length === 0) return
    for (const hostId of hosts) {
      this.#waiting.delete(hostId)
      try {
        await this.#read(hostId)
        this.#trouble = ''
      } catch (error) {
        this.#waiting.add(hostId)
        const text = String(error)
        if (text !== this.#trouble)
          this.#parts.log.warn({ err: error }, 'The register of power cuts could not be written')
        this.#trouble = text
        break
      }
    }
    await this.#load()
  }
  /** Cuts that began in that time, oldest first; of one site or of all. */
  async cuts(fromMs: number, toMs: number, siteId?: string): Promise<readonly PowerCut[]> {
    const losses = await this.#parts.losses.between(fromMs - dayMs, toMs + dayMs)
    return powerCutsOf(losses).filter(
      (cut) =>
        cut.fromMs >= fromMs &&
        cut.fromMs < toMs &&
        (siteId === undefined || cut.siteId === siteId),
    )
  }
  /** How many cuts the site has had in the fiscal quarter of this instant, up to now. */
  countOfQuarter(siteId: string, atMs: number): number {
    const { fromMs, toMs } = fiscalQuarter(this.#parts.local, atMs)
    const ofSite = this.#recent.filter((loss) => loss.siteId === siteId)
    return powerCutsOf(ofSite).filter((cut) => cut.fromMs >= fromMs && cut.fromMs < toMs).length
  }
  async #read(hostId: string): Promise<void> {
    const { store, losses, clock, siteOf } = this.#parts
    const siteId = siteOf(hostId)
    if (siteId === null) return
    const nowMs = clock.now()
    const fromMs = nowMs - looksBackMs
    const found = await powerLosses(store, { hostId, siteId }, fromMs, nowMs + 1)
    await losses.replace(hostId, fromMs, found)
  }
  async #load(): Promise<void> {
    const nowMs = this.#parts.clock.now()
    this.#recent = await this.#parts.losses.between(nowMs - keptMs, nowMs + dayMs)
  }
}
