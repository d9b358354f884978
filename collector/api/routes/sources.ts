/** Programs that write line protocol: their tokens, what they wrote and what was refused. */
import type { FastifyInstance } from 'fastify'
import type { LineRefusal } from '../../state/line-refusals.ts'
import {
  isSourceName,
  seriesMaxDefault,
  SourceNameTaken,
  type LineSource,
  type NewLineSource,
} from '../../state/line-sources.ts'
import { roles } from '../choices.ts'
import type { LineSourceItem, LineSourcesView, RefusalKind } from '../line-views.ts'
import type { FormState } from '../page-views.ts'
import type { ApiParts } from '../parts.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'

const seriesMax = 1_000_000
const refusalsShown = 20

export function sourceRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { lineSources, pages } = parts
  const routes = pageRoutes(app, parts)
  routes.get('/sources', 'administer', async ({ frame }) => ({
    html: pages.lineSources(frame, await sourcesView(parts, null, null)),
  }))
  routes.get('/sources/mlinzi-ca.pem', 'administer', async () => ({
    file: parts.authorityPem(),
    type: 'application/x-pem-file',
    name: 'mlinzi-ca.pem',
  }))
  routes.post('/sources', 'administer', (visit) => create(parts, visit))
  routes.post('/sources/:id/revoke', 'administer', async (visit) => {
    const source = await known(parts, visit)
    if (source === undefined) return { problem: 'not_found' }
    await lineSources.revoke(source.id)
    await visit.audit('source.revoke', source.name)
    return { to: '/sources', done: 'revoked' }
  })
  routes.post('/sources/:id/limit', 'administer', async (visit) => {
    const source = await known(parts, visit)
    if (source === undefined) return { problem: 'not_found' }
    const series = visit.form.whole('series', 1, seriesMax)
    if (visit.form.failed) return wrong(parts, visit, `limit-${source.id}`)
    await lineSources.limit(source.id, series)
    await visit.audit('source.limit', source.name, { series })
    return { to: '/sources', done: 'saved' }
  })
}

async function known({ lineSources }: ApiParts, visit: Visit): Promise<LineSource | undefined> {
  return (await lineSources.all()).find(({ id }) => id === visit.params['id'])
}

async function wrong(parts: ApiParts, visit: Visit, form: string): Promise<Answer> {
  const view = await sourcesView(parts, null, visit.form.state(form))
  return { html: parts.pages.lineSources(visit.frame, view), status: 422 }
}

async function create(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, frame, origin } = visit
  const request: NewLineSource = {
    name: form.required('name', 63),
    role: form.choice('role', roles, 'server'),
    siteId: form.reference('site', await parts.office.sites()),
    departmentId: form.reference('department', await parts.office.departments()),
    seriesMax: form.whole('series', 1, seriesMax),
  }
  if (!form.failed && !isSourceName(request.name)) form.fail('name', 'bad_name')
  if (form.failed) return wrong(parts, visit, 'source')
  try {
    const { secret } = await parts.lineSources.create(request)
    await visit.audit('source.create', request.name, { role: request.role })
    const created = { name: request.name, secret, ...snippets(origin, secret) }
    return { html: parts.pages.lineSources(frame, await sourcesView(parts, created, null)) }
  } catch (error) {
    if (!(error instanceof SourceNameTaken)) throw error
    form.fail('name', 'taken')
    return wrong(parts, visit, 'source')
  }
}

function snippets(origin: string, secret: string): { telegraf: string; curl: string } {
  const telegraf = [
    '[[outputs.influxdb_v2]]',
    `  urls = ["${origin}"]`,
    `  token = "${secret}"`,
    '  organization = "mlinzi"',
    '  bucket = "mlinzi"',
    '  tls_ca = "/etc/telegraf/mlinzi-ca.pem"',
  ].join('\n')
  const curl =
    `curl --cacert mlinzi-ca.pem -H "Authorization: Token ${secret}" ` +
    `--data-binary 'room,host=server-room temperature=24.5' "${origin}/api/v2/write"`
  return { telegraf, curl }
}

async function sourcesView(
  { lineSources, lineDoor, office }: ApiParts,
  created: LineSourcesView['created'],
  form: FormState | null,
): Promise<LineSourcesView> {
  const all = await lineSources.all()
  const sources = await Promise.all(
    all.map(async (source): Promise<LineSourceItem> => ({
      ...source,
      seriesCount: lineDoor.seriesCount(source.name),
      refusals: (await lineSources.refusals(source.id, refusalsShown)).map((one) => ({
        ...one,
        kind: kindOf(one),
      })),
    })),
  )
  const places = { sites: await office.sites(), departments: await office.departments() }
  return { sources, ...places, seriesMaxDefault, created, form }
}

const kinds: readonly (readonly [RefusalKind, RegExp])[] = [
  ['type', /^field type conflict/],
  ['too_many', /^too many/],
  ['time', /^time outside range: /],
  ['unkept', / too long: |beyond 2\^53|^unprintable /],
]
function kindOf({ reason }: LineRefusal): RefusalKind {
  return kinds.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'unreadable'
}
