/**
 * The notify stage: empties the outbox, each channel by itself, so that a dead one holds up no
 * other; adds summaries, reminders and escalations at their times.
 */
import { officeCalendar, type Calendar } from '../../config/calendar.ts'
import { isoDate } from '../../config/office-time.ts'
import { morning } from '../../config/routing.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { Rounds } from '../../lib/rounds.ts'
import type { OfficeRepository, Recipient } from '../model/office.ts'
import type { Outbox, OutboxRow } from '../state/outbox.ts'
import { readsSummary } from '../state/reader-plan.ts'
import type { OutboxCounts, OutboxStats } from '../state/outbox-counts.ts'
import type { Channel } from './channels/channel.ts'
import { DispatchPolicy } from './dispatch-policy.ts'
import { Lane, restMs, type LaneOutbox } from './lane.ts'
import type { MailDesk } from './mail-desk.ts'

export interface NotifierOptions {
  readonly outbox: LaneOutbox &
    Pick<
      Outbox,
      'matters' | 'reclaim' | 'giveUp' | 'addSummary' | 'addOnce' | 'forward' | 'stats' | 'forget'
    > & {
      readonly counts: Pick<
        OutboxCounts,
        'sentSince' | 'soonSince' | 'heldSince' | 'newsSince' | 'waitingOn' | 'stuckToldMs'
      >
    }
  readonly desk: MailDesk
  readonly office: Pick<OfficeRepository, 'calendar' | 'recipients'>
  /** The channels that are set up now; mail first. */
  readonly channels: () => Promise<readonly Channel[]>
  /** Who has to be told because nobody acted; adds to the outbox. */
  readonly escalate?: (
    nowMs: number,
    readers: readonly Recipient[],
    calendar: Calendar,
  ) => Promise<void>
  /** Told what is open as it is, beside the outbox. */
  readonly mirror?: {
    readonly faults: Readonly<Record<string, string>>
    turn(nowMs: number): Promise<void>
  }
  readonly clock: Clock
  readonly log: Log
  /** 0 to 1, for the jitter of retries. */
  readonly random?: () => number
}
export interface NotifyStats extends OutboxStats {
  /** Key of what keeps mail from going out (config/locales, delivery); null: nothing does. */
  readonly lineFault: string | null
  /** The same for each channel that is down. */
  readonly faults: Readonly<Record<string, string>>
  readonly sent: number
}

const hourMs = 3_600_000
/** 72 hours, and what the line's longest pause may add: an outage of just 72 hours loses nothing. */
const giveUpMs = 73 * hourMs
const keepMailsMs = 400 * 24 * hourMs
const sayLineDownAfterMs = hourMs / 2
const sayLineDownAgainMs = 7 * 24 * hourMs
const monthMs = 31 * 24 * hourMs

export class Notifier {
  readonly #options: NotifierOptions
  readonly #rounds: Rounds
  readonly #lanes = new Map<string, Lane>()
  #summaryDay = ''
  #houseKeptMs = 0

