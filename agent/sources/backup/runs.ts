/**
 * Jobs that run under `mlinzi agent backup-run`. Each untold run is told once, failures before the
 * newest; a file is marked as told at the following reading, when the spool has it, and what is
 * kept of a job is what the next readings need. After a crash a run may be told twice, never none:
 * an event is judged once by its text.
 */
import type { SourceContext } from '../source.ts'
import { judgeExit, type RunResult } from './exit-codes.ts'
import type { Job, JobReader } from './job.ts'
import { decodeRun, type RunReport } from './run-report.ts'

/** The folder in which the wrapper leaves its reports. */
export interface RunReports {
  list(): Promise<
    readonly { readonly name: string; readonly text: string; readonly told: boolean }[]
  >
  markTold(name: string): Promise<void>
  forget(name: string): Promise<void>
  isAlive(processId: number): boolean
}

interface Run extends RunReport {
  readonly name: string
  readonly told: boolean
  /** Undefined while it runs. */
  readonly result: RunResult | undefined
}

const jobsMax = 64
const keptOfJob = 9
const failuresToldMax = 8

export function runsReader(reports: RunReports | undefined): JobReader {
  /** Told at the reading before; by now they are in the spool. */
  let handedOver: string[] = []
  return {
    everyMs: 0,
    read: async (context) => {
      if (!reports) return []
      for (const name of handedOver.splice(0)) await reports.markTold(name)
      const byJob = groupByJob(await readRuns(reports, context))
      const jobs: Job[] = []
      const told: string[] = []
      for (const runs of byJob.slice(0, jobsMax)) {
        const { tells, superseded } = nextNews(runs)
        if (tells) told.push(tells.name)
        for (const run of superseded) await reports.markTold(run.name)
        for (const run of forgettable(runs)) await reports.forget(run.name)
        const job = jobOf(runs, tells, context)
        if (job) jobs.push(job)
      }
      handedOver = told
      return jobs
    },
  }
}

async function readRuns(reports: RunReports, { clock }: SourceContext): Promise<readonly Run[]> {
  const startOfMachineMs = clock.now() - clock.uptime()
  const runs: Run[] = []
  for (const { name, text, told } of await reports.list()) {
    const report = decodeRun(text)
    if (!report) continue
    const running =
      !report.ended && report.startedMs > startOfMachineMs && reports.isAlive(report.processId)
    const result = report.ended
      ? judgeExit(report.product, report.ended.exitCode)
      : running
        ? undefined
        : ('failed' as const)
    runs.push({ ...report, name, told, result })
  }
  return runs.sort((a, b) => a.startedMs - b.startedMs)
}

/** Oldest run first in each; a job that changed its product is still the same job. */
function groupByJob(runs: readonly Run[]): readonly (readonly Run[])[] {
  const groups = new Map<string, Run[]>()
  for (const run of runs) {
    const group = groups.get(run.job)
    if (group) group.push(run)
    else groups.set(run.job, [run])
  }
  return [...groups.values()]
}

/** Good runs before the newest are no news; failures are, as far as anybody would read them. */
function nextNews(runs: readonly Run[]): {
  readonly tells: Run | undefined
  readonly superseded: readonly Run[]
} {
  const finished = runs.filter(({ result }) => result !== undefined)
  const untold = finished.filter(({ told }) => !told)
  const newest = finished.at(-1)
  const news = untold
    .filter((run) => run === newest || run.result === 'failed')
    .slice(-failuresToldMax)
  return { tells: news[0], superseded: untold.filter((run) => !news.includes(run)) }
}

/** All but the newest runs and the newest good copy, once they are told. */
function forgettable(runs: readonly Run[]): readonly Run[] {
  const good = runs.filter(isCopy)
  const kept = new Set([...runs.slice(-keptOfJob), ...good.slice(-keptOfJob)])
  return runs.filter((run) => run.told && !kept.has(run))
}

function isCopy({ copies, result }: Run): boolean {
  return copies && (result === 'ok' || result === 'warning')
}

/** While older failures are being told the row describes the told run, so that it is whole. */
function jobOf(
  runs: readonly Run[],
  tells: Run | undefined,
  { clock }: SourceContext,
): Job | undefined {
  const shown = tells ?? runs.at(-1)
  if (!shown) return undefined
  const good = runs.filter(isCopy)
  const last = good.at(-1)
  const { ended, result } = shown
  const endMs = ended ? endOf(shown) : shown.startedMs
  return {
    job: `run:${shown.job}`,
    product: shown.product,
    kind: shown.kind,
    state: result ?? 'running',
    detail: detailOf(shown),
    lastAttemptMs: endMs,
    lastSuccessMs: last && endOf(last),
    sizes: good.flatMap((run) => run.ended?.bytes ?? []).toReversed(),
    files: last?.ended?.files ?? undefined,
    durationSeconds: ended
      ? ended.durationMs / 1000
      : result === undefined
        ? Math.max(0, clock.now() - shown.startedMs) / 1000
        : undefined,
    exitCode: ended?.exitCode,
    news: tells !== undefined,
  }
}

/** By the start and the time that cannot jump: the clock may be set while it runs. */
function endOf(run: Run): number {
  return run.startedMs + (run.ended?.durationMs ?? 0)
}

function detailOf({ ended, result }: Run): string | undefined {
  if (!ended) return result === 'failed' ? 'cut_off' : undefined
  return result === 'ok' ? undefined : `exit ${ended.exitCode}`
}
