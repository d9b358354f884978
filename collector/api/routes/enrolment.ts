/** Tokens and keys: how machines come in, and how they are put out. */
import type { FastifyInstance } from 'fastify'
import { roles } from '../choices.ts'
import type { EnrolmentView, FormState, KeyItem } from '../page-views.ts'
import type { ApiParts } from '../parts.ts'
import { pageRoutes, type Answer, type Visit } from '../visit.ts'

const keysShownMax = 500
const daysMax = 90
const usesMax = 1000

export function enrolmentRoutes(app: FastifyInstance, parts: ApiParts): void {
  const { enrolment, pages } = parts
  const routes = pageRoutes(app, parts)
  const on = (
    path: string,
    action: string,
    done: 'approved' | 'revoked' | 'joined',
    work: (visit: Visit, id: string) => Promise<boolean>,
  ): void =>
    routes.post(path, 'act', async (visit) => {
      const id = visit.params['id'] ?? ''
      if (!(await work(visit, id))) return { problem: 'not_found' }
      await visit.audit(action, id)
      return { to: '/enrolment', done }
    })
  const keyKnown = async (id: string): Promise<boolean> =>
    (await enrolment.keys()).some(({ agentId }) => agentId === id)

  routes.get('/enrolment', 'act', async ({ frame }) => ({
    html: pages.enrolment(frame, await enrolmentView(parts, null, null)),
  }))
  routes.post('/enrolment/tokens', 'act', (visit) => createToken(parts, visit))
  on('/enrolment/tokens/:id/revoke', 'token.revoke', 'revoked', async (_visit, id) => {
    if (!(await enrolment.tokens()).some((token) => token.id === id)) return false
    await enrolment.revokeToken(id)
    return true
  })
  on('/enrolment/keys/:id/approve', 'key.approve', 'approved', async (_visit, id) => {
    if (!(await keyKnown(id))) return false
    await enrolment.approve(id)
    return true
  })
  on('/enrolment/keys/:id/revoke', 'key.revoke', 'revoked', async (_visit, id) => {
    if (!(await keyKnown(id))) return false
    await enrolment.revoke(id)
    return true
  })
  on('/enrolment/keys/:id/join', 'key.join', 'joined', async ({ form }, id) => {
    const host = await parts.hosts.get(form.raw('host'))
    if (host === undefined || !(await keyKnown(id))) return false
    await enrolment.assignToHost(id, host.id)
    return true
  })
}

async function createToken(parts: ApiParts, visit: Visit): Promise<Answer> {
  const { form, frame } = visit
  const request = {
    expiresAtMs: parts.clock.now() + form.whole('days', 1, daysMax) * 86_400_000,
    usesLeft: form.whole('uses', 1, usesMax),
    siteId: form.reference('site', await parts.office.sites()),
    departmentId: form.reference('department', await parts.office.departments()),
    role: form.choice('role', roles, 'desktop'),
    autoApprove: form.checked('autoApprove'),
    note: form.text('note', 200),
  }
  if (form.failed) {
    const view = await enrolmentView(parts, null, form.state('token'))
    return { html: parts.pages.enrolment(frame, view), status: 422 }
  }
  const { id, secret } = await parts.enrolment.createToken(request)
  await visit.audit('token.create', id, { uses: request.usesLeft, note: request.note })
  const created = {
    expiresAtMs: request.expiresAtMs,
    commands: parts.enrolCommands(secret),
  }
  return { html: parts.pages.enrolment(frame, await enrolmentView(parts, created, null)) }
}

async function enrolmentView(
  { enrolment, office, hosts, clock }: ApiParts,
  created: EnrolmentView['created'],
  form: FormState | null,
): Promise<EnrolmentView> {
  const order = { clone: 0, pending: 1, approved: 2, revoked: 3 } as const
  const keys = [...(await enrolment.keys())]
  keys.sort((a, b) => order[a.state] - order[b.state] || b.createdAtMs - a.createdAtMs)
  const tokens = await enrolment.tokens()
  const nameOf = async (id: string | null): Promise<string | null> =>
    id === null ? null : ((await hosts.get(id))?.name ?? null)
  const now = clock.now()
  return {
    tokens: tokens.filter(
      ({ revoked, usesLeft, expiresAtMs }) => !revoked && usesLeft > 0 && expiresAtMs > now,
    ),
    keys: await Promise.all(
      keys.slice(0, keysShownMax).map(async (key): Promise<KeyItem> => ({
        ...key,
        hostName: await nameOf(key.hostId),
        sameHostName: await nameOf(key.sameHostAs),
      })),
    ),
    sites: await office.sites(),
    departments: await office.departments(),
    created,
    form,
  }
}
