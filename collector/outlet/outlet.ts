/**
 * The stage that tells the office's InfluxDB everything that the store holds: live rows at once,
 * what was missed by hours, roll-ups when their hour is over. The database may be down, wiped or
 * slow for as long as it likes; nothing else of the collector notices.
 */
import { Rounds } from '../../lib/rounds.ts'
import type { Commit } from '../model/store.ts'
import { everySeries, rollupsOwed, type OutletProgress } from '../state/outlet.ts'
import { AlertFeed } from './alert-feed.ts'
import { Behind } from './behind.ts'
import { findMark } from './database-mark.ts'
import { DirtyHours } from './dirty-hours.ts'
import { Gate } from './gate.ts'
import { HistoryFeed } from './history-feed.ts'
import { HourReader, hourMs } from './hour-reader.ts'
import { hoursOwed, yearsMax } from './hours-owed.ts'
import { linesOf } from './line-batch.ts'
import { LiveFeed } from './live-feed.ts'
import { sendBooks } from './office-books.ts'
import { markedLines } from './office-lines.ts'
import type { OutletOptions, OutletStats } from './outlet-options.ts'
import { Sender } from './sender.ts'
import { SeriesLines } from './series-lines.ts'
import { keepsRollups, keepsTexts } from './settings.ts'
import { feedCommits, WaitingCommits } from './waiting-commits.ts'

const aliveMs = 5000
const retryMs = 5000
const markEveryMs = 600_000
/** Rows of an hour come until so long after it, the slowest posting interval apart. */
const sealAfterMs = 120_000
/** An agent keeps so many hours of rows that it could not send. */
const spoolHours = 31 * 24
const nothingYet: OutletProgress = {
  commit: 0,
  transition: 0,
  sealedHour: 0,
  markedAtMs: 0,
  target: '',
}

export class Outlet {
  readonly #options: OutletOptions
  readonly #gate: Gate
  readonly #sender: Sender
  readonly #lines: SeriesLines
  readonly #alerts: AlertFeed
  readonly #reader: HourReader
  readonly #commits: WaitingCommits
  readonly #dirty = new DirtyHours()
  readonly #live: LiveFeed
  readonly #history: HistoryFeed
  readonly #rounds: Rounds
  readonly #historyRounds: Rounds
  readonly #behind: Behind
  readonly #stop = new AbortController()
  #progress = nothingYet
  #saved = nothingYet
  #markedMs = -Infinity
  #recoveries = 0
  #liveSent: Promise<void> = Promise.resolve()

