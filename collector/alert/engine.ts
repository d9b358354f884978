/**
 * The alert stage: takes commits in the order of their numbers, judges them, and makes judgement,
 * transitions, notices and its own cursor durable in one transaction (A9).
 */
import { randomUUID } from 'node:crypto'
import type { Rule } from '../../config/rule.ts'
import { Rounds } from '../../lib/rounds.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { HostRecord, Presence } from '../model/hosts.ts'
import type { Commit } from '../model/store.ts'
import { Acceptances } from './acceptances.ts'
import { assemble } from './assembly.ts'
import type { HostView } from './check.ts'
import { hostsOf } from './commit-hosts.ts'
import { CommitQueue } from './commit-queue.ts'
import { Downtime } from './downtime.ts'
import type { AlertEngineOptions, AlertStats } from './engine-options.ts'
import { ForecastDesk } from './forecast-desk.ts'
import { noteOpen, remember } from './engine-memory.ts'
import { aliveMs, flushMs, quietMs, retryMs } from './engine-times.ts'
import { Housekeeping } from './housekeeping.ts'
import { gather } from './gathered.ts'
import type { Judge } from './judge.ts'
import { heard, type PresenceBoard, setPresence, viewOf } from './presence-board.ts'
import { readersIn } from './readers.ts'
import { placeNames } from './place-names.ts'
import { RuleBook, ruleFacts } from './rule-book.ts'

