/**
 * The link of a mail: works on the office's network without a login. Mail scanners follow links, so
 * looking changes nothing; only the button does, once.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { LinkView } from '../../state/acknowledge-links.ts'
import { pageFrame } from '../frame.ts'
import type { ApiParts } from '../parts.ts'
import { sendPage } from '../visit.ts'

type Asked = FastifyRequest<{ Params: { token: string } }>
const statuses: Readonly<Record<LinkView['type'], number>> = {
  good: 200,
  used: 200,
  expired: 410,
  tampered: 404,
}

export function acknowledgeLinkRoutes(app: FastifyInstance, parts: ApiParts): void {
  const hidden = { schema: { hide: true } }
  app.get('/a/:token', hidden, async (request: Asked, reply) =>
    show(parts, request, reply, await parts.links.look(request.params.token, parts.clock.now())),
  )
  // No form token: the link itself is the permission, and no session stands behind it.
  app.post('/a/:token', hidden, async (request: Asked, reply) => {
    const { token } = request.params
    const before = await parts.links.look(token, parts.clock.now())
    const after = await parts.links.use(token, parts.clock.now())
    if (before.type === 'good' && after.type === 'used')
      for (const { id, ruleId } of before.alerts)
        await parts.audit.add({
          actor: before.reader,
          action: 'alert.acknowledge',
          subject: id,
          details: JSON.stringify({ rule: ruleId, link: true }),
        })
    return show(parts, request, reply, after)
  })
}

async function show(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
  view: LinkView,
): Promise<FastifyReply> {
  const frame = await pageFrame(parts, request, reply)
  const language = 'language' in view ? view.language : frame.language
  const alerts = 'alerts' in view ? view.alerts : []
  const items = await Promise.all(
    alerts.map(async (alert) => ({
      id: alert.id,
      severity: alert.severity,
      ...parts.describeAlert(alert, language),
      host: alert.hostId === null ? null : ((await parts.hosts.get(alert.hostId))?.name ?? null),
      openedAtMs: alert.openedAtMs,
      clearedAtMs: alert.clearedAtMs,
      acknowledgedAtMs: alert.acknowledgedAtMs,
      acknowledgedBy: alert.acknowledgedBy,
    })),
  )
  const html = parts.pages.acknowledge(
    // Whoever opens it is nobody to the console: no menu, no counts.
    { ...frame, language, viewer: null, path: '/' },
    { state: view.type, reader: 'reader' in view ? view.reader : '', items },
  )
  return sendPage(reply.header('x-robots-tag', 'noindex'), html, statuses[view.type])
}
