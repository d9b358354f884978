/**
 * Every backup job of this computer, found or declared in its settings: how the last attempt ended
 * and, apart from that, when the last good copy was made.
 */
import { backup } from '../../../contract/catalogue/families/backup.ts'
import { backupSummary } from '../../../contract/catalogue/families/backup-summary.ts'
import { backupTarget } from '../../../contract/catalogue/families/backup-target.ts'
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import { NotPresent } from '../../host/host.ts'
import type { Source, SourceContext } from '../source.ts'
import { aboutBackup } from './about.ts'
import { borgReader } from './borg.ts'
import { unknownBecause, type Job, type JobReader } from './job.ts'
import { kopiaReader } from './kopia.ts'
import { logsReader } from './logs.ts'
import type { BackupOptions } from './options.ts'
import { resticReader } from './restic.ts'
import { attemptText, checkedTimes, jobReading, summaryReading } from './rows.ts'
import { rsnapshotReader } from './rsnapshot.ts'
import { runsReader, type RunReports } from './runs.ts'
import { timersReader } from './systemd-timers.ts'
import { presence, readTargets, targetReading, type Target } from './targets.ts'
import { timeMachineReader } from './time-machine.ts'
import { timeshiftReader } from './timeshift.ts'
import { tracesReader } from './traces.ts'
import { watchReader } from './watch.ts'
import { windowsReaders } from './windows/windows.ts'

const jobsMax = 128
/** Sooner than a repository's own turn when it could not be asked. */
const retryMs = 3_600_000

interface Turn {
  readonly reader: JobReader
  nextMs: number
  jobs: readonly Job[]
  blind: boolean
}

export function backupSource(options: BackupOptions, reports?: RunReports): Source {
  return {
    name: 'backup',
    beat: 'protection',
    timeoutMs: 600_000,
    platforms: ['linux', 'win32', 'darwin'],
    about: aboutBackup,
    measurements: [backup.name, backupSummary.name, backupTarget.name],
    start: () => {
      const round = new Round(options, reports)
      return (context) => round.read(context)
    },
  }
}

/** What is kept between readings: answers that are asked for rarely, and what was told already. */
class Round {
  readonly #options: BackupOptions
  readonly #turns: readonly Turn[]
  readonly #told = new Map<string, string>()
  readonly #lastSuccess = new Map<string, number>()

  constructor(options: BackupOptions, reports: RunReports | undefined) {
    this.#options = options
    const readers: readonly JobReader[] = [
      runsReader(reports),
      resticReader(options.restic),
      borgReader(options.borg),
      kopiaReader(options.kopia),
      timersReader(options.timers),
      logsReader(options.logs),
      watchReader(options),
      rsnapshotReader,
      timeshiftReader,
      timeMachineReader,
      tracesReader,
      ...windowsReaders,
    ]
    this.#turns = readers.map((reader) => ({ reader, nextMs: -Infinity, jobs: [], blind: false }))
  }

  async read(context: SourceContext): Promise<readonly Reading[]> {
    const targets = await readTargets(context.host, this.#options.targets)
    for (const turn of this.#turns) {
      context.signal.throwIfAborted()
      await readTurn(turn, context)
    }
    const found = withoutDoubles(this.#turns.flatMap(({ jobs }) => jobs)).slice(0, jobsMax)
    const jobs = found.map((job) =>
      this.#remember(checkedTimes(withTarget(job, targets), context.clock.now())),
    )
    const blind = this.#turns.some((turn) => turn.blind)
    return [
      ...jobs.map((job) => jobReading(job, this.#news(job))),
      summaryReading(jobs, { needed: this.#options.needed, blind }),
      ...targets.map(targetReading),
    ]
  }

  /** A copy that was seen stays the last good one while the job cannot be read or fails. */
  #remember(job: Job): Job {
    const known = this.#lastSuccess.get(job.job)
    if (job.lastSuccessMs !== undefined) this.#lastSuccess.set(job.job, job.lastSuccessMs)
    else if (known !== undefined && job.state !== 'never') return { ...job, lastSuccessMs: known }
    return job
  }

  /** Each attempt is told once by this process; the collector knows it again after a restart. */
  #news(job: Job): string | undefined {
    const text = attemptText(job)
    if (text === undefined || this.#told.get(job.job) === text) return undefined
    this.#told.set(job.job, text)
    return text
  }
}

/** One product that cannot be read must not hide the others; that it cannot be read is told. */
async function readTurn(turn: Turn, context: SourceContext): Promise<void> {
  const nowMs = context.clock.monotonic()
  if (nowMs < turn.nextMs) return
  try {
    turn.jobs = await turn.reader.read(context)
    turn.blind = false
  } catch (error) {
    turn.jobs = []
    // Throws on what is a mistake of ours.
    turn.blind = !(error instanceof NotPresent) && unknownBecause(error).state === 'unknown'
  }
  const unread = turn.jobs.some(({ state }) => state === 'unknown')
  const { everyMs } = turn.reader
  turn.nextMs = nowMs + (unread ? Math.min(everyMs, retryMs) : everyMs)
}

/** A trace says nothing where the same product is known better. */
function withoutDoubles(jobs: readonly Job[]): readonly Job[] {
  const seen = new Set<string>()
  return jobs.filter((job) => {
    const trace = job.job === job.product && job.reason === 'not_configured'
    if (trace && jobs.some((one) => one !== job && one.product === job.product)) return false
    if (seen.has(job.job)) return false
    seen.add(job.job)
    return true
  })
}

function withTarget(job: Job, targets: readonly Target[]): Job {
  if (job.target === undefined || job.targetPresent !== undefined) return job
  return { ...job, targetPresent: presence(targets.find(({ alias }) => alias === job.target)) }
}