  constructor(options: NotifierOptions) {
    this.#options = options
    this.#rounds = new Rounds({
      clock: options.clock,
      round: () => this.#round(),
      onFault: (error) =>
        options.log.error({ err: error }, 'The outbox cannot be worked on; trying again'),
      retryMs: restMs,
    })
  }
  async start(): Promise<void> {
    await this.#options.outbox.reclaim()
    this.#rounds.start()
  }
  /** There may be something new in the outbox. */
  wake(): void {
    this.#rounds.wake()
  }
  /** Resolves when nothing more can be done now. */
  idle(): Promise<void> {
    return this.#rounds.idle()
  }
  /** New settings: tried at once. */
  settingsChanged(): void {
    for (const lane of this.#lanes.values()) lane.reset()
    this.wake()
  }
  stop(): Promise<void> {
    return this.#rounds.stop()
  }
  async stats(): Promise<NotifyStats> {
    const stats = await this.#options.outbox.stats()
    const lanes = [...this.#lanes]
    const faults = lanes.flatMap(([id, { fault }]) => (fault ? [[id, fault.key] as const] : []))
    const sent = lanes.reduce((sum, [, lane]) => sum + lane.sent, 0)
    const lineFault = this.#lanes.get('mail')?.fault?.key ?? null
    const down = { ...Object.fromEntries(faults), ...this.#options.mirror?.faults }
    return { ...stats, lineFault, faults: down, sent }
  }

  /** Milliseconds until there is something to do again. */
  async #round(): Promise<number> {
    const { clock, office, outbox, channels, escalate } = this.#options
    const nowMs = clock.now()
    const calendar = officeCalendar(await office.calendar())
    const readers = await office.recipients()
    await this.#addSummaries(nowMs, readers, calendar)
    await escalate?.(nowMs, readers, calendar)
    await this.#keepHouse(nowMs)
    const policy = new DispatchPolicy(readers, calendar, {
      counts: outbox.counts,
      matters: (id) => outbox.matters(id),
    })
    let waitMs = restMs
    for (const channel of await channels()) {
      waitMs = Math.min(waitMs, await this.#lane(channel).work(channel, policy))
      if (this.#rounds.stopped) return restMs
    }
    await this.#options.mirror?.turn(nowMs)
    const mail = this.#lanes.get('mail')?.fault
    if (mail && nowMs - mail.sinceMs >= sayLineDownAfterMs) await this.#sayLineDown(readers, nowMs)
    if (waitMs <= 0) this.#rounds.wake()
    return waitMs
  }
  #lane({ id }: Channel): Lane {
    const known = this.#lanes.get(id)
    if (known) return known
    const { outbox, desk, clock, log, random = Math.random } = this.#options
    const stopped = (): boolean => this.#rounds.stopped
    const onLost = (row: OutboxRow): Promise<void> => this.#tryNext(row)
    const lane = new Lane({ outbox, desk, clock, log, stopped, onLost, random })
    this.#lanes.set(id, lane)
    return lane
  }
  /** The reader's next channel takes over what this one will never deliver. */
  async #tryNext(row: OutboxRow): Promise<void> {
    const { office, outbox, clock } = this.#options
    const reader = (await office.recipients()).find(({ id }) => id === row.recipient_id)
    const order = reader?.route?.channels ?? []
    const next = order[order.indexOf(row.channel) + 1]
    const here = order.includes(row.channel) && next !== undefined
    // A summary has no short form, and the short word beside a mail has been tried.
    if (!reader || !here || row.kind === 'urgent' || row.kind === 'summary') return
    await outbox.forward(row, reader, next, clock.now())
    this.#rounds.wake()
  }
  /** One short word to each telephone that mail is stuck, once for each outage and each week of it. */
  async #sayLineDown(readers: readonly Recipient[], nowMs: number): Promise<void> {
    const { outbox } = this.#options
    const { count, oldestMs } = await outbox.counts.waitingOn('mail')
    if (count === 0) return
    // The oldest message that waits names the outage, also after a restart.
    const message = { kind: 'lineDown', group: `linedown:${oldestMs}`, channel: 'sms' } as const
    for (const reader of readers) {
      const { part, channels = [], phone = '' } = reader.route ?? {}
      if (part === 'head' || part === 'director' || !channels.includes('sms') || phone === '')
        continue
      const toldMs = await outbox.counts.stuckToldMs(reader.id)
      if (toldMs !== null && nowMs - toldMs < sayLineDownAgainMs) continue
      if (await outbox.addOnce(reader, message, nowMs)) this.#rounds.wake()
    }
  }
  async #addSummaries(
    nowMs: number,
    readers: readonly Recipient[],
    calendar: Calendar,
  ): Promise<void> {
    const day = isoDate(calendar.local(nowMs))
    const hours = calendar.workingDay(nowMs)
    if (day === this.#summaryDay || !hours) return
    if (nowMs < calendar.at(nowMs, morning) || nowMs >= hours.closeMs) return
    for (const reader of readers) {
      const part = reader.route?.part ?? 'officer'
      if (readsSummary(reader)) await this.#options.outbox.addSummary(reader, day, nowMs)
      if (!(reader.route?.channels ?? ['mail']).includes('mail')) continue
      if (part === 'head' || part === 'director') await this.#monthly(reader, day, nowMs, calendar)
    }
    this.#summaryDay = day
  }
  /** What went above the month's ceiling comes on the first working day of the next. */
  async #monthly(reader: Recipient, day: string, nowMs: number, calendar: Calendar): Promise<void> {
    const { outbox } = this.#options
    const monthDay = calendar.local(nowMs).day
    for (let back = 1; back < monthDay; back++)
      if (calendar.workingDay(calendar.at(nowMs, '12:00', -back))) return
    if ((await outbox.counts.heldSince(reader.id, nowMs - monthMs)) === 0) return
    await outbox.addSummary(reader, day.slice(0, 7), nowMs)
  }
  async #keepHouse(nowMs: number): Promise<void> {
    if (Math.abs(nowMs - this.#houseKeptMs) < hourMs) return
    this.#houseKeptMs = nowMs
    await this.#options.outbox.giveUp(nowMs - giveUpMs, 'expired: not handed over within 72 hours')
    await this.#options.outbox.forget(nowMs - keepMailsMs)
  }
}
