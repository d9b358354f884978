/**
 * The stage of declared backup jobs: heartbeats come in, each minute every job is judged, and what
 * changed is written as a reading for the rules, the console and the reports.
 */
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { HostRecord, HostsRepository } from '../model/hosts.ts'
import type { OfficeCalendar } from '../model/office.ts'
import type { TimeSeriesStore } from '../model/store.ts'
import type {
  BackupDeskDoor,
  BackupJob,
  HostCover,
  JobJudgement,
  JudgedJob,
  PingAnswer,
  PingRequest,
} from '../state/backup-job.ts'
import type { BackupJobsRepository } from '../state/backup-jobs.ts'
import type { BackupRecordsRepository } from '../state/backup-records.ts'
import { matchingJob, readHostFacts, type HostFacts } from './agent-facts.ts'
import { Downtimes } from './downtimes.ts'
import { coverOf, isJudged } from './host-cover.ts'
import { JobBook, type JobEntry } from './job-book.ts'
import { coverReading, jobReading } from './job-readings.ts'
import { judgeJob, type Judged } from './judge.ts'
import { PingDesk } from './ping-desk.ts'
import { cutWords, isOff, wasOff } from './presence-windows.ts'

export interface BackupDeskParts {
  readonly jobs: BackupJobsRepository
  readonly records: BackupRecordsRepository
  readonly store: Pick<TimeSeriesStore, 'latest' | 'range' | 'series'>
  readonly hosts: Pick<HostsRepository, 'all'>
  readonly calendar: () => OfficeCalendar
  readonly clock: Clock
  readonly log: Log
  readonly add: (hostId: string, one: Reading, timeMs: number) => void
}

/** What has not changed is written again after this, so that nothing looks forgotten. */
const repeatMs = 3_600_000

interface Told {
  readonly text: string
  readonly atMs: number
  readonly late: boolean
}

export class BackupDesk implements BackupDeskDoor {
  readonly #parts: BackupDeskParts
  readonly #book: JobBook
  readonly #pings: PingDesk
  readonly #downtimes: Downtimes
  readonly #told = new Map<string, Told>()
  /** By job and time missed: whether the computer was off then. */
  #off = new Map<string, boolean>()

  constructor(parts: BackupDeskParts) {
    this.#parts = parts
    const { jobs, records, calendar, clock, log } = parts
    this.#book = new JobBook({ jobs, records, officeCalendar: calendar, log })
    this.#pings = new PingDesk({ book: this.#book, records, clock, log })
    this.#downtimes = new Downtimes(records, clock)
  }
  async start(): Promise<void> {
    await this.#book.start()
    await this.#downtimes.start()
  }
  async close(): Promise<void> {
    await this.#pings.close()
    await this.#downtimes.beat()
  }
  ping(request: PingRequest): Promise<PingAnswer> {
    return this.#pings.receive(request)
  }

