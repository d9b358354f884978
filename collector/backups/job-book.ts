/** All declared jobs with their heartbeats in memory; the state database is the truth. */
import { officeCalendar, type Calendar } from '../../config/calendar.ts'
import type { Log } from '../../lib/log.ts'
import type { OfficeCalendar } from '../model/office.ts'
import type { BackupJob, JobHistory } from '../state/backup-job.ts'
import type { BackupJobsRepository } from '../state/backup-jobs.ts'
import { noHistory, type BackupRecordsRepository } from '../state/backup-records.ts'
import { jobTimes, type JobTimes } from './job-times.ts'

export interface JobEntry {
  readonly job: BackupJob
  readonly times: JobTimes
  history: JobHistory
}
export interface JobBookParts {
  readonly jobs: BackupJobsRepository
  readonly records: BackupRecordsRepository
  readonly officeCalendar: () => OfficeCalendar
  readonly log: Log
}
const neverDue: JobTimes = { after: () => undefined }

export class JobBook {
  readonly #parts: JobBookParts
  #entries = new Map<string, JobEntry>()
  #idsByUrl: ReadonlyMap<string, string> = new Map()
  readonly #gone: BackupJob[] = []
  #revision = -1
  #calendarOf: OfficeCalendar | undefined
  #calendar: Calendar | undefined

  constructor(parts: JobBookParts) {
    this.#parts = parts
  }
  async start(): Promise<void> {
    const histories = await this.#parts.records.histories()
    await this.refresh()
    for (const [id, history] of histories) this.setHistory(id, history)
  }
  get entries(): ReadonlyMap<string, JobEntry> {
    return this.#entries
  }
  get calendar(): Calendar {
    const settings = this.#parts.officeCalendar()
    if (this.#calendar === undefined || this.#calendarOf !== settings) {
      this.#calendar = officeCalendar(settings)
      this.#calendarOf = settings
    }
    return this.#calendar
  }
  byUrlHash(hash: string): JobEntry | undefined {
    return this.#entries.get(this.#idsByUrl.get(hash) ?? '')
  }
  setHistory(jobId: string, history: JobHistory): void {
    const entry = this.#entries.get(jobId)
    if (entry) entry.history = history
  }
  /** Jobs that were removed since this was last asked. */
  takeGone(): readonly BackupJob[] {
    return this.#gone.splice(0)
  }
  /** Reads the declarations again if anybody changed one. */
  async refresh(): Promise<void> {
    const before = this.#calendar
    const { calendar } = this
    const revision = await this.#parts.jobs.revision()
    if (revision === this.#revision && before === calendar) return
    const [jobs, urls] = [await this.#parts.jobs.all(), await this.#parts.jobs.urls()]
    const known = this.#entries
    this.#entries = new Map(
      jobs.map((job) => [
        job.id,
        {
          job,
          times: this.#timesOf(job, calendar),
          history: known.get(job.id)?.history ?? noHistory,
        },
      ]),
    )
    this.#idsByUrl = urls
    this.#revision = revision
    for (const { job } of known.values()) if (!this.#entries.has(job.id)) this.#gone.push(job)
  }
  /** A schedule that no longer can be read must not end the rounds of all others. */
  #timesOf(job: BackupJob, calendar: Calendar): JobTimes {
    try {
      return jobTimes(job.schedule, calendar)
    } catch (error) {
      this.#parts.log.error({ error, job: job.id }, 'The times of a backup job cannot be read')
      return neverDue
    }
  }
}
