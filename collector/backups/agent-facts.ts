/** What the computers themselves say of their backups, for matching with the declared jobs. */
import type { LatestRow, TimeSeriesStore } from '../model/store.ts'

/** One of the agent's `backup` rows; times on the collector's clock. */
export interface AgentJob {
  /** When the computer said so. */
  readonly toldMs: number
  readonly job: string
  readonly state: string
  readonly lastSuccessMs: number | null
  readonly lastAttemptMs: number | null
  readonly sizeBytes: number | null
  readonly sizePercent: number | null
  readonly durationSeconds: number | null
  readonly exitCode: number | null
  readonly targetPresent: boolean | null
}
export interface HostFacts {
  readonly jobs: readonly AgentJob[]
  /** The word of `backup_summary`; null: it has not told one. */
  readonly summary: string | null
}
type FactStore = Pick<TimeSeriesStore, 'latest' | 'series'>
/** Clocks that are nearly right are taken as they are. */
const clockOffMs = 60_000

/** `aheadMs`: by how much a host's clock is ahead. */
export async function readHostFacts(
  store: FactStore,
  nowMs: number,
  aheadMs: (hostId: string) => number,
): Promise<ReadonlyMap<string, HostFacts>> {
  const byHost = new Map<string, { jobs: AgentJob[]; summary: string | null }>()
  for (const row of await store.latest({ measurements: ['backup', 'backup_summary'] })) {
    const series = store.series.get(row.seriesId)
    if (!series) continue
    const { hostId, descriptor } = series
    let facts = byHost.get(hostId)
    if (!facts) byHost.set(hostId, (facts = { jobs: [], summary: null }))
    if (descriptor.measurement === 'backup_summary') {
      facts.summary = wordIn(row, 'state')
      continue
    }
    const job = descriptor.tags.find(([name]) => name === 'job')?.[1]
    if (job !== undefined) facts.jobs.push(agentJob(job, row, nowMs, aheadMs(hostId)))
  }
  return byHost
}

function agentJob(job: string, row: LatestRow, nowMs: number, aheadMs: number): AgentJob {
  const offMs = Math.abs(aheadMs) > clockOffMs ? aheadMs : 0
  const instant = (field: string): number | null => {
    const seconds = numberIn(row, field)
    return seconds === null ? null : Math.min(seconds * 1000 - offMs, nowMs)
  }
  const present = row.values['target_present']
  return {
    toldMs: row.timeMs,
    job,
    state: wordIn(row, 'state') ?? 'unknown',
    lastSuccessMs: instant('last_success'),
    lastAttemptMs: instant('last_attempt'),
    sizeBytes: numberIn(row, 'size_bytes'),
    sizePercent: numberIn(row, 'size_percent'),
    durationSeconds: numberIn(row, 'duration_s'),
    exitCode: numberIn(row, 'exit_code'),
    targetPresent: typeof present === 'boolean' ? present : null,
  }
}

function numberIn(row: LatestRow, field: string): number | null {
  const value = row.values[field]
  return typeof value === 'number' ? value : null
}
function wordIn(row: LatestRow, field: string): string | null {
  const value = row.values[field]
  return typeof value === 'string' ? value : null
}

/** The computer's own row of a declared job: by the name that was given, else by the job's name. */
export function matchingJob(
  { name, agentJob: given }: { readonly name: string; readonly agentJob: string | null },
  jobs: readonly AgentJob[],
): AgentJob | undefined {
  const wanted = given === null ? [name, `run:${name}`, `watch:${name}`] : [given]
  return jobs.find(({ job }) => wanted.includes(job))
}
