/** Open alerts and history; acknowledging and silencing as plain forms. */
import type { FastifyInstance } from 'fastify'
import { alertsView } from '../alerts-view.ts'
import { oneOf, silenceHours, outboxStates, uselessReasons } from '../choices.ts'
import { outboxView } from '../outbox-view.ts'
import { falseAlarmsView } from '../false-alarms.ts'
import type { ApiParts } from '../parts.ts'
import { localPath, pageRoutes, type Answer, type Visit } from '../visit.ts'

export function alertRoutes(app: FastifyInstance, parts: ApiParts): void {
  const routes = pageRoutes(app, parts)
  routes.get('/alerts', 'see', async (visit) => ({
    html: parts.pages.alerts(visit.frame, await alertsView(parts, visit)),
  }))
  routes.post('/alerts/:id/acknowledge', 'act', (visit) => acknowledge(parts, visit))
  routes.post('/alerts/:id/accept', 'act', (visit) => accept(parts, visit))
  routes.get('/false-alarms', 'act', async (visit) => ({
    html: parts.pages.falseAlarms(visit.frame, await falseAlarmsView(parts)),
  }))
  routes.get('/outbox', 'act', async (visit) => {
    const filter = oneOf(outboxStates, visit.query.get('state') ?? undefined) ?? ''
    return {
      html: parts.pages.outbox(visit.frame, await outboxView(parts, filter, visit.frame.language)),
    }
  })
  routes.post('/alerts/:id/useless', 'act', (visit) => judge(parts, visit))
  routes.post('/alerts/:id/silence', 'act', (visit) => silence(parts, visit))
  routes.post('/silences/:id/end', 'act', async (visit) => {
    const id = visit.params['id'] ?? ''
    await parts.alerts.endSilence(id, parts.clock.now())
    await visit.audit('silence.end', id)
    return { to: '/alerts', done: 'silence_ended' }
  })
}

function back(visit: Visit): string {
  return localPath(visit.form.raw('to') || '/alerts')
}

async function acknowledge(parts: ApiParts, visit: Visit): Promise<Answer> {
  const alert = await parts.alerts.get(visit.params['id'] ?? '')
  if (alert === undefined) return { problem: 'not_found' }
  if (alert.acknowledgedAtMs === null && alert.clearedAtMs === null) {
    await parts.alerts.acknowledge(alert.id, visit.user.name, parts.clock.now())
    await visit.audit('alert.acknowledge', alert.id, { rule: alert.ruleId })
  }
  return { to: back(visit), done: 'acknowledged' }
}

/** An alert that has cleared meanwhile needs no baseline any more. */
async function accept(parts: ApiParts, visit: Visit): Promise<Answer> {
  const alert = await parts.alerts.get(visit.params['id'] ?? '')
  if (alert === undefined) return { problem: 'not_found' }
  if (!parts.acceptable(alert)) {
    return alert.clearedAtMs === null ? { problem: 'bad_request' } : { to: back(visit) }
  }
  parts.acceptAlert(alert.id)
  await visit.audit('alert.accept', alert.id, { rule: alert.ruleId, object: alert.object })
  return { to: back(visit), done: 'baseline_accepted' }
}

/** An empty reason takes the verdict back. */
async function judge(parts: ApiParts, visit: Visit): Promise<Answer> {
  const alert = await parts.alerts.get(visit.params['id'] ?? '')
  if (alert === undefined) return { problem: 'not_found' }
  const typed = visit.form.raw('reason')
  const reason = oneOf(uselessReasons, typed)
  const note = visit.form.text('note', 200)
  if ((reason === undefined && typed !== '') || visit.form.failed) return { problem: 'bad_request' }
  const { id: alertId, ruleId } = alert
  if (reason === undefined) await parts.verdicts.remove(alertId)
  else {
    const said = { alertId, ruleId, reason, note, by: visit.user.name, atMs: parts.clock.now() }
    await parts.verdicts.save(said)
  }
  await visit.audit('alert.useless', alertId, { rule: ruleId, reason: reason ?? null, note })
  return { to: back(visit), done: 'judged' }
}

async function silence(parts: ApiParts, visit: Visit): Promise<Answer> {
  const alert = await parts.alerts.get(visit.params['id'] ?? '')
  if (alert === undefined) return { problem: 'not_found' }
  const hours = silenceHours.find((one) => String(one) === visit.form.raw('hours'))
  const reason = visit.form.text('reason', 200)
  if (hours === undefined || visit.form.failed) return { problem: 'bad_request' }
  const fromMs = parts.clock.now()
  await parts.alerts.silence({
    ruleId: alert.ruleId,
    hostId: alert.hostId,
    siteId: alert.hostId === null ? alert.siteId : null,
    fromMs,
    untilMs: fromMs + hours * 3_600_000,
    reason,
    by: visit.user.name,
  })
  await visit.audit('alert.silence', alert.id, { rule: alert.ruleId, hours, reason })
  return { to: back(visit), done: 'silenced' }
}
