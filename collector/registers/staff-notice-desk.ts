/** Whether facts of usage may be taken, in memory for whoever tells the agents. */
import type { StaffNoticeRepository } from '../state/staff-notice.ts'

export class StaffNoticeDesk {
  readonly #stored: StaffNoticeRepository
  #confirmed = false
  #days = 0
  #changed: () => void = () => undefined

  constructor(stored: StaffNoticeRepository) {
    this.#stored = stored
  }
  get confirmed(): boolean {
    return this.#confirmed
  }
  /** How long usage is kept. */
  get days(): number {
    return this.#days
  }
  /** Who is told at once when it is confirmed or withdrawn. */
  connect(changed: () => void): void {
    this.#changed = changed
  }
  async load(): Promise<void> {
    const { state, days } = await this.#stored.current()
    const confirmed = state === 'confirmed'
    const isNew = confirmed !== this.#confirmed
    this.#confirmed = confirmed
    this.#days = days
    if (isNew) this.#changed()
  }
  /** The repository as the console gets it: what it changes is followed at once. */
  get followed(): StaffNoticeRepository {
    const stored = this.#stored
    const then = async (change: Promise<void>): Promise<void> => {
      await change
      await this.load()
    }
    return {
      current: () => stored.current(),
      confirm: (by, atMs, days) => then(stored.confirm(by, atMs, days)),
      withdraw: (by, atMs) => then(stored.withdraw(by, atMs)),
    }
  }
}