export class AlertEngine {
  readonly #options: AlertEngineOptions
  #rules: readonly Rule[]
  #views = new Map<string, HostView>()
  #open = new Map<string, AlertRecord>()
  #judge: Judge | undefined
  #board: PresenceBoard | undefined
  readonly #queue: CommitQueue
  #cursor = 0
  #durableCursor = 0
  #flushedMs = 0
  readonly #downtime: Downtime
  readonly #housekeeping: Housekeeping
  #rebuild = false
  /** Hosts whose memory is to be forgotten with the next rebuilding. */
  #removed: string[] = []
  readonly #accepted = new Acceptances()
  readonly #forecasts: ForecastDesk
  readonly #rounds: Rounds
  readonly #readers = () => readersIn(this.#options, (id) => this.#views.get(id)?.record)
  constructor(options: AlertEngineOptions) {
    this.#options = options
    this.#rules = options.rules
    this.#housekeeping = new Housekeeping(options.state)
    this.#queue = new CommitQueue(options.store)
    this.#downtime = new Downtime(options.clock, options.quietAfterStartMs ?? quietMs)
    this.#forecasts = new ForecastDesk(options, () => this.#rounds.wake())
    this.#rounds = new Rounds({
      clock: options.clock,
      round: () => this.#round(),
      onFault: (error) =>
        options.log.error({ err: error }, 'Alerts cannot be judged or written; trying again'),
      retryMs,
    })
  }
  /** Takes up the durable memory; commits that came in between are judged first. */
  async start(): Promise<void> {
    const { state, hosts, clock } = this.#options
    const nowMs = clock.now()
    const memory = await state.load()
    this.#cursor = this.#durableCursor = memory.cursor
    this.#downtime.over()
    this.#views = new Map((await hosts.all()).map((host) => [host.id, viewOf(host, nowMs)]))
    await this.#build(memory.states, memory.open)
    this.#flushedMs = nowMs
    this.#rounds.start()
  }
  /** A durable commit. It may be dropped here; the store still has it. */
  offer(commit: Commit): void {
    this.#queue.offer(commit)
    this.#rounds.wake()
  }
  /** The fleet's judgement; `sinceMs` is the last contact when the host is gone. */
  onPresence(hostId: string, presence: Presence, sinceMs: number): void {
    const view = this.#views.get(hostId)
    if (!view || !setPresence(view, presence, sinceMs)) return
    this.#board?.presenceChanged(hostId, this.#options.clock.now())
    this.#judge?.markDirty(hostId)
    this.#rounds.wake()
  }
  /** What a past absence of the host was in truth. */
  onRestated(hostId: string, presence: Presence): void {
    this.#board?.restated(hostId, presence)
  }
  /** Role, site, department or name of a host changed, or there is a new host. */
  hostChanged(record: HostRecord): void {
    const view = this.#views.get(record.id)
    if (!view) return this.#add(viewOf(record, this.#options.clock.now()))
    const moved = ruleFacts(view.record) !== ruleFacts(record)
    view.record = record
    if (moved) this.officeChanged()
  }
  hostRemoved(hostId: string): void {
    this.#views.delete(hostId)
    this.#removed.push(hostId)
    this.officeChanged()
  }
  /** What the open alert tells of (old errors of a disk) is the baseline from now on. */
  accept(alertId: string): void {
    this.#accepted.add(alertId)
    this.#rounds.wake()
  }
  /** The collector itself has lost its network, or has it again. */
  lineChanged(): void {
    this.#board?.cutOff(this.#options.cutOffSinceMs?.() ?? null, this.#options.clock.now())
    this.#rounds.wake()
  }
  /** Sites, the calendar or the ways to hosts changed: everything is made anew in the next round. */
  officeChanged(): void {
    this.#rebuild = true
    this.#rounds.wake()
  }
  reload(rules: readonly Rule[]): void {
    this.#rules = rules
    this.officeChanged()
  }
  stats(): AlertStats {
    return {
      rules: this.#rules.length,
      rowsJudged: this.#judge?.rowsJudged ?? 0,
      openAlerts: this.#open.size,
      cursor: this.#durableCursor,
      waitingCommits: this.#queue.length,
    }
  }
  /** Resolves when all that was offered is judged and durable, or cannot be. */
  async idle(): Promise<void> {
    for (const part of [this.#rounds, this.#forecasts, this.#rounds]) await part.idle()
  }
  async stop(): Promise<void> {
    await this.#rounds.stop()
    await this.#forecasts.stop()
    if (this.#judge && !this.#rounds.failing) await this.#flush()
  }

  #add(view: HostView): void {
    this.#views.set(view.record.id, view)
    this.#board?.add(view)
  }
  /** One round: what is left to write, commits, deadlines, writing. */
  async #round(): Promise<number> {
    if (this.#downtime.noticed()) this.#rebuild = true
    // Written before anything further is judged: what waits must not grow without limit.
    if (this.#rounds.failing) await this.#flush()
    if (this.#rebuild) await this.#doRebuild()
    const caughtUp = await this.#takeCommits()
    const nowMs = this.#options.clock.now()
    this.#accepted.apply(this.#judge, this.#open, nowMs)
    if (caughtUp) this.#judge?.runDeadlines(nowMs)
    else this.#rounds.wake()
    this.#forecasts.turn(this.#judge, nowMs)
    if (this.#mustFlush(nowMs)) await this.#flush()
    if (caughtUp && this.#housekeeping.due(nowMs)) await this.#tick(nowMs)
    return this.#waitMs()
  }
  #mustFlush(nowMs: number): boolean {
    if (this.#judge?.changed || this.#board?.hasBelongings) return true
    const sinceMs = nowMs - this.#flushedMs
    return (this.#dirty() && sinceMs >= flushMs) || sinceMs >= aliveMs || sinceMs < 0
  }
  /** False: there are more. */
  async #takeCommits(): Promise<boolean> {
    const { commits, more } = await this.#queue.take(this.#cursor)
    for (const commit of commits) await this.#judgeCommit(commit)
    return !more
  }
  async #judgeCommit(commit: Commit): Promise<void> {
    const { store, hosts } = this.#options
    for (const view of await hostsOf(commit, store.series, this.#views, hosts)) {
      if (!this.#views.has(view.record.id)) this.#add(view)
      heard(view, commit.arrivalMs)
    }
    this.#judge?.judgeCommit(commit)
    this.#cursor = commit.number
  }
  async #flush(): Promise<void> {
    if (!this.#judge || !this.#board) return
    const { state, store, clock } = this.#options
    const rest = { cursor: this.#cursor, nowMs: clock.now() }
    const gathered = gather(this.#judge, this.#board, rest, (id) => this.#views.has(id))
    const { batch } = gathered
    try {
      await state.commit(batch, batch.changes.length > 0 ? await this.#readers() : () => [])
    } catch (error) {
      gathered.giveBack()
      throw error
    }
    gathered.settle()
    noteOpen(this.#open, batch.changes)
    this.#flushedMs = batch.nowMs
    if (batch.changes.length > 0) this.#options.onNotices?.()
    if (batch.cursor === this.#durableCursor) return
    this.#durableCursor = batch.cursor
    await store.release(batch.cursor)
  }
  async #tick(nowMs: number): Promise<void> {
    const away = await this.#housekeeping.turn(nowMs, await this.#readers())
    for (const id of away) this.#open.delete(id)
    this.#options.onNotices?.()
  }
  /** What a restart does, without one: memory out, everything made anew, memory in. */
  async #doRebuild(): Promise<void> {
    await this.#flush()
    await this.#options.state.forgetSubjects(this.#removed.splice(0))
    const memory = await this.#options.state.load()
    this.#rebuild = false
    this.#judge?.end()
    await this.#build(memory.states, memory.open)
  }
  async #build(states: ReadonlyMap<string, string>, open: readonly AlertRecord[]): Promise<void> {
    const { office, store, clock, log, newId = randomUUID } = this.#options
    const remembered = remember(states, open)
    const { judge, board } = assemble({
      series: store.series,
      book: new RuleBook(this.#rules, await placeNames(office)),
      office: await office.calendar(),
      sites: await office.sites(),
      ways: this.#options,
      views: this.#views,
      remembered,
      quietUntilMs: this.#downtime.quietUntilMs,
      nowMs: clock.now(),
      newId,
      askFit: (ask) => this.#forecasts.ask(ask),
      log,
    })
    this.#judge = judge
    this.#board = board
    this.#open = new Map(remembered.open)
  }
  #waitMs(): number {
    const nowMs = this.#options.clock.now()
    const next = (this.#judge?.deadlines.nextMs() ?? Infinity) - nowMs
    const flush = this.#dirty() ? this.#flushedMs + flushMs - nowMs : Infinity
    return Math.max(0, Math.min(next, flush, aliveMs))
  }
  #dirty(): boolean {
    return this.#cursor !== this.#durableCursor || (this.#judge?.dirtyHosts ?? 0) > 0
  }
}
