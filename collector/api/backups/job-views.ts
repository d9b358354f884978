/** Declared backup jobs as a user may see them. */
import type { HostRecord } from '../../model/hosts.ts'
import type { BackupJob, JudgedJob } from '../../state/backup-job.ts'
import type { ConsoleUser } from '../../state/users.ts'
import type { BackupJobRow, BackupJobsView, JobGroup, UncoveredHost } from '../backup-views.ts'
import { jobGroups } from '../backup-views.ts'
import { oneOf } from '../choices.ts'
import type { FormState } from '../page-views.ts'
import type { ApiParts } from '../parts.ts'
import { visibleHosts } from '../visible.ts'
import { jobGroup, worstFirst } from './job-group.ts'

const rowsPerPage = 200
const uncoveredMax = 200
/** A backup that nobody has tried to restore for half a year is a hope. */
const restoreMs = 183 * 86_400_000

type Eyes = Pick<ConsoleUser, 'role' | 'departmentId'>
interface Place {
  readonly host: HostRecord
  readonly department: string | null
}

async function placesOf(parts: ApiParts, user: Eyes): Promise<ReadonlyMap<string, Place>> {
  const departments = new Map((await parts.office.departments()).map(({ id, name }) => [id, name]))
  const hosts = await visibleHosts(parts, user)
  return new Map(
    hosts.map((host) => [
      host.id,
      { host, department: departments.get(host.departmentId ?? '') ?? null },
    ]),
  )
}

/** Worst first; a head of department sees those of the own computers. */
export async function jobRows(parts: ApiParts, user: Eyes): Promise<readonly BackupJobRow[]> {
  const [places, judged] = await Promise.all([placesOf(parts, user), parts.backupDesk.jobs()])
  const nowMs = parts.clock.now()
  return judged
    .flatMap((one): BackupJobRow[] => {
      const place = places.get(one.job.hostId)
      return place ? [rowOf(one, place, nowMs)] : []
    })
    .toSorted(
      (a, b) =>
        worstFirst(a.judgement.state, b.judgement.state) ||
        textOrder(a.hostName, b.hostName) ||
        textOrder(a.job.name, b.job.name),
    )
}

function rowOf(one: JudgedJob, { host, department }: Place, nowMs: number): BackupJobRow {
  return { ...one, hostName: host.name, department, restoreOverdue: isOverdue(one.job, nowMs) }
}

function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isOverdue(job: BackupJob, nowMs: number): boolean {
  if (job.waiver || job.kind === 'sync' || job.kind === 'snapshot') return false
  return nowMs - (job.restoreTestedMs ?? job.createdAtMs) > restoreMs
}

export async function backupJobsView(
  parts: ApiParts,
  user: Eyes,
  query: URLSearchParams,
  form: FormState | null = null,
): Promise<BackupJobsView> {
  const rows = await jobRows(parts, user)
  const group = oneOf(jobGroups, query.get('state') ?? undefined) ?? ''
  const search = (query.get('q') ?? '').slice(0, 100)
  const matched = rows.filter((row) => matches(row, group, search))
  const pageCount = Math.max(1, Math.ceil(matched.length / rowsPerPage))
  const page = Math.min(Math.max(1, Math.trunc(Number(query.get('page')) || 1)), pageCount)
  const uncovered = await uncoveredHosts(parts, user)
  return {
    rows: matched.slice((page - 1) * rowsPerPage, page * rowsPerPage),
    filter: { group, search },
    counts: countsOf(rows),
    total: rows.length,
    matched: matched.length,
    page,
    pageCount,
    uncovered: uncovered.slice(0, uncoveredMax),
    uncoveredCount: uncovered.length,
    form,
  }
}

function matches(row: BackupJobRow, group: JobGroup | '', search: string): boolean {
  if (group !== '' && jobGroup(row.judgement.state) !== group) return false
  const text = `${row.job.name}\n${row.hostName}\n${row.department ?? ''}`.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function countsOf(rows: readonly BackupJobRow[]): Record<JobGroup, number> {
  const counts = { missed: 0, attention: 0, good: 0, waiting: 0, waived: 0 }
  for (const { judgement } of rows) counts[jobGroup(judgement.state)]++
  return counts
}

/** The longest without first; those that are waived last. */
async function uncoveredHosts(parts: ApiParts, user: Eyes): Promise<readonly UncoveredHost[]> {
  const [places, covers] = await Promise.all([placesOf(parts, user), parts.backupDesk.covers()])
  return covers
    .flatMap((cover): UncoveredHost[] => {
      const place = places.get(cover.hostId)
      const shown = ['none', 'none_yet', 'waived'].includes(cover.state)
      return place && shown
        ? [{ ...cover, name: place.host.name, department: place.department }]
        : []
    })
    .toSorted(
      (a, b) =>
        Number(a.waiver !== null) - Number(b.waiver !== null) ||
        (a.withoutSinceMs ?? 0) - (b.withoutSinceMs ?? 0) ||
        textOrder(a.name, b.name),
    )
}
