import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { HistoryCredits } from './history-credits.ts'
import type { IngestSettings } from './settings.ts'

export interface RoundParts {
  readonly clock: Clock
  readonly log: Log
  readonly settings: IngestSettings
  readonly credits: HistoryCredits
  readonly freeBytes: () => Promise<number>
  readonly onOwnClockJump: () => void
}

/** What the ingest does every few seconds: look at disk and own clock, give history credits. */
export class IngestRounds {
  readonly #parts: RoundParts
  /** No more history is asked for; live readings go on. */
  diskFull = false
  #skewMs: number
  #cancel: () => void = () => undefined
  #stopped = false
  #told = ''

  constructor(parts: RoundParts) {
    this.#parts = parts
    this.#skewMs = skewOf(parts.clock)
  }

  start(): void {
    const { clock, settings } = this.#parts
    if (this.#stopped) return
    this.#cancel = clock.after(settings.creditEveryMs, () => {
      this.watchOwnClock()
      void this.#lookAtDisk().finally(() => {
        if (!this.#stopped) this.#parts.credits.distribute()
        this.start()
      })
    })
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
  }

  /** A jump (NTP at last, a battery, a suspend) makes all boots' instants wrong. */
  watchOwnClock(): void {
    const { clock, log, settings, onOwnClockJump } = this.#parts
    const jumpMs = skewOf(clock) - this.#skewMs
    this.#skewMs += jumpMs
    if (Math.abs(jumpMs) <= settings.ownClockJumpMs) return
    log.warn({ jumpMs: Math.round(jumpMs) }, "The collector's own clock has jumped")
    onOwnClockJump()
  }

  async #lookAtDisk(): Promise<void> {
    const { freeBytes, log, settings } = this.#parts
    try {
      const full = (await freeBytes()) < settings.freeBytesMin
      if (full !== this.diskFull) log.warn({ full }, 'History waits for free disk, or goes on')
      this.diskFull = full
      this.#told = ''
    } catch (cause) {
      const text = String(cause)
      if (text !== this.#told) log.error({ cause: text }, 'The free disk could not be read')
      this.#told = text
    }
  }
}

function skewOf(clock: Clock): number {
  return clock.now() - clock.monotonic()
}
