import type { DeadMan, DeadManOptions } from './dead-man.ts'

/** The dead man's switch where agent.yaml names telephones; elsewhere nothing is loaded for it. */
export class CollectorWatch {
  readonly #options: DeadManOptions
  #deadMan: DeadMan | undefined
  #stopped = false
  constructor(options: DeadManOptions) {
    this.#options = options
  }
  /** Resolves after `stop`, or at once where nobody is to be told. */
  async run(): Promise<void> {
    if (this.#options.config.phones.length === 0) return
    const { DeadMan } = await import('./dead-man.ts')
    if (this.#stopped) return
    this.#deadMan = new DeadMan(this.#options)
    await this.#deadMan.run()
  }
  stop(): void {
    this.#stopped = true
    this.#deadMan?.stop()
  }
  /** This computer slept. */
  awake(): void {
    this.#deadMan?.awake()
  }
}
