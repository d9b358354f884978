/**
 * When the collector heard nothing: it was stopped, or its machine slept. A heartbeat that was due
 * then may come later by as much, which is never more than the grace (A4).
 */
import type { Clock } from '../../lib/clock.ts'
import type { Interval } from '../../lib/interval.ts'
import type { BackupRecordsRepository } from '../state/backup-records.ts'

/** Signs of life come each minute; a longer silence was a downtime. */
const silenceMs = 3 * 60_000
/** How long senders have after it to deliver what they could not. */
export const quietMs = 10 * 60_000

export class Downtimes {
  readonly #records: Pick<BackupRecordsRepository, 'downtimes' | 'alive' | 'addDowntime'>
  readonly #clock: Clock
  #past: readonly Interval[] = []
  #aliveMs: number | null = null
  #quietUntilMs = 0

  constructor(
    records: Pick<BackupRecordsRepository, 'downtimes' | 'alive' | 'addDowntime'>,
    clock: Clock,
  ) {
    this.#records = records
    this.#clock = clock
  }
  async start(): Promise<void> {
    const { past, aliveMs } = await this.#records.downtimes()
    this.#past = past
    this.#aliveMs = aliveMs
    this.#quietUntilMs = this.#clock.now() + quietMs
    await this.beat()
  }
  /** A sign of life; one that comes after a long silence ends a downtime. */
  async beat(): Promise<void> {
    const nowMs = this.#clock.now()
    const fromMs = this.#aliveMs
    this.#aliveMs = nowMs
    if (fromMs !== null && nowMs - fromMs > silenceMs) {
      const downtime: Interval = [fromMs, nowMs]
      this.#past = [...this.#past, downtime].slice(-50)
      this.#quietUntilMs = nowMs + quietMs
      await this.#records.addDowntime(downtime)
    }
    await this.#records.alive(nowMs)
  }
  /** Nothing is newly late before this. */
  get quietUntilMs(): number {
    return this.#quietUntilMs
  }
  /** The deadline of what was due, moved by the downtimes within its grace. */
  moved(dueMs: number, deadlineMs: number): number {
    const heardNothing = this.#past.reduce(
      (sum, [from, to]) => sum + Math.max(0, Math.min(to, deadlineMs) - Math.max(from, dueMs)),
      0,
    )
    return deadlineMs + Math.min(heardNothing, deadlineMs - dueMs)
  }
}
