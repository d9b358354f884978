/** Pages of declared backup jobs: list, declaration, heartbeat address, restore tests, waivers. */
import type { FastifyInstance } from 'fastify'
import { restoreResults } from '../../state/backup-job.ts'
import { declarationOf, scheduleOf } from '../backups/job-form.ts'
import { jobLimits } from '../backups/job-limits.ts'
import { backupJobsView, jobRows } from '../backups/job-views.ts'
import type { BackupJobRow, BackupJobView } from '../backup-views.ts'
import type { ApiParts } from '../parts.ts'
import { maySeeHost, visibleHosts } from '../visible.ts'
import { pageRoutes, type Answer, type Visit, type VisitHandler } from '../visit.ts'

const list = '/backup-jobs'

export function backupJobRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  const ofJob =
    (handler: (visit: Visit, row: BackupJobRow) => Promise<Answer>): VisitHandler =>
    async (visit) => {
      const row = await findRow(parts, visit)
      return row ? handler(visit, row) : { problem: 'not_found' }
    }
  routes.get(list, 'see', async ({ user, frame, query }) => ({
    html: parts.pages.backupJobs(frame, await backupJobsView(parts, user, query)),
  }))
  routes.post(list, 'act', (visit) => declare(parts, visit))
  routes.get(
    `${list}/:id`,
    'see',
    ofJob((visit, row) => showJob(parts, visit, row)),
  )
  routes.post(
    `${list}/:id/url`,
    'act',
    ofJob((visit, row) => newUrl(parts, visit, row)),
  )
  routes.post(
    `${list}/:id/schedule`,
    'act',
    ofJob((visit, row) => reschedule(parts, visit, row)),
  )
  routes.post(
    `${list}/:id/waive`,
    'act',
    ofJob((visit, row) => waive(parts, visit, row)),
  )
  routes.post(
    `${list}/:id/restore`,
    'act',
    ofJob((visit, row) => addTest(parts, visit, row)),
  )
  routes.post(
    `${list}/:id/remove`,
    'act',
    ofJob(async (visit, { job, hostName }) => {
      await parts.backupJobs.remove(job.id)
      await visit.audit('backup_job.remove', `${hostName}: ${job.name}`)
      return { to: list, done: 'removed' }
    }),
  )
  routes.post('/backup-hosts/:id/waive', 'act', (visit) => waiveHost(parts, visit))
}

async function findRow(parts: ApiParts, visit: Visit): Promise<BackupJobRow | undefined> {
  const id = visit.params['id']
  return (await jobRows(parts, visit.user)).find(({ job }) => job.id === id)
}

async function showJob(
  parts: ApiParts,
  { frame }: Visit,
  row: BackupJobRow,
  extra: Partial<Pick<BackupJobView, 'url' | 'form'>> = {},
): Promise<Answer> {
  const tests = await parts.backupJobs.tests(row.job.id)
  const html = parts.pages.backupJob(frame, { row, tests, url: null, form: null, ...extra })
  return { html, status: extra.form ? 422 : 200 }
}

async function declare(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, user, frame, query } = visit
  const declaration = declarationOf(form, await visibleHosts(parts, user))
  const made = form.failed ? undefined : await parts.backupJobs.declare(declaration)
  if (!made) {
    form.fail('name', 'taken')
    const view = await backupJobsView(parts, user, query, form.state('job'))
    return { html: parts.pages.backupJobs(frame, view), status: 422 }
  }
  await visit.audit('backup_job.declare', declaration.name, declaration)
  return { to: `${list}/${made.id}`, done: 'saved' }
}

async function newUrl(parts: ApiParts, visit: Visit, row: BackupJobRow): Promise<Answer> {
  const secret = await parts.backupJobs.newUrl(row.job.id)
  await visit.audit('backup_job.url', `${row.hostName}: ${row.job.name}`)
  const job = { ...row.job, hasUrl: true }
  return showJob(parts, visit, { ...row, job }, { url: `${visit.origin}/ping/${secret}` })
}

async function reschedule(parts: ApiParts, visit: Visit, row: BackupJobRow): Promise<Answer> {
  const { form } = visit
  const schedule = scheduleOf(form)
  const rotating = form.checked('rotating')
  if (form.failed) return showJob(parts, visit, row, { form: form.state('schedule') })
  await parts.backupJobs.reschedule(row.job.id, schedule, rotating)
  await visit.audit('backup_job.schedule', `${row.hostName}: ${row.job.name}`, schedule)
  return { to: `${list}/${row.job.id}`, done: 'saved' }
}

async function waive(parts: ApiParts, visit: Visit, row: BackupJobRow): Promise<Answer> {
  const { form, user } = visit
  const again = form.checked('again')
  const reason = again ? null : form.required('reason', jobLimits.reasonCharactersMax)
  if (form.failed) return showJob(parts, visit, row, { form: form.state('waive') })
  await parts.backupJobs.waive(row.job.id, reason, user.name)
  await visit.audit('backup_job.waive', `${row.hostName}: ${row.job.name}`, { reason })
  return { to: `${list}/${row.job.id}`, done: 'saved' }
}

async function addTest(parts: ApiParts, visit: Visit, row: BackupJobRow): Promise<Answer> {
  const { form } = visit
  const atMs = dayOf(form.raw('date').trim(), parts.clock.now())
  if (atMs === undefined) form.fail('date', 'bad_date')
  const result = form.choice('result', restoreResults, 'good')
  const who = form.required('who', 80)
  const note = form.text('note', 300)
  if (form.failed || atMs === undefined)
    return showJob(parts, visit, row, { form: form.state('restore') })
  await parts.backupJobs.addTest(row.job.id, { atMs, result, who, note })
  await visit.audit('backup_job.restore_test', `${row.hostName}: ${row.job.name}`, {
    result,
    who,
    note,
  })
  return { to: `${list}/${row.job.id}`, done: 'saved' }
}

/** Noon of 2026-11-12 or 12/11/2026, but not in the future; undefined: no such day. */
function dayOf(text: string, nowMs: number): number | undefined {
  const letter = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const [, day = '', month = '', year = ''] = letter ?? []
  const iso = letter ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  if (!/^20\d\d-\d\d-\d\d$/.test(iso)) return undefined
  const atMs = Date.parse(`${iso}T09:00:00Z`)
  const real = Number.isFinite(atMs) && new Date(atMs).toISOString().startsWith(iso)
  return real && atMs < nowMs + 86_400_000 ? Math.min(atMs, nowMs) : undefined
}

async function waiveHost(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, user } = visit
  const host = await parts.hosts.get(visit.params['id'] ?? '')
  if (host === undefined || !maySeeHost(user, host)) return { problem: 'not_found' }
  const again = form.checked('again')
  const reason = again ? '' : form.required('reason', jobLimits.reasonCharactersMax)
  if (form.failed) return { problem: 'bad_request' }
  const waiver = again ? null : { reason, by: user.name, atMs: parts.clock.now() }
  await parts.backupRecords.waiveHost(host.id, waiver)
  await visit.audit('backup_host.waive', host.name, { reason })
  return { to: list, done: 'saved' }
}
