/** What is remembered of each check between its runs. */
export interface CheckMemory {
  /** Failures in a row; 0 again after two good answers, so that a lame service does not flap. */
  readonly fails: number
  /** Takes a run's verdict; undefined: nothing can be said of the target. Gives `fails`. */
  note(good: boolean | undefined): number
}

export type Memories = (id: string) => CheckMemory

const goodsToClear = 2
const failsMax = 1_000_000

export class Memory implements CheckMemory {
  #fails = 0
  #goods = 0

  get fails(): number {
    return this.#fails
  }
  note(good: boolean | undefined): number {
    if (good === false) {
      this.#goods = 0
      this.#fails = Math.min(failsMax, this.#fails + 1)
    } else if (good === true && ++this.#goods >= goodsToClear) this.#fails = 0
    return this.#fails
  }
}
