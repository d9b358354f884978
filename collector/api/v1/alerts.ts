import type { FastifyInstance } from 'fastify'
import type * as z from 'zod'
import type { AlertRecord } from '../../model/alerts.ts'
import type { Language } from '../../model/office.ts'
import type { ApiParts } from '../parts.ts'
import { maintenanceOf } from '../../state/maintenance-windows.ts'
import type { MaintenanceWindow } from '../../state/maintenance-window.ts'
import { ownAlerts } from '../visible.ts'
import { callerOf } from './caller.ts'
import { ApiError } from './errors.ts'
import { findHost } from './hosts.ts'
import { alertQuery, alertSchema, jsonSchema } from './schemas.ts'
import { isoTime, isoTimeOrNull, timeOf } from './times.ts'

type AlertQuery = z.output<typeof alertQuery>
const historyMs = 30 * 86_400_000

export function alertApi(app: FastifyInstance, parts: ApiParts): void {
  app.get<{ Querystring: AlertQuery }>(
    '/alerts',
    {
      schema: {
        summary: 'Open alerts, or all of a time',
        querystring: jsonSchema(alertQuery, 'input'),
        response: { 200: { type: 'array', items: jsonSchema(alertSchema) } },
      },
    },
    async (request) => {
      const caller = callerOf(request, 'viewer')
      const { query } = request
      const host = query.host === undefined ? undefined : await findHost(parts, caller, query.host)
      const records = await ownAlerts(parts, caller, await recordsOf(parts, query, host?.id))
      const windows = await parts.maintenance.all()
      const answer = (record: AlertRecord) => alertAnswer(parts, record, query.language, windows)
      return Promise.all(records.slice(0, query.limit).map(answer))
    },
  )
  app.post<{ Params: { id: string } }>(
    '/alerts/:id/acknowledge',
    {
      schema: {
        summary: 'Acknowledge an open alert',
        response: { 200: jsonSchema(alertSchema) },
      },
    },
    async (request) => {
      const caller = callerOf(request, 'officer')
      const { id } = request.params
      const known = await parts.alerts.get(id)
      if (known === undefined) throw new ApiError('not_found', `There is no alert "${id}".`)
      if (known.acknowledgedAtMs === null && known.clearedAtMs === null) {
        await parts.alerts.acknowledge(id, caller.name, parts.clock.now())
        await parts.audit.add({
          actor: caller.name,
          action: 'alert.acknowledge',
          subject: id,
          details: JSON.stringify({ rule: known.ruleId }),
        })
      }
      const windows = await parts.maintenance.all()
      return alertAnswer(parts, (await parts.alerts.get(id)) ?? known, 'en', windows)
    },
  )
}

async function recordsOf(
  { alerts, clock }: ApiParts,
  query: AlertQuery,
  hostId: string | undefined,
): Promise<readonly AlertRecord[]> {
  if (query.state === 'open') {
    const open = await alerts.open()
    return hostId === undefined ? open : open.filter((alert) => alert.hostId === hostId)
  }
  const toMs = timeOf('to', query.to, clock.now())
  const fromMs = timeOf('from', query.from, toMs - historyMs)
  return alerts.history({
    fromMs,
    toMs,
    limit: query.limit,
    ...(hostId !== undefined && { hostId }),
  })
}

async function alertAnswer(
  { describeAlert, hosts, clock }: ApiParts,
  record: AlertRecord,
  language: Language,
  windows: readonly MaintenanceWindow[],
): Promise<z.output<typeof alertSchema>> {
  const host = record.hostId === null ? undefined : await hosts.get(record.hostId)
  const place = { ...record, departmentId: host?.departmentId ?? null }
  const covered = record.clearedAtMs === null && maintenanceOf(windows, place, clock.now())
  return {
    id: record.id,
    rule: record.ruleId,
    severity: record.severity,
    title: describeAlert(record, language).title,
    host: host?.name ?? null,
    hostId: record.hostId,
    siteId: record.siteId,
    object: record.object,
    openedAt: isoTime(record.openedAtMs),
    clearedAt: isoTimeOrNull(record.clearedAtMs),
    acknowledgedAt: isoTimeOrNull(record.acknowledgedAtMs),
    acknowledgedBy: record.acknowledgedBy,
    silencedUntil: isoTimeOrNull(record.silencedUntilMs),
    parentId: record.parentId,
    maintenance: covered ? { name: covered.name, until: isoTime(covered.untilMs) } : null,
  }
}
