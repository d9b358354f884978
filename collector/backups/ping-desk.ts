/** Takes heartbeats in: knows whose they are, bounds them, keeps them durably, many at once. */
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { JobHistory, Ping, PingAnswer, PingRequest } from '../state/backup-job.ts'
import type { BackupRecordsRepository } from '../state/backup-records.ts'
import { secretHash } from '../state/secret-text.ts'
import { withPing } from './history.ts'
import type { JobBook } from './job-book.ts'
import { PingLimits } from './ping-limits.ts'

export interface PingDeskParts {
  readonly book: JobBook
  readonly records: Pick<BackupRecordsRepository, 'saveHistories'>
  readonly clock: Clock
  readonly log: Log
}
interface Waiting {
  readonly jobId: string
  readonly ping: Ping
  readonly answer: (answer: PingAnswer) => void
}

/** Heartbeats that wait for the disk; beyond it senders are asked to come again. */
const waitingMax = 2000
const batchMax = 200
/** A sender's clock may be ahead by this; what lies further ahead, or a month back, is not believed. */
const aheadMs = 5 * 60_000
const backMs = 31 * 86_400_000

export class PingDesk {
  readonly #parts: PingDeskParts
  readonly #limits: PingLimits
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #failed = false

  constructor(parts: PingDeskParts) {
    this.#parts = parts
    this.#limits = new PingLimits(parts.clock)
  }
  async receive(request: PingRequest): Promise<PingAnswer> {
    const { book } = this.#parts
    const hash = secretHash(request.secret)
    let entry = book.byUrlHash(hash)
    if (!entry) {
      if (!this.#limits.mayGuess(request.address)) return 'too_many'
      this.#limits.strange(request.address)
      // It may have been made a moment ago, by the console or the command line.
      await book.refresh()
      entry = book.byUrlHash(hash)
      if (entry) this.#limits.notStrange(request.address)
    }
    if (!entry) return 'unknown'
    if (!this.#limits.ofJob(entry.job.id)) return 'too_many'
    if (this.#waiting.length >= waitingMax) return 'busy'
    const ping = pingOf(request, this.#parts.clock.now())
    const { promise, resolve } = Promise.withResolvers<PingAnswer>()
    this.#waiting.push({ jobId: entry.job.id, ping, answer: resolve })
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined))
    return promise
  }
  /** Resolves when nothing waits any more. */
  async close(): Promise<void> {
    await this.#writing
  }

  async #write(): Promise<void> {
    // What comes in the same turn of the event loop goes into one transaction.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchMax)
      const answer = await this.#keep(batch)
      for (const one of batch) one.answer(answer)
    }
  }
  async #keep(batch: readonly Waiting[]): Promise<PingAnswer> {
    const { book, records, log } = this.#parts
    const changed = new Map<string, JobHistory>()
    for (const { jobId, ping } of batch) {
      const before = changed.get(jobId) ?? book.entries.get(jobId)?.history
      if (before) changed.set(jobId, withPing(before, ping))
    }
    try {
      await records.saveHistories(changed)
      for (const [jobId, history] of changed) book.setHistory(jobId, history)
      this.#failed = false
      return 'ok'
    } catch (error) {
      if (!this.#failed) log.error({ error }, 'Heartbeats of backups could not be written')
      this.#failed = true
      return 'busy'
    }
  }
}

/** Both times are kept; a sender's that cannot be is passed over. */
function pingOf(request: PingRequest, receivedMs: number): Ping {
  const { signal, run, exitCode, durationSeconds, bytes, clientMs } = request
  const believed =
    clientMs !== null && clientMs <= receivedMs + aheadMs && clientMs >= receivedMs - backMs
  const atMs = believed ? Math.min(clientMs, receivedMs) : receivedMs
  return { signal, atMs, receivedMs, run, exitCode, durationSeconds, bytes }
}
