import type { Clock } from './clock.ts'

export interface RoundsOptions {
  readonly clock: Clock
  /** Does what there is to do; answers the milliseconds until there may be more. */
  readonly round: () => Promise<number>
  /** Called for the first of failures in a row. */
  readonly onFault: (error: unknown) => void
  readonly retryMs: number
}

/** Work in rounds: never two at once, again at once when woken meanwhile, else after the wait. */
export class Rounds {
  readonly #options: RoundsOptions
  #running: Promise<void> | undefined
  #woken = false
  #stopped = true
  #failing = false
  #cancelTimer: () => void = () => undefined

  constructor(options: RoundsOptions) {
    this.#options = options
  }
  /** The round before threw. */
  get failing(): boolean {
    return this.#failing
  }
  start(): void {
    this.#stopped = false
    this.wake()
  }
  get stopped(): boolean {
    return this.#stopped
  }
  wake(): void {
    if (this.#stopped) return
    this.#woken = true
    this.#running ??= this.#run()
  }
  /** Resolves when no round runs. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }
  /** No further round; resolves when the running one has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTimer()
    await this.idle()
  }
  async #run(): Promise<void> {
    let waitMs = 0
    while (this.#woken && !this.#stopped) {
      this.#woken = false
      waitMs = await this.#once()
    }
    this.#running = undefined
    this.#cancelTimer()
    if (!this.#stopped) this.#cancelTimer = this.#options.clock.after(waitMs, () => this.wake())
  }
  async #once(): Promise<number> {
    try {
      const waitMs = await this.#options.round()
      this.#failing = false
      return waitMs
    } catch (error) {
      if (!this.#failing) this.#options.onFault(error)
      this.#failing = true
      this.#woken = false
      return this.#options.retryMs
    }
  }
}
