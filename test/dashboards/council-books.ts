/** The council's books at the day's end: alerts taken and judged, a lost site, a power cut. */
import { zoneReader } from '../../config/office-time.ts'
import { IncidentBook } from '../../collector/fleet/incident-book.ts'
import { powerCutsOf } from '../../collector/fleet/power-cuts.ts'
import type { OfficeBooks } from '../../collector/outlet/office-books.ts'
import { createAlertCases } from '../../collector/state/alert-cases.ts'
import { createIncidents } from '../../collector/state/incidents.ts'
import { createPowerLosses } from '../../collector/state/power-losses.ts'
import { createVerdicts } from '../../collector/state/verdicts.ts'
import { losesPower } from '../../scripts/swarm/power-cut.ts'
import type { SimulatedHost } from '../../scripts/swarm/council.ts'
import type { alertCollector } from '../support/alert-collector.ts'
import { zone } from '../support/alert-scene.ts'
import type { VirtualClock } from '../support/virtual-clock.ts'
import { shippedRules } from './sample.ts'

const minuteMs = 60_000
export const clinicId = 'site-clinic'

/** Somebody takes two alerts and says of one that it was of no use; the clinic has lost its power. */
export async function councilBooks(
  { db, store, alerts }: Awaited<ReturnType<typeof alertCollector>>,
  clock: VirtualClock,
  computers: readonly { readonly record: { readonly id: string }; readonly host: SimulatedHost }[],
): Promise<OfficeBooks> {
  const nowMs = clock.now()
  const [first, second] = await alerts.open()
  if (!first || !second) throw new Error('The day has no alerts')
  await alerts.acknowledge(first.id, 'afisa', nowMs - minuteMs)
  await createVerdicts(db).save({
    alertId: second.id,
    ruleId: second.ruleId,
    reason: 'not_important',
    note: '',
    by: 'afisa',
    atMs: nowMs,
  })
  const losses = createPowerLosses(db)
  const lost = computers.filter(({ host }) => losesPower(host))
  const fromMs = nowMs - 45 * minuteMs
  for (const { record } of lost) {
    const loss = { hostId: record.id, siteId: clinicId, fromMs, toMs: fromMs + 9 * minuteMs }
    await losses.replace(record.id, fromMs, [loss])
  }
  const plain = {
    host_id: null,
    object: '',
    acknowledged_at_ms: null,
    acknowledged_by: null,
    parent_id: null,
    message_values: JSON.stringify({ since: fromMs }),
    expires_at_ms: null,
    muted: 0,
    severity: 'critical',
    site_id: clinicId,
  } as const
  await db
    .insertInto('alert')
    .values([
      {
        ...plain,
        id: 'clinic-1',
        rule_id: 'site-silent',
        opened_at_ms: fromMs + 2 * minuteMs,
        cleared_at_ms: fromMs + 10 * minuteMs,
      },
      {
        ...plain,
        id: 'clinic-2',
        rule_id: 'site-silent',
        opened_at_ms: nowMs - 3 * minuteMs,
        cleared_at_ms: null,
      },
    ])
    .execute()
  const cuts = async (from: number, to: number) =>
    powerCutsOf(await losses.between(from, to)).filter((cut) => cut.fromMs < to)
  const incidents = createIncidents(db)
  const local = zoneReader(zone)
  return {
    cases: createAlertCases(db),
    incidents: new IncidentBook({ incidents, store, cuts, rules: () => shippedRules, clock }),
    power: { cuts },
    local,
  }
}
