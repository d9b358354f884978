/** The page of what hangs on what: accept, decline, say by hand, take back, lists. */
import type { FastifyInstance } from 'fastify'
import type { ParentLink } from '../../../lib/parent-graph.ts'
import { DeclarationFault } from '../network/declare.ts'
import type { ApiParts } from '../parts.ts'
import { auditedParents } from '../topology/audited.ts'
import {
  acceptParents,
  declareParents,
  removeParents,
  type DecidedParents,
  type DeclaredParent,
} from '../topology/decide-parents.ts'
import { readParentsCsv } from '../topology/parents-csv.ts'
import { allLinks, parentsView } from '../topology/parents-view.ts'
import { readTopology } from '../topology/read-topology.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'

const path = '/network/parents'

export function parentRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  routes.get(path, 'act', (visit) => page(parts, visit, null))
  routes.get(`${path}.csv`, 'act', async ({ frame }) => {
    const rows = allLinks(parts, await readTopology(parts))
    const file = parts.pages.topology.parentsCsv(frame, rows)
    return { file, type: 'text/csv; charset=utf-8', name: 'mlinzi-parents.csv' }
  })
  routes.post(`${path}/decide`, 'act', (visit) => decide(parts, visit))
  routes.post(`${path}/declare`, 'act', (visit) => declare(parts, visit))
  routes.post(`${path}/import`, 'act', (visit) => importList(parts, visit))
  routes.post(`${path}/remove`, 'act', (visit) => remove(parts, visit))
}

async function page(
  parts: ApiParts,
  { frame, form }: Visit,
  fault: string | null,
  which?: string,
): Promise<Answer> {
  const told = { fault, form: which === undefined ? null : form.state(which) }
  const html = parts.pages.topology.parents(frame, await parentsView(parts, told))
  return { html, status: which === undefined && fault === null ? 200 : 422 }
}

/** `pair-CHILD~PARENT` is a ticked box; the button says what becomes of them. */
async function decide(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { proposals } = await readTopology(parts)
  const what = visit.form.raw('do')
  const chosen =
    what === 'sure'
      ? proposals.filter(({ confidence }) => confidence === 'high').slice(0, 2000)
      : proposals.filter((one) => visit.form.checked(`pair-${one.childId}~${one.parentId}`))
  if (chosen.length === 0) return { to: path }
  if (what === 'decline') {
    await parts.discovery.declineParents(chosen)
    await note(parts, visit, 'decline', chosen)
    return { to: path, done: 'saved' }
  }
  return settled(parts, visit, 'accept', () => acceptParents(parts, chosen, visit.user.name))
}

async function declare(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form } = visit
  const child = form.required('child', 255)
  const first = form.required('parent', 255)
  const second = form.text('second', 255)
  const port = form.text('port', 255)
  if (form.failed) return page(parts, visit, null, 'declare')
  const lines: DeclaredParent[] = [{ child, parent: first, port }]
  if (second !== '') lines.push({ child, parent: second })
  return settled(
    parts,
    visit,
    'declare',
    () => declareParents(parts, lines, visit.user.name),
    'declare',
  )
}

async function importList(parts: ApiParts, visit: Visit): Promise<Answer> {
  const work = async () =>
    declareParents(parts, readParentsCsv(visit.form.raw('list')), visit.user.name)
  return settled(parts, visit, 'declare', work, 'import')
}

async function remove(parts: ApiParts, visit: Visit): Promise<Answer> {
  const link = { childId: visit.form.raw('child'), parentId: visit.form.raw('parent') }
  const gone = await removeParents(parts, [link])
  if (gone.length > 0) await note(parts, visit, 'remove', gone)
  return { to: path, done: 'removed' }
}

async function settled(
  parts: ApiParts,
  visit: Visit,
  action: string,
  work: () => Promise<DecidedParents>,
  form = 'decide',
): Promise<Answer> {
  try {
    const { links, refused } = await work()
    if (links.length > 0) await note(parts, visit, action, links)
    if (refused.length === 0) return { to: path, done: 'saved' }
    const names = await namesOf(parts)
    const pairs = refused.map((one) => `${names(one.childId)} → ${names(one.parentId)}`)
    return page(parts, visit, pairs.slice(0, 10).join(', '), form)
  } catch (error) {
    if (!(error instanceof DeclarationFault)) throw error
    return page(parts, visit, error.message, form)
  }
}

async function namesOf({ hosts }: ApiParts): Promise<(id: string) => string> {
  const names = new Map((await hosts.all()).map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? id
}

async function note(
  parts: ApiParts,
  visit: Visit,
  action: string,
  links: readonly ParentLink[],
): Promise<void> {
  const { subject } = auditedParents(links, await namesOf(parts))
  await visit.audit(`network.parents.${action}`, subject, { count: links.length })
}
