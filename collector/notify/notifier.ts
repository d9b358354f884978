/**
 * The notify stage: takes due mails from the outbox and hands them to the office's mail server.
 * A mail is done only after the server's 250; between that and our own note a crash sends it a
 * second time, under the same Message-ID. Everything else is sent once.
 */
import { isoDate } from '../../config/office-time.ts'
import { officeCalendar } from '../../config/calendar.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { Rounds } from '../../lib/rounds.ts'
import type { OfficeRepository, SmtpSettings } from '../model.ts'
import type { Outbox, OutboxRow, OutboxStats } from '../state/outbox.ts'
import type { MailDesk } from './mail-desk.ts'
import type { ProbeLine, SendMail } from './smtp.ts'
import { explainFailure, type DeliveryFailure } from './smtp-error.ts'

export interface NotifierOptions {
  readonly outbox: Pick<
    Outbox,
    | 'reclaim'
    | 'due'
    | 'nextDueMs'
    | 'claim'
    | 'sent'
    | 'failed'
    | 'retry'
    | 'postpone'
    | 'lineDown'
    | 'giveUp'
    | 'mergeOld'
    | 'addSummary'
    | 'stats'
    | 'forget'
  >
  readonly desk: MailDesk
  readonly office: Pick<OfficeRepository, 'smtp' | 'calendar' | 'recipients'>
  readonly send: SendMail
  readonly probe: ProbeLine
  readonly clock: Clock
  readonly log: Log
  /** 0 to 1, for the jitter of retries. */
  readonly random?: () => number
}
export interface NotifyStats extends OutboxStats {
  /** Key of what keeps mail from going out (config/locales, delivery); null: nothing does. */
  readonly lineFault: string | null
  readonly sent: number
}

const hourMs = 3_600_000
const giveUpMs = 72 * hourMs
const digestMs = 6 * hourMs
const summaryTime = '07:30'
const keepMailsMs = 400 * 24 * hourMs
const batchMails = 20
const restMs = 60_000
const waitForRootMs = 15_000
const lineRetryMs = { first: 15_000, max: 600_000 } as const
const mailRetryMs = { first: 60_000, max: hourMs } as const

