/**
 * One channel's share of the outbox: takes what is due, hands it over, remembers whether the line
 * is up. A message is done only after the other side's yes; a crash between that and our own note
 * sends it a second time under the same key. Everything else is sent once.
 */
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Outbox, OutboxRow } from '../state/outbox.ts'
import type { Channel, Outcome } from './channels/channel.ts'
import type { DispatchPolicy } from './dispatch-policy.ts'
import type { MailDesk } from './mail-desk.ts'

export type LaneOutbox = Pick<
  Outbox,
  | 'due'
  | 'nextDueMs'
  | 'claim'
  | 'sent'
  | 'failed'
  | 'retry'
  | 'held'
  | 'rest'
  | 'postpone'
  | 'lineDown'
  | 'mergeOld'
  | 'gatherHosts'
  | 'get'
>
export interface LaneOptions {
  readonly outbox: LaneOutbox
  readonly desk: MailDesk
  readonly clock: Clock
  readonly log: Log
  readonly stopped: () => boolean
  /** It cannot be delivered on this channel, ever: perhaps on the reader's next. */
  readonly onLost: (row: OutboxRow) => Promise<void>
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number
}
export interface LineFault {
  readonly key: string
  readonly answer: string
  readonly tries: number
  readonly sinceMs: number
  readonly untilMs: number
}

const hourMs = 3_600_000
const digestMs = 6 * hourMs
const batchMessages = 20
export const restMs = 60_000
const goes: ReadonlySet<OutboxRow['state']> = new Set(['gathering', 'waiting'])
const waitForRootMs = 15_000
const lineRetryMs = { first: 15_000, max: 600_000 } as const
const messageRetryMs = { first: 60_000, max: hourMs } as const

export class Lane {
  readonly #options: LaneOptions
  #line: LineFault | null = null
  #sent = 0
  constructor(options: LaneOptions) {
    this.#options = options
  }
  get fault(): LineFault | null {
    return this.#line
  }
  get sent(): number {
    return this.#sent
  }
  /** New settings: tried at once. */
  reset(): void {
    this.#line = null
  }
  /** Milliseconds until there is something to do again. */
  async work(channel: Channel, policy: DispatchPolicy): Promise<number> {
    const { clock, outbox } = this.#options
    const nowMs = clock.now()
    if (this.#line && this.#line.untilMs > nowMs) return this.#rest(nowMs)
    if (this.#line && !(await this.#probed(channel, nowMs))) return this.#rest(nowMs)
    if (channel.form === 'mail') await outbox.mergeOld(channel.id, nowMs - digestMs, nowMs)
    const due = await outbox.due(channel.id, nowMs, batchMessages)
    for (const row of due) {
      const on = !this.#options.stopped() && (await this.#handle(row, channel, policy))
      if (!on) return this.#rest(nowMs)
    }
    if (due.length === batchMessages) return 0
    const next = await outbox.nextDueMs(channel.id)
    return next === undefined ? restMs : Math.min(restMs, Math.max(0, next - clock.now()))
  }
  #rest(nowMs: number): number {
    return this.#line ? Math.min(restMs, Math.max(0, this.#line.untilMs - nowMs)) : restMs
  }
  /** A line that was down is tried without a message first: what waited may have to be merged. */
  async #probed(channel: Channel, nowMs: number): Promise<boolean> {
    const outcome = await channel.probe?.()
    if (outcome === undefined) return true
    if (outcome.type === 'delivered') {
      this.#lineUp(channel)
      return true
    }
    await this.#lineFailed(channel, outcome, nowMs)
    return false
  }
  /** False: the line is down, nothing further can go now. */
  async #handle(due: OutboxRow, channel: Channel, policy: DispatchPolicy): Promise<boolean> {
    const { outbox, clock } = this.#options
    // Another of the same round may have taken its matters along.
    const row = await outbox.get(due.id)
    if (!row || !goes.has(row.state)) return true
    const decision = await policy.decide(row, clock.now())
    if (decision.type === 'rest') await outbox.rest(row.id, decision.untilMs)
    if (decision.type === 'hold') await outbox.held(row.id, decision.reason)
    if (decision.type === 'gather') await outbox.postpone(row.id, decision.untilMs)
    if (decision.type !== 'send') return true
    const { hosts } = decision
    return this.#send(hosts === null ? row : await outbox.gatherHosts(row, hosts), channel)
  }
  async #send(row: OutboxRow, channel: Channel): Promise<boolean> {
    const { outbox, desk, clock } = this.#options
    const ready = await desk.prepare(row, channel, clock.now())
    if (ready.type === 'drop') {
      await outbox.failed(row.id, ready.reason)
      return true
    }
    if (ready.type === 'wait') {
      await outbox.postpone(row.id, clock.now() + waitForRootMs)
      return true
    }
    const { letter } = ready
    const { subject, text, html, data } = letter
    const body = JSON.stringify({ text, html, data })
    await outbox.claim(row.id, { subject, messageId: letter.key, body })
    return this.#settled(row, channel, await channel.deliver(letter))
  }
  async #settled(row: OutboxRow, channel: Channel, outcome: Outcome): Promise<boolean> {
    const { outbox, clock } = this.#options
    const nowMs = clock.now()
    if (outcome.type === 'delivered') {
      await outbox.sent(row.id, nowMs)
      this.#sent++
      this.#lineUp(channel)
      return true
    }
    if (outcome.type === 'never') {
      await outbox.failed(row.id, told(outcome))
      await this.#options.onLost(row)
      return true
    }
    if (outcome.scope === 'line') {
      await this.#lineFailed(channel, outcome, nowMs)
      return false
    }
    const wait = outcome.afterMs ?? this.#backoff(messageRetryMs, row.tries)
    await outbox.retry(row.id, nowMs + wait, told(outcome))
    return true
  }
  async #lineFailed(
    channel: Channel,
    outcome: Exclude<Outcome, { type: 'delivered' }>,
    nowMs: number,
  ): Promise<void> {
    const { key, answer } = outcome
    const before = this.#line
    const asked = outcome.type === 'again' ? (outcome.afterMs ?? 0) : 0
    const untilMs = nowMs + Math.max(asked, this.#backoff(lineRetryMs, before?.tries ?? 0))
    if (before?.key !== key) {
      const sentence = channel.id === 'mail' ? 'Mail cannot be sent' : 'A channel is down'
      this.#options.log.warn({ channel: channel.id, reason: key, answer }, sentence)
    }
    const sinceMs = before?.sinceMs ?? nowMs
    this.#line = { key, answer, tries: (before?.tries ?? 0) + 1, sinceMs, untilMs }
    await this.#options.outbox.lineDown(channel.id, nowMs, untilMs, told(outcome))
  }
  #lineUp(channel: Channel): void {
    if (this.#line) {
      const sentence = channel.id === 'mail' ? 'Mail can be sent again' : 'A channel is up again'
      this.#options.log.info({ channel: channel.id }, sentence)
    }
    this.#line = null
  }
  /** Doubling, with a fifth of jitter either way. */
  #backoff(limits: { readonly first: number; readonly max: number }, tries: number): number {
    const jitter = 0.8 + 0.4 * this.#options.random()
    return Math.min(limits.max, limits.first * 2 ** Math.min(tries, 20)) * jitter
  }
}

/** What the officer is shown beside the message. */
function told({ key, answer }: { readonly key: string; readonly answer: string }): string {
  return `${key}: ${answer}`
}
