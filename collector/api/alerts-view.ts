/** Alerts as the console shows them. */
import type { AlertRecord, Severity } from '../model/alerts.ts'
import type { Language } from '../model/office.ts'
import { maintenanceOf } from '../state/maintenance-windows.ts'
import { silenceHours } from './choices.ts'
import type { AlertItem, AlertsView } from './page-views.ts'
import type { AlertText, ApiParts } from './parts.ts'
import { ownAlerts, visibleAlerts } from './visible.ts'
import type { Visit } from './visit.ts'

export const historyDays = 30
const historyMax = 200
const mailsMax = 30
const order: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 }

export async function alertsView(parts: ApiParts, visit: Visit): Promise<AlertsView> {
  const { language, nowMs, may } = visit.frame
  const open = await visibleAlerts(parts, visit.user)
  const past = await parts.alerts.history({
    fromMs: nowMs - historyDays * 86_400_000,
    toMs: nowMs,
    limit: historyMax,
  })
  const closed = past.filter(({ clearedAtMs }) => clearedAtMs !== null)
  return {
    open: await alertItems(parts, standing(open), language, open),
    history: await alertItems(parts, await ownAlerts(parts, visit.user, closed), language),
    silences: may.act ? await silenceItems(parts, nowMs) : [],
    mails: may.act ? await parts.alerts.outbox(mailsMax) : [],
    historyDays,
    silenceHours,
  }
}

/** Alerts folded into an open incident are counted there and not listed. */
function standing(open: readonly AlertRecord[]): readonly AlertRecord[] {
  const ids = new Set(open.map(({ id }) => id))
  return open.filter(({ parentId }) => parentId === null || !ids.has(parentId))
}

async function silenceItems({ alerts, hosts, office }: ApiParts, nowMs: number) {
  const sites = await office.sites()
  const silences = await alerts.silences(nowMs)
  return Promise.all(
    silences.map(async (silence) => ({
      ...silence,
      host: silence.hostId === null ? null : ((await hosts.get(silence.hostId))?.name ?? null),
      site: sites.find(({ id }) => id === silence.siteId)?.name ?? null,
    })),
  )
}

/** Worst first, unacknowledged before acknowledged, then newest. */
export async function alertItems(
  { describeAlert, acceptable, hosts, office, verdicts, maintenance, clock }: ApiParts,
  records: readonly AlertRecord[],
  language: Language,
  all: readonly AlertRecord[] = records,
): Promise<readonly AlertItem[]> {
  const sites = new Map((await office.sites()).map(({ id, name }) => [id, name]))
  const judged = await verdicts.of(records.map(({ id }) => id))
  const windows = await maintenance.all()
  const folded = new Map<string, number>()
  for (const { parentId } of all)
    if (parentId !== null) folded.set(parentId, (folded.get(parentId) ?? 0) + 1)
  const items = records.map(async (record): Promise<AlertItem> => {
    const host = record.hostId === null ? undefined : await hosts.get(record.hostId)
    return {
      id: record.id,
      severity: record.severity,
      openedAtMs: record.openedAtMs,
      clearedAtMs: record.clearedAtMs,
      acknowledgedAtMs: record.acknowledgedAtMs,
      acknowledgedBy: record.acknowledgedBy,
      silencedUntilMs: record.silencedUntilMs,
      maintenance:
        record.clearedAtMs === null
          ? maintenanceOf(
              windows,
              { ...record, departmentId: host?.departmentId ?? null },
              clock.now(),
            )
          : null,
      acceptable: acceptable(record),
      useless: judged.get(record.id)?.reason ?? null,
      ...textOf(describeAlert(record, language)),
      host: host ? { id: host.id, name: host.name } : null,
      site: sites.get(record.siteId ?? host?.siteId ?? '') ?? null,
      foldedCount: folded.get(record.id) ?? 0,
    }
  })
  return (await Promise.all(items)).toSorted(compareItems)
}

function textOf({ title, fact, meaning, steps }: AlertText): AlertText {
  return { title, fact, meaning, steps }
}

function compareItems(a: AlertItem, b: AlertItem): number {
  if (a.clearedAtMs !== null || b.clearedAtMs !== null) return b.openedAtMs - a.openedAtMs
  return (
    Number(a.acknowledgedAtMs !== null) - Number(b.acknowledgedAtMs !== null) ||
    order[a.severity] - order[b.severity] ||
    b.openedAtMs - a.openedAtMs
  )
}
