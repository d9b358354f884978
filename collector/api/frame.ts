/** What surrounds each page: language, viewer, banner, counts. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OutboxMail } from '../model/alerts.ts'
import { languages, notices, oneOf } from './choices.ts'
import type { MailState, PageFrame } from './pages.ts'
import type { ApiParts } from './parts.ts'
import { nobody, permissionsOf } from './permissions.ts'
import { visibleAlerts } from './visible.ts'
import { formToken, languageCookie } from './visitor.ts'

/** Outbox rows looked at to judge whether mails go out. */
const mailsJudged = 50

export async function pageFrame(
  parts: ApiParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PageFrame> {
  const { office, clock, assets, version } = parts
  const user = request.visitor.kind === 'user' ? request.visitor.user : undefined
  const organisation = await office.organisation()
  const chosen = user?.language ?? oneOf(languages, request.cookies[languageCookie])
  const may = user ? permissionsOf(user.role) : nobody
  const url = new URL(request.url, 'http://console')
  const departments = user?.departmentId ? await office.departments() : []
  const { islands, style } = assets
  return {
    path: url.pathname + url.search,
    language: chosen ?? organisation.language,
    organisation: organisation.name,
    zone: (await office.calendar()).zone,
    nowMs: clock.now(),
    viewer: user
      ? {
          name: user.name,
          role: user.role,
          department: departments.find(({ id }) => id === user.departmentId)?.name ?? null,
        }
      : null,
    may,
    csrf: formToken(request, reply),
    mail: user ? await mailState(parts) : 'works',
    openAlertCount: user ? (await visibleAlerts(parts, user)).length : 0,
    pendingKeyCount: may.act ? await pendingKeys(parts) : 0,
    notice: oneOf(notices, url.searchParams.get('done') ?? undefined) ?? null,
    style,
    scripts: { common: islands.common.url, fleet: islands.fleet.url, host: islands.host.url },
    version,
  }
}

async function pendingKeys({ enrolment }: ApiParts): Promise<number> {
  const keys = await enrolment.keys()
  return keys.filter(({ state }) => state === 'pending' || state === 'clone').length
}

async function mailState({ office, alerts }: ApiParts): Promise<MailState> {
  if ((await office.smtp()) === undefined) return 'no_server'
  if ((await office.recipients()).length === 0) return 'no_recipients'
  const newest = newestTried(await alerts.outbox(mailsJudged))
  if (newest?.state === 'sent') return 'works'
  if ((await office.mailProvedAtMs()) === null) return newest ? 'failing' : 'unproved'
  return newest ? 'failing' : 'works'
}

function newestTried(mails: readonly OutboxMail[]): OutboxMail | undefined {
  return mails
    .filter(({ channel, state }) => channel === 'mail' && state !== 'held')
    .filter(({ state, tries }) => state !== 'waiting' || tries > 0)
    .reduce<OutboxMail | undefined>((a, b) => (a === undefined || b.id > a.id ? b : a), undefined)
}
