/** One subject over the whole fleet: counts by department, hosts worst first. */
import type { HostRecord } from '../../model/hosts.ts'
import type { ConsoleUser } from '../../state/users.ts'
import { oneOf } from '../choices.ts'
import type { FactsFilter, FactsLine, FactsView, FactSubject, Verdict } from '../fact-views.ts'
import type { ApiParts } from '../parts.ts'
import { visibleHosts } from '../visible.ts'
import { factRows } from './fact-rows.ts'
import { factSubjects, rank, subjects, verdicts } from './subjects.ts'

export const linesPerPage = 200
/** Machines that have no such facts of their own. */
const withoutFacts: ReadonlySet<string> = new Set(['network', 'printer', 'ups'])

export function subjectOf(text: string | undefined): FactSubject | undefined {
  return oneOf(factSubjects, text)
}

export async function factsView(
  parts: ApiParts,
  user: ConsoleUser,
  subject: FactSubject,
  query: URLSearchParams,
): Promise<FactsView> {
  const filter = filterOf(query)
  const [lines, sites, departments] = await Promise.all([
    factLines(parts, user, subject),
    parts.office.sites(),
    parts.office.departments(),
  ])
  const matched = lines.filter((line) => matches(line, filter))
  const pageCount = Math.max(1, Math.ceil(matched.length / linesPerPage))
  const page = Math.min(Math.max(1, Math.trunc(Number(query.get('page')) || 1)), pageCount)
  return {
    subject,
    filter,
    columns: subjects[subject].columns,
    lines: matched.slice((page - 1) * linesPerPage, page * linesPerPage),
    matched: matched.length,
    total: lines.length,
    page,
    pageCount,
    counts: countOf(lines),
    byDepartment: departmentCounts(lines),
    sites,
    departments,
  }
}

/** Every host that the user may see, worst first. */
export async function factLines(
  parts: ApiParts,
  user: ConsoleUser,
  subject: FactSubject,
): Promise<readonly FactsLine[]> {
  const { measurements, judge } = subjects[subject]
  const [hosts, rows, sites, departments] = await Promise.all([
    visibleHosts(parts, user),
    factRows(parts.store, measurements),
    parts.office.sites(),
    parts.office.departments(),
  ])
  const siteNames = new Map(sites.map(({ id, name }) => [id, name]))
  const departmentNames = new Map(departments.map(({ id, name }) => [id, name]))
  return hosts
    .filter(({ role }) => !withoutFacts.has(role))
    .map((host): FactsLine => {
      const own = rows.get(host.id) ?? []
      return {
        ...placeOf(host, siteNames, departmentNames),
        ...judge(own, parts.clock.now()),
        toldMs: own.length === 0 ? null : Math.max(...own.map(({ timeMs }) => timeMs)),
      }
    })
    .toSorted(
      (a, b) =>
        rank(a.verdict) - rank(b.verdict) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
    )
}

function placeOf(
  host: HostRecord,
  siteNames: ReadonlyMap<string, string>,
  departmentNames: ReadonlyMap<string, string>,
) {
  return {
    hostId: host.id,
    name: host.name,
    siteId: host.siteId,
    departmentId: host.departmentId,
    site: siteNames.get(host.siteId ?? '') ?? null,
    department: departmentNames.get(host.departmentId ?? '') ?? null,
    presence: host.presence,
  }
}

function filterOf(query: URLSearchParams): FactsFilter {
  return {
    verdict: oneOf(verdicts, query.get('verdict') ?? undefined) ?? '',
    site: query.get('site') ?? '',
    department: query.get('department') ?? '',
  }
}

function matches(line: FactsLine, filter: FactsFilter): boolean {
  return (
    (filter.verdict === '' || line.verdict === filter.verdict) &&
    (filter.site === '' || line.siteId === filter.site) &&
    (filter.department === '' || line.departmentId === filter.department)
  )
}

function countOf(lines: readonly FactsLine[]): Record<Verdict, number> {
  const counts = { bad: 0, attention: 0, unknown: 0, silent: 0, good: 0, none: 0 }
  for (const { verdict } of lines) counts[verdict]++
  return counts
}

/** Departments in the order of how much is wrong there; null: hosts without one. */
function departmentCounts(lines: readonly FactsLine[]): FactsView['byDepartment'] {
  const groups = Map.groupBy(lines, ({ departmentId }) => departmentId)
  return [...groups]
    .map(([id, own]) => ({ id, name: own[0]?.department ?? null, counts: countOf(own) }))
    .toSorted(
      (a, b) =>
        b.counts.bad - a.counts.bad ||
        b.counts.attention - a.counts.attention ||
        ((a.name ?? '') < (b.name ?? '') ? -1 : 1),
    )
}
