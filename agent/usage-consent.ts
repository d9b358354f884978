/** Whether facts of usage may be taken on this computer at this moment; at first not. */
export class UsageConsent {
  readonly #refused: boolean
  readonly #tell: (allowed: boolean) => void
  allowed = false

  /** `refused`: this machine's owner does not want it, whatever the collector allows. */
  constructor(refused: boolean, tell: (allowed: boolean) => void = () => undefined) {
    this.#refused = refused
    this.#tell = tell
  }

  follow(wanted: boolean): void {
    this.allowed = wanted && !this.#refused
    this.#tell(this.allowed)
  }
}
