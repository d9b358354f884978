/** Programs over the fleet, printed pages, the records of one computer. */
import type { FastifyInstance } from 'fastify'
import type { ApiParts } from '../parts.ts'
import type { PrintingView, SoftwareView } from '../register-views.ts'
import { maySeeHost, visibleHosts } from '../visible.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'
import { noticeRoutes } from './notice-routes.ts'
import { lastMonths, printedPages } from './printed-pages.ts'
import { removableRoutes } from './removable-routes.ts'

const programsPerPage = 100
const programsInFileMax = 20_000
const searchMax = 80
const changeDays = 30
const changesMax = 300
const usageDaysShown = 31
const dayMs = 86_400_000

export function registerRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  const { pages } = parts
  routes.get('/software', 'see', async (visit) => ({
    html: pages.registers.software(visit.frame, await softwareView(parts, visit)),
  }))
  routes.get('/software/csv', 'see', async (visit) => {
    const query = { ...softwareQuery(visit), offset: 0, limit: programsInFileMax }
    const { programs } = await parts.registers.software.fleet(query)
    await visit.audit('registers.export', 'software')
    return csv('software', pages.registers.softwareCsv(visit.frame, programs))
  })
  routes.get('/printing', 'see', async (visit) => ({
    html: pages.registers.printing(visit.frame, await printingView(parts, visit)),
  }))
  routes.get('/printing/csv', 'see', async (visit) => {
    const view = await printingView(parts, visit)
    await visit.audit('registers.export', 'printing')
    return csv(`printing-${view.month}`, pages.registers.printingCsv(visit.frame, view))
  })
  routes.get('/hosts/:id/records', 'see', (visit) => records(parts, visit))
  noticeRoutes(routes, parts)
  removableRoutes(routes, parts)
}

function csv(name: string, file: string): Answer {
  return { file, type: 'text/csv; charset=utf-8', name: `mlinzi-${name}.csv` }
}

/** A head of department sees only what runs there. */
function softwareQuery({ user, query }: Visit) {
  const search = (query.get('search') ?? '').trim().slice(0, searchMax)
  return { search, ...(user.role === 'head' && { departmentId: user.departmentId ?? '' }) }
}

async function softwareView({ registers }: ApiParts, visit: Visit): Promise<SoftwareView> {
  const query = softwareQuery(visit)
  const wanted = Math.max(1, Math.trunc(Number(visit.query.get('page')) || 1))
  const answer = (page: number) =>
    registers.software.fleet({
      ...query,
      offset: (page - 1) * programsPerPage,
      limit: programsPerPage,
    })
  const asked = await answer(Math.min(wanted, 1000))
  const pageCount = Math.max(1, Math.ceil(asked.total / programsPerPage))
  const page = Math.min(wanted, pageCount)
  const { programs, total } = page === wanted ? asked : await answer(page)
  return { search: query.search, programs, total, page, pageCount }
}

async function printingView(parts: ApiParts, visit: Visit): Promise<PrintingView> {
  const { zone, nowMs } = visit.frame
  const months = lastMonths(zone, nowMs)
  const month = months.find((one) => one === visit.query.get('month')) ?? months[0] ?? ''
  const hosts = await visibleHosts(parts, visit.user)
  const departmentName = await departmentNames(parts)
  const told = await printedPages(parts.store, { month, zone, nowMs, hosts, departmentName })
  const total = told.queues.reduce((sum, { pages }) => sum + pages, 0)
  return { month, months, ...told, total }
}

async function departmentNames({
  office,
}: ApiParts): Promise<(id: string | null) => string | null> {
  const names = new Map((await office.departments()).map(({ id, name }) => [id, name]))
  return (id) => names.get(id ?? '') ?? null
}

async function records(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { frame, params, user } = visit
  const host = await parts.hosts.get(params['id'] ?? '')
  if (host === undefined || !maySeeHost(user, host)) return { problem: 'not_found' }
  const { software, usage, notice } = parts.registers
  const { zone, nowMs } = frame
  const month = lastMonths(zone, nowMs)[0] ?? ''
  const departmentName = await departmentNames(parts)
  const query = { month, zone, nowMs, hosts: [host], departmentName }
  const { queues: printed } = await printedPages(parts.store, query)
  const view = {
    hostId: host.id,
    host: host.name,
    changes: await software.changes(host.id, nowMs - changeDays * dayMs, changesMax),
    changeDays,
    programs: await software.ofHost(host.id),
    // Who worked when is for officers only.
    usage: frame.may.act ? await usage.days(host.id, usageDaysShown) : null,
    notice: (await notice.current()).state,
    printed,
    month,
  }
  return { html: parts.pages.registers.records(frame, view) }
}
