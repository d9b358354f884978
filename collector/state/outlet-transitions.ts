/** Transitions of alerts, for the database that they are told to. */
import type { Kysely } from 'kysely'
import type { AlertTables } from './alert-tables.ts'

/** A transition of an alert, with what its point needs of the alert. */
export interface ToldTransition {
  readonly id: number
  readonly atMs: number
  readonly kind: string
  readonly alertId: string
  readonly ruleId: string
  readonly severity: string
  readonly hostId: string | null
  readonly siteId: string | null
  readonly object: string
}
export interface OutletTransitions {
  transitionsAfter(id: number, limit: number): Promise<readonly ToldTransition[]>
  /** Above the id, of the time from one to the other, which is left out. */
  transitionsWithin(
    span: { readonly fromMs: number; readonly toMs: number },
    id: number,
    limit: number,
  ): Promise<readonly ToldTransition[]>
}

export function outletTransitions(db: Kysely<AlertTables>): OutletTransitions {
  const after = (id: number, limit: number) =>
    db
      .selectFrom('alert_transition')
      .innerJoin('alert', 'alert.id', 'alert_transition.alert_id')
      .where('alert_transition.id', '>', id)
      .orderBy('alert_transition.id')
      .limit(limit)
      .select([
        'alert_transition.id as id',
        'alert_transition.at_ms as atMs',
        'alert_transition.kind as kind',
        'alert.id as alertId',
        'alert.rule_id as ruleId',
        'alert.severity as severity',
        'alert.host_id as hostId',
        'alert.site_id as siteId',
        'alert.object as object',
      ])
  return {
    transitionsAfter: (id, limit) => after(id, limit).execute(),
    transitionsWithin: ({ fromMs, toMs }, id, limit) =>
      after(id, limit)
        .where('alert_transition.at_ms', '>=', fromMs)
        .where('alert_transition.at_ms', '<', toMs)
        .execute(),
  }
}
