/** The fleet by subject: antivirus, backups, disks, updates; as pages and as files. */
import type { FastifyInstance } from 'fastify'
import { factLines, factsView, subjectOf } from '../facts/facts-view.ts'
import { subjects } from '../facts/subjects.ts'
import type { ApiParts } from '../parts.ts'
import { pageRoutes } from '../visit.ts'

export function factRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  routes.get('/facts/:subject', 'see', async ({ user, frame, params, query }) => {
    const subject = subjectOf(params['subject'])
    if (subject === undefined) return { problem: 'not_found' }
    return { html: parts.pages.facts(frame, await factsView(parts, user, subject, query)) }
  })
  routes.get('/facts/:subject/csv', 'see', async (visit) => {
    const { user, frame, params } = visit
    const subject = subjectOf(params['subject'])
    if (subject === undefined) return { problem: 'not_found' }
    const lines = await factLines(parts, user, subject)
    await visit.audit('facts.export', subject)
    return {
      file: parts.pages.factsCsv(frame, lines, subjects[subject].columns),
      type: 'text/csv; charset=utf-8',
      name: `mlinzi-${subject}.csv`,
    }
  })
}