  constructor(options: OutletOptions) {
    const { settings, store, state, clock, log, random, tagsOf } = options
    const { batchPointsMax } = settings
    this.#options = options
    this.#behind = new Behind(clock)
    const gate = (this.#gate = new Gate(clock, log, random))
    const sender = (this.#sender = new Sender({ settings, refused: state, gate, clock, log }))
    const optionalTags = settings.flavour === 'influxdb-3' ? options.optionalTags : () => []
    const parts = { series: store.series, tagsOf, optionalTags, keepsTexts: keepsTexts(settings) }
    const lines = (this.#lines = new SeriesLines(parts))
    const alerts = (this.#alerts = new AlertFeed({ ...options, sender, lines }))
    const reader = (this.#reader = new HourReader(store, lines))
    const shared = { gate, sender, dirty: this.#dirty, batchPointsMax }
    this.#commits = new WaitingCommits(store)
    this.#live = new LiveFeed({ ...shared, lines, clock })
    this.#history = new HistoryFeed({
      ...shared,
      state,
      reader,
      alerts,
      keepsRollups: keepsRollups(settings),
      liveSent: () => this.#liveSent,
      sealedHour: () => this.#progress.sealedHour,
    })
    this.#rounds = this.#newRounds('Rows for InfluxDB wait', () => this.#liveRound())
    this.#historyRounds = this.#newRounds('Past hours for InfluxDB wait', () => this.#pastRound())
  }
  #newRounds(sentence: string, round: () => Promise<number>): Rounds {
    const { clock, log } = this.#options
    const onFault = (error: unknown): void => log.error({ err: error }, sentence)
    return new Rounds({ clock, round, onFault, retryMs })
  }

  /** Goes on where it stopped. A database that it does not know is owed everything. */
  async start(): Promise<void> {
    const { state, store, settings } = this.#options
    const { lastCommit } = await store.stats()
    const target = `${settings.flavour} ${settings.url} ${settings.database}`
    const known = await state.progress()
    if (known?.target === target) {
      // A restored collector has a new series file, whose numbers begin again.
      const commit = known.commit > lastCommit ? 0 : known.commit
      this.#progress = this.#saved = { ...known, commit }
    } else {
      const sealedHour = this.#hourOver()
      this.#progress = { ...nothingYet, target, commit: lastCommit, sealedHour }
      await this.#oweEverything()
    }
    this.#rounds.start()
    this.#historyRounds.start()
  }
  /** A durable commit. It may be dropped here; the store still has it. */
  offer(commit: Commit): void {
    this.#commits.offer(commit)
    this.#rounds.wake()
  }
  async stats(): Promise<OutletStats> {
    const { fault } = this.#gate
    const waitingHours = await this.#options.state.waiting()
    return {
      fault,
      waitingHours,
      behindMs: this.#behind.see(waitingHours, fault !== undefined),
      commit: this.#saved.commit,
      pointsSent: this.#sender.points,
      pointsRefused: this.#sender.refused,
    }
  }
  /** Resolves when all that can be sent now is sent. */
  async idle(): Promise<void> {
    await this.#rounds.idle()
    await this.#historyRounds.idle()
  }
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#sender.stop()
    await this.#rounds.stop()
    await this.#historyRounds.stop()
    if (!this.#rounds.failing) await this.#save()
  }

  async #liveRound(): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#liveSent = promise
    try {
      this.#sealHours()
      const more = await this.#takeCommits()
      await this.#save()
      if (this.#gate.waitMs() === 0) await this.#tellAlerts()
      if (more) this.#rounds.wake()
    } finally {
      resolve()
    }
    await this.#review()
    this.#historyRounds.wake()
    return aliveMs
  }
  async #takeCommits(): Promise<boolean> {
    const { sealedHour, commit } = this.#progress
    const onGap = (): void => this.#oweHours(sealedHour - spoolHours)
    const taken = await feedCommits(this.#commits, this.#live, { commit, sealedHour }, onGap)
    this.#progress = { ...this.#progress, commit: taken.commit }
    return taken.more
  }
  /** Marks and the cursor that rests on them become durable together. */
  async #save(): Promise<void> {
    const { state, store } = this.#options
    const progress = this.#progress
    if (progress === this.#saved && this.#dirty.size === 0) return
    const dirty = this.#dirty.take()
    try {
      await state.save(progress, dirty)
    } catch (error) {
      this.#dirty.giveBack(dirty)
      throw error
    }
    const release = progress.commit !== this.#saved.commit
    this.#saved = progress
    if (release) await store.release(progress.commit)
  }
  async #pastRound(): Promise<number> {
    const gate = this.#gate
    // A fault ends with the mark, which costs nothing to make; an hour would be read for each try.
    while (!this.#stop.signal.aborted && gate.fault === undefined) {
      if (!(await this.#history.turn())) break
    }
    return Math.max(aliveMs, gate.waitMs())
  }
  #hourOver(): number {
    return Math.floor((this.#options.clock.now() - sealAfterMs) / hourMs) - 1
  }
  /** Hours that are over owe their roll-ups. Of a long absence only the ends can have live rows. */
  #sealHours(): void {
    const { sealedHour } = this.#progress
    const over = this.#hourOver()
    if (over <= sealedHour) return
    for (let hour = sealedHour + 1; hour <= over; hour++) {
      if (hour > sealedHour + 3 && hour < over - 3) continue
      this.#dirty.add(hour, everySeries, rollupsOwed)
    }
    this.#progress = { ...this.#progress, sealedHour: over }
  }
  async #tellAlerts(): Promise<void> {
    const told = await this.#alerts.tell(this.#progress.transition)
    if (told === undefined) return
    this.#progress = { ...this.#progress, transition: told.id }
    if (told.more) this.#rounds.wake()
  }
  /** Whether the database still is the one that was told; then tells it how the outlet does. */
  async #review(): Promise<void> {
    const { clock, settings } = this.#options
    const due = clock.monotonic() - this.#markedMs >= markEveryMs
    // With a fault the mark is also the try by which a quiet office learns that it is over.
    const back = this.#recoveries !== this.#gate.recoveries || this.#gate.fault !== undefined
    if (this.#gate.waitMs() > 0 || !(due || back)) return
    if (this.#progress.markedAtMs > 0) {
      const found = await findMark(settings, this.#progress.markedAtMs, clock, this.#stop.signal)
      if (found === 'gone') await this.#oweEverything()
    }
    const atMs = clock.now()
    const lines = markedLines(this.#options, this.#lines, await this.stats(), atMs)
    if (!(await this.#sender.send('full', linesOf(lines)))) return
    const parts = { lines: this.#lines, sender: this.#sender, tier: this.#alerts.tier }
    if (!(await sendBooks(this.#options, parts, this.#progress.markedAtMs === 0))) return
    this.#markedMs = clock.monotonic()
    this.#recoveries = this.#gate.recoveries
    this.#progress = { ...this.#progress, markedAtMs: atMs }
    await this.#save()
  }
  async #oweEverything(): Promise<void> {
    const { clock, log } = this.#options
    const oldest = await this.#reader.oldestHour(clock.now(), yearsMax)
    log.info(
      { oldest: oldest === undefined ? null : new Date(oldest * hourMs) },
      'InfluxDB is owed everything',
    )
    if (oldest !== undefined) this.#oweHours(oldest)
    this.#progress = { ...this.#progress, transition: 0, markedAtMs: 0 }
    await this.#save()
  }
  #oweHours(from: number): void {
    const to = Math.floor(this.#options.clock.now() / hourMs)
    for (const one of hoursOwed(from, to)) this.#dirty.add(one.hour, one.series, one.what)
  }
}