export class Notifier {
  readonly #options: NotifierOptions
  readonly #rounds: Rounds
  #line: {
    readonly fault: DeliveryFailure
    readonly tries: number
    readonly untilMs: number
  } | null = null
  #summaryDay = ''
  #houseKeptMs = 0
  #sent = 0

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
  /** New mail settings: tried at once. */
  settingsChanged(): void {
    this.#line = null
    this.wake()
  }
  stop(): Promise<void> {
    return this.#rounds.stop()
  }
  async stats(): Promise<NotifyStats> {
    const stats = await this.#options.outbox.stats()
    return { ...stats, lineFault: this.#line?.fault.key ?? null, sent: this.#sent }
  }

  /** Milliseconds until there is something to do again. */
  async #round(): Promise<number> {
    const { clock, office, outbox } = this.#options
    const nowMs = clock.now()
    await this.#addSummaries(nowMs)
    await this.#keepHouse(nowMs)
    const settings = await office.smtp()
    if (!settings) return restMs
    if (this.#line && this.#line.untilMs > nowMs) {
      return Math.min(restMs, this.#line.untilMs - nowMs)
    }
    if (this.#line && !(await this.#probed(settings, nowMs))) return this.#rest(nowMs)
    await outbox.mergeOld(nowMs - digestMs, nowMs)
    const due = await outbox.due(nowMs, batchMails)
    for (const row of due) {
      if (this.#rounds.stopped || !(await this.#deliver(row, settings))) return this.#rest(nowMs)
    }
    if (due.length === batchMails) this.#rounds.wake()
    const next = await outbox.nextDueMs()
    return next === undefined ? restMs : Math.min(restMs, Math.max(0, next - clock.now()))
  }
  #rest(nowMs: number): number {
    return this.#line ? Math.min(restMs, Math.max(0, this.#line.untilMs - nowMs)) : restMs
  }
  /** A line that was down is tried without a mail first: what waited may have to be merged. */
  async #probed(settings: SmtpSettings, nowMs: number): Promise<boolean> {
    try {
      await this.#options.probe(settings)
      this.#lineUp()
      return true
    } catch (error) {
      await this.#lineFailed(explainFailure(error), nowMs)
      return false
    }
  }
  /** False: the line is down, nothing further can go now. */
  async #deliver(row: OutboxRow, settings: SmtpSettings): Promise<boolean> {
    const { outbox, desk, send, clock } = this.#options
    const ready = await desk.prepare(row, settings.from, clock.now())
    if (ready.type === 'drop') {
      await outbox.failed(row.id, ready.reason)
      return true
    }
    if (ready.type === 'wait') {
      await outbox.postpone(row.id, clock.now() + waitForRootMs)
      return true
    }
    const { subject, text, html, messageId } = ready.mail
    await outbox.claim(row.id, { subject, messageId, body: JSON.stringify({ text, html }) })
    try {
      await send(settings, ready.mail)
    } catch (error) {
      return this.#refused(row, explainFailure(error), clock.now())
    }
    await outbox.sent(row.id, clock.now())
    this.#sent++
    this.#lineUp()
    return true
  }
  async #refused(row: OutboxRow, fault: DeliveryFailure, nowMs: number): Promise<boolean> {
    const { outbox } = this.#options
    if (fault.scope === 'line') {
      await this.#lineFailed(fault, nowMs)
      return false
    }
    if (fault.scope === 'never') await outbox.failed(row.id, told(fault))
    else await outbox.retry(row.id, nowMs + this.#backoff(mailRetryMs, row.tries), told(fault))
    return true
  }
  async #lineFailed(fault: DeliveryFailure, nowMs: number): Promise<void> {
    const tries = this.#line?.tries ?? 0
    const untilMs = nowMs + this.#backoff(lineRetryMs, tries)
    if (this.#line?.fault.key !== fault.key) {
      this.#options.log.warn({ reason: fault.key, answer: fault.answer }, 'Mail cannot be sent')
    }
    this.#line = { fault, tries: tries + 1, untilMs }
    await this.#options.outbox.lineDown(nowMs, untilMs, told(fault))
  }
  #lineUp(): void {
    if (this.#line) this.#options.log.info({}, 'Mail can be sent again')
    this.#line = null
  }
  /** Doubling, with a fifth of jitter either way. */
  #backoff(
    { first, max }: { readonly first: number; readonly max: number },
    tries: number,
  ): number {
    const jitter = 0.8 + 0.4 * (this.#options.random ?? Math.random)()
    return Math.min(max, first * 2 ** Math.min(tries, 20)) * jitter
  }
  async #addSummaries(nowMs: number): Promise<void> {
    const { office, outbox } = this.#options
    const calendar = officeCalendar(await office.calendar())
    const day = isoDate(calendar.local(nowMs))
    const hours = calendar.workingDay(nowMs)
    if (day === this.#summaryDay || !hours) return
    if (nowMs < calendar.at(nowMs, summaryTime) || nowMs >= hours.closeMs) return
    for (const recipient of await office.recipients()) {
      if (recipient.severityMin !== 'critical') await outbox.addSummary(recipient, day, nowMs)
    }
    this.#summaryDay = day
  }
  async #keepHouse(nowMs: number): Promise<void> {
    if (Math.abs(nowMs - this.#houseKeptMs) < hourMs) return
    this.#houseKeptMs = nowMs
    await this.#options.outbox.giveUp(nowMs - giveUpMs, 'expired: not handed over within 72 hours')
    await this.#options.outbox.forget(nowMs - keepMailsMs)
  }
}

/** What the officer is shown beside the mail. */
function told({ key, answer }: DeliveryFailure): string {
  return `${key}: ${answer}`
}