  /** A round: judges all and writes what is new. */
  async turn(): Promise<void> {
    await this.#downtimes.beat()
    await this.#book.refresh()
    const hosts = await this.#parts.hosts.all()
    for (const job of this.#book.takeGone()) this.#end(job, hosts)
    const facts = await this.#facts(hosts)
    const judged = await this.#judgeAll(facts, hosts)
    for (const [{ job }, one] of judged) this.#tellJob(job, one)
    await this.#coverHosts(facts, hosts)
  }
  async jobs(): Promise<readonly JudgedJob[]> {
    await this.#book.refresh()
    const hosts = await this.#parts.hosts.all()
    const facts = await this.#facts(hosts)
    const judged = await this.#judgeAll(facts, hosts)
    return judged.map(([{ job }, { judgement }]) => ({
      job,
      judgement,
      seenByAgent: matchingJob(job, facts.get(job.hostId)?.jobs ?? []) !== undefined,
    }))
  }
  async covers(): Promise<readonly HostCover[]> {
    await this.#book.refresh()
    const hosts = await this.#parts.hosts.all()
    return this.#covers(await this.#facts(hosts), hosts, await this.#parts.records.hostMarks())
  }

  async #facts(hosts: readonly HostRecord[]): Promise<ReadonlyMap<string, HostFacts>> {
    const { store, clock } = this.#parts
    const ahead = new Map(hosts.map((host) => [host.id, host.clockOffsetSeconds ?? 0]))
    return readHostFacts(store, clock.now(), (id) => (ahead.get(id) ?? 0) * 1000)
  }
  async #judgeAll(
    facts: ReadonlyMap<string, HostFacts>,
    hosts: readonly HostRecord[],
  ): Promise<readonly (readonly [JobEntry, Judged])[]> {
    const nowMs = this.#parts.clock.now()
    const quiet = nowMs < this.#downtimes.quietUntilMs
    const records = new Map(hosts.map((host) => [host.id, host]))
    const looked = new Map<string, boolean>()
    const judged: (readonly [JobEntry, Judged])[] = []
    for (const entry of this.#book.entries.values()) {
      const { job } = entry
      const one = judgeJob(job, entry.history, {
        nowMs,
        quiet,
        times: entry.times,
        agent: matchingJob(job, facts.get(job.hostId)?.jobs ?? []),
        isOff: isOff(records.get(job.hostId)?.presence ?? null),
        isCut: cutWords.has(records.get(job.hostId)?.presence ?? 'off'),
        moved: (dueMs, deadlineMs) => this.#downtimes.moved(dueMs, deadlineMs),
      })
      judged.push([entry, await this.#explained(job, one, looked)])
    }
    this.#off = looked
    return judged
  }
  /** A copy that was missed for no known cause: perhaps the computer was off. */
  async #explained(job: BackupJob, one: Judged, looked: Map<string, boolean>): Promise<Judged> {
    if (!one.window) return one
    const { fromMs, toMs } = one.window
    const key = `${job.id} ${fromMs} ${toMs}`
    const known = this.#off.get(key)
    const off = known ?? (await wasOff(this.#parts.store, job.hostId, fromMs, toMs))
    looked.set(key, off)
    if (!off) return one
    return { ...one, judgement: { ...one.judgement, why: 'computer_off' } }
  }

  #tellJob(job: BackupJob, { judgement, held }: Judged): void {
    const before = this.#told.get(job.id)
    // Late for want of hearing only: what was told before the downtime still stands.
    const urgent = judgement.state === 'failed' || judgement.state === 'too_long'
    if (held && !urgent && (before === undefined || before.late)) return
    const { durationSeconds, ...lasting } = judgement
    const text = JSON.stringify([lasting, job.restoreTestedMs])
    const late = judgement.missed > 0
    const nowMs = this.#parts.clock.now()
    if (before?.text === text && nowMs - before.atMs < repeatMs) return
    this.#told.set(job.id, { text, atMs: nowMs, late })
    this.#parts.add(job.hostId, jobReading(job, { ...lasting, durationSeconds }, nowMs), nowMs)
  }
  /** A removed job says once that it is no more, so that its alerts end. */
  #end(job: BackupJob, hosts: readonly HostRecord[]): void {
    this.#told.delete(job.id)
    if (!hosts.some(({ id }) => id === job.hostId)) return
    const nowMs = this.#parts.clock.now()
    this.#parts.add(job.hostId, jobReading(job, ended, nowMs), nowMs)
  }

  #covers(
    facts: ReadonlyMap<string, HostFacts>,
    hosts: readonly HostRecord[],
    marks: Awaited<ReturnType<BackupRecordsRepository['hostMarks']>>,
  ): readonly HostCover[] {
    const nowMs = this.#parts.clock.now()
    const { calendar } = this.#book
    const jobs = new Map<string, number>()
    for (const { job } of this.#book.entries.values()) {
      const counts = !job.waiver && job.kind === 'data'
      if (counts) jobs.set(job.hostId, (jobs.get(job.hostId) ?? 0) + 1)
    }
    return hosts.filter(isJudged).map(({ id }) =>
      coverOf(id, {
        summary: facts.get(id)?.summary ?? null,
        jobs: jobs.get(id) ?? 0,
        mark: marks.get(id),
        nowMs,
        calendar,
      }),
    )
  }
  async #coverHosts(
    facts: ReadonlyMap<string, HostFacts>,
    hosts: readonly HostRecord[],
  ): Promise<void> {
    const { records, clock, add } = this.#parts
    const marks = await records.hostMarks()
    const nowMs = clock.now()
    const covers = this.#covers(facts, hosts, marks)
    const changed = covers.filter(
      ({ hostId, withoutSinceMs }) =>
        (marks.get(hostId)?.withoutSinceMs ?? null) !== withoutSinceMs,
    )
    if (changed.length > 0) await records.setWithoutSince(changed)
    for (const cover of covers) {
      const { hostId } = cover
      const key = `host ${hostId}`
      const text = JSON.stringify(cover)
      const before = this.#told.get(key)
      if (before?.text === text && nowMs - before.atMs < repeatMs) continue
      this.#told.set(key, { text, atMs: nowMs, late: false })
      add(hostId, coverReading(cover), nowMs)
    }
  }
}

const ended: JobJudgement = {
  state: 'waived',
  why: 'none',
  lastSuccessMs: null,
  lastAttemptMs: null,
  nextDueMs: null,
  missed: 0,
  failures: 0,
  overlapping: false,
  sizeBytes: null,
  sizePercent: null,
  durationSeconds: null,
  exitCode: null,
}
