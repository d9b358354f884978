/** Transitions of alerts, for the database that they are told to, and where they were told. */
import { sql, type Kysely } from 'kysely'
import type { AlertTables } from './alert-tables.ts'
import type { OutletTables } from './outlet-tables.ts'

/** What the point of a transition needs of the alert. */
export interface ToldAlert {
  readonly alertId: string
  readonly ruleId: string
  readonly severity: string
  readonly hostId: string | null
  readonly siteId: string | null
  readonly object: string
}
/** A transition of an alert; the severity is the one that the alert had from then on. */
export interface ToldTransition extends ToldAlert {
  readonly id: number
  readonly atMs: number
  readonly kind: string
}
/** An alert that is open in the database, and the measurement and tags of its newest point there. */
export interface OpenPoint extends ToldAlert {
  readonly point: string
}
export interface OutletTransitions {
  transitionsAfter(id: number, limit: number): Promise<readonly ToldTransition[]>
  /** Above the id, of the time from one to the other, which is left out. */
  transitionsWithin(
    span: { readonly fromMs: number; readonly toMs: number },
    id: number,
    limit: number,
  ): Promise<readonly ToldTransition[]>
  openPoints(): Promise<readonly OpenPoint[]>
  /** The newest points of these alerts; undefined: the database was told that it is over. */
  keepPoints(points: ReadonlyMap<string, string | undefined>): Promise<void>
}

const alertColumns = [
  'alert.id as alertId',
  'alert.rule_id as ruleId',
  'alert.host_id as hostId',
  'alert.site_id as siteId',
  'alert.object as object',
] as const

export function outletTransitions(db: Kysely<OutletTables & AlertTables>): OutletTransitions {
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
        sql<string>`coalesce(alert_transition.severity, alert.severity)`.as('severity'),
        ...alertColumns,
      ])
  return {
    transitionsAfter: (id, limit) => after(id, limit).execute(),
    transitionsWithin: ({ fromMs, toMs }, id, limit) =>
      after(id, limit)
        .where('alert_transition.at_ms', '>=', fromMs)
        .where('alert_transition.at_ms', '<', toMs)
        .execute(),
    openPoints: () =>
      db
        .selectFrom('outlet_alert')
        .innerJoin('alert', 'alert.id', 'outlet_alert.alert_id')
        .select(['outlet_alert.point as point', 'alert.severity as severity', ...alertColumns])
        .execute(),
    keepPoints: (points) =>
      db.transaction().execute(async (tx) => {
        for (const [alert_id, point] of points) {
          await (
            point === undefined
              ? tx.deleteFrom('outlet_alert').where('alert_id', '=', alert_id)
              : tx.replaceInto('outlet_alert').values({ alert_id, point })
          ).execute()
        }
      }),
  }
}
