/** Maintenance windows in the state. The alert engine reads them in its own transaction. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { IncidentTables } from './incident-tables.ts'
import {
  isCovered,
  maintenanceWindow,
  nextSpan,
  runningSpan,
  type CoveredPlace,
  type MaintenanceWindow,
} from './maintenance-window.ts'

export type NewWindow = Omit<MaintenanceWindow, 'id' | 'endedMs'>

export interface MaintenanceWindows {
  /** Oldest first; what is over for good stays for 90 days. */
  all(): Promise<readonly MaintenanceWindow[]>
  /** Its id. @throws TooManyWindows */
  add(window: NewWindow): Promise<string>
  /** Ends it if it runs; a weekly one comes again. */
  end(id: string, nowMs: number): Promise<void>
  remove(id: string): Promise<void>
}

/** A hand-made plan has some tens; more are a program's mistake. */
const windowsMax = 500
const keptMs = 90 * 86_400_000

export class TooManyWindows extends Error {
  override name = 'TooManyWindows'
  constructor() {
    super(`There are ${windowsMax} maintenance windows already; remove some first`)
  }
}

export function createMaintenanceWindows(db: Kysely<IncidentTables>): MaintenanceWindows {
  const remove = async (id: string): Promise<void> => {
    await db.deleteFrom('maintenance_window').where('id', '=', id).execute()
  }
  return {
    all: () => readWindows(db),
    add: (window) =>
      db.transaction().execute(async (tx) => {
        const all = await readWindows(tx)
        const old = all.filter((one) => !nextSpan(one, window.createdMs - keptMs))
        for (const { id } of old)
          await tx.deleteFrom('maintenance_window').where('id', '=', id).execute()
        if (all.length - old.length >= windowsMax) throw new TooManyWindows()
        const id = randomUUID()
        const value = JSON.stringify({ ...window, id, endedMs: null })
        await tx.insertInto('maintenance_window').values({ id, value }).execute()
        return id
      }),
    end: (id, nowMs) =>
      db.transaction().execute(async (tx) => {
        const found = (await readWindows(tx)).find((one) => one.id === id)
        if (found === undefined || runningSpan(found, nowMs) === undefined) return
        const value = JSON.stringify({ ...found, endedMs: nowMs })
        await tx.updateTable('maintenance_window').set({ value }).where('id', '=', id).execute()
      }),
    remove,
  }
}

async function readWindows(db: Kysely<IncidentTables>): Promise<readonly MaintenanceWindow[]> {
  return windowsOf(await db.selectFrom('maintenance_window').selectAll().execute())
}

/** A row that cannot be read covers nothing: an alert too many is better than one too few. */
export function windowsOf(
  rows: readonly IncidentTables['maintenance_window'][],
): readonly MaintenanceWindow[] {
  const windows = rows.flatMap(({ value }) => {
    const read = maintenanceWindow.safeParse(jsonOf(value))
    return read.success ? [read.data] : []
  })
  return windows.toSorted((a, b) => a.createdMs - b.createdMs)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export interface Maintenance {
  readonly name: string
  readonly untilMs: number
}
/** The window that covers this place now; of several, the one that ends last. */
export function maintenanceOf(
  windows: readonly MaintenanceWindow[],
  place: CoveredPlace,
  nowMs: number,
): Maintenance | null {
  let last: Maintenance | null = null
  for (const window of windows) {
    if (!isCovered(window, place)) continue
    const span = runningSpan(window, nowMs)
    if (span && span.untilMs > (last?.untilMs ?? 0))
      last = { name: window.name, untilMs: span.untilMs }
  }
  return last
}
