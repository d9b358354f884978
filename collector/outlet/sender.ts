/**
 * A batch of lines until the database has all of it but what it will never take. That is kept aside
 * with the reason, counted, and not sent again.
 */
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Tier } from '../model/store.ts'
import type { OutletRepository } from '../state/outlet.ts'
import type { Gate } from './gate.ts'
import { linesOf, type Lines } from './line-batch.ts'
import { postLines } from './post.ts'
import type { OutletSettings } from './settings.ts'
import { stripField } from './strip-field.ts'
import { verdictOf, type Verdict } from './verdict.ts'

export interface SenderParts {
  readonly settings: OutletSettings
  readonly refused: Pick<OutletRepository, 'refuse'>
  readonly gate: Gate
  readonly clock: Clock
  readonly log: Log
}

/**
 * Refused requests that one batch may cost beyond those that its good points pay for: a database
 * that takes every second point gets them all, one that takes none is not asked 10,000 times.
 * What is not sorted out by then is refused as a whole.
 */
const refusalsMax = 200
const refusalsPaid = 20
const lineKeptMax = 500
const kindsLoggedMax = 1000

interface Batch {
  readonly tier: Tier
  refusalsLeft: number
}

export class Sender {
  readonly #parts: SenderParts
  readonly #stop = new AbortController()
  readonly #told = new Set<string>()
  #points = 0
  #refused = 0

  constructor(parts: SenderParts) {
    this.#parts = parts
  }
  get points(): number {
    return this.#points
  }
  get refused(): number {
    return this.#refused
  }
  /** Ends what is on its way; it counts as not sent. */
  stop(): void {
    this.#stop.abort()
  }
  /** False: not sent, or not wholly; all of it must be sent again later. */
  async send(tier: Tier, lines: Lines): Promise<boolean> {
    if (lines.count === 0) return true
    return this.#settle({ tier, refusalsLeft: refusalsMax }, lines)
  }

  async #settle(batch: Batch, sent: Lines): Promise<boolean> {
    if (sent.count === 0) return true
    if (batch.refusalsLeft <= 0)
      return this.#refuse(sent.texts(), 'too many faults in one batch', 'faults')
    const verdict = await this.#post(batch.tier, sent)
    if (verdict.kind !== 'later') this.#parts.gate.succeeded()
    if (verdict.kind === 'stored') {
      this.#points += sent.count
      batch.refusalsLeft += refusalsPaid
      return true
    }
    batch.refusalsLeft--
    return this.#sort(batch, sent.texts(), verdict)
  }
  async #sort(
    batch: Batch,
    lines: readonly string[],
    verdict: Exclude<Verdict, { kind: 'stored' }>,
  ): Promise<boolean> {
    switch (verdict.kind) {
      case 'too_old':
        return true
      case 'later':
        // What our own stopping cut off is no fault of the database.
        if (!this.#stop.signal.aborted)
          this.#parts.gate.failed(verdict.why, verdict.reason, verdict.waitMs)
        return false
      case 'conflict':
        return this.#withoutField(batch, lines, verdict)
      case 'bad_lines':
        return this.#withoutLines(batch, lines, verdict)
      case 'too_large':
        return this.#halve(batch, lines, 'the point is larger than the database takes')
      case 'refused':
        return this.#halve(batch, lines, verdict.reason)
    }
  }
  async #post(tier: Tier, lines: Lines): Promise<Verdict> {
    const { settings, clock } = this.#parts
    const answer = await postLines(settings, tier, await lines.packed(), clock, this.#stop.signal)
    if (!('why' in answer)) return verdictOf(answer, () => lines.texts())
    return { kind: 'later', why: answer.why, reason: answer.reason, waitMs: 0 }
  }
  /** The other fields of those points are good. */
  async #withoutField(
    batch: Batch,
    lines: readonly string[],
    { measurement, field, type, reason }: Extract<Verdict, { kind: 'conflict' }>,
  ): Promise<boolean> {
    const left: string[] = []
    const stripped: string[] = []
    for (const line of lines) {
      const found = stripField(line, measurement, field, type)
      if (found === undefined) left.push(line)
      else {
        stripped.push(line)
        if (found.line !== undefined) left.push(found.line)
      }
    }
    if (stripped.length === 0) return this.#halve(batch, lines, reason)
    const stored = await this.#settle(batch, linesOf(left))
    if (!stored) return false
    return this.#refuse(stripped, reason, `field type conflict ${measurement}.${field}`)
  }
  async #withoutLines(
    batch: Batch,
    lines: readonly string[],
    { lines: bad, rest }: Extract<Verdict, { kind: 'bad_lines' }>,
  ): Promise<boolean> {
    const good = lines.filter((_, at) => !bad.has(at))
    if (!rest && !(await this.#settle(batch, linesOf(good)))) return false
    if (rest) this.#points += good.length
    for (const [at, reason] of bad) await this.#refuse([lines[at] ?? ''], reason, 'unreadable')
    return true
  }
  async #halve(batch: Batch, lines: readonly string[], reason: string): Promise<boolean> {
    if (lines.length === 1) return this.#refuse(lines, reason, 'refused')
    const middle = lines.length >> 1
    return (
      (await this.#settle(batch, linesOf(lines.slice(0, middle)))) &&
      (await this.#settle(batch, linesOf(lines.slice(middle))))
    )
  }
  async #refuse(lines: readonly string[], reason: string, kind: string): Promise<boolean> {
    const { refused, clock, log } = this.#parts
    this.#refused += lines.length
    if (!this.#told.has(kind) && this.#told.size < kindsLoggedMax) {
      this.#told.add(kind)
      const fields = { kind, reason, points: lines.length }
      log.warn(fields, 'InfluxDB refused points for good; they are kept aside')
    }
    const atMs = clock.now()
    const points = lines.map((line) => ({
      atMs,
      measurement: line.slice(0, Math.max(0, line.search(/[, ]/))),
      reason,
      line: line.slice(0, lineKeptMax),
    }))
    await refused.refuse(points, kind)
    return true
  }
}
