/** What the staff were told about facts of usage, and who confirmed or withdrew it. */
import type { Kysely } from 'kysely'
import type { RegistersTables } from './registers-tables.ts'

export interface StaffNotice {
  readonly state: 'never' | 'confirmed' | 'withdrawn'
  /** Null: never. */
  readonly atMs: number | null
  readonly by: string
  /** How long usage is kept, as the notice says. */
  readonly days: number
}
export interface StaffNoticeRepository {
  current(): Promise<StaffNotice>
  confirm(by: string, atMs: number, days: number): Promise<void>
  withdraw(by: string, atMs: number): Promise<void>
}

export const usageDaysDefault = 90
export const usageDaysMin = 7
export const usageDaysMax = 400

export function createStaffNotice(db: Kysely<RegistersTables>): StaffNoticeRepository {
  const current = async (): Promise<StaffNotice> => {
    const query = db.selectFrom('staff_notice').selectAll().orderBy('id', 'desc').limit(1)
    const row = await query.executeTakeFirst()
    if (!row) return { state: 'never', atMs: null, by: '', days: usageDaysDefault }
    return { state: row.state, atMs: row.at_ms, by: row.actor, days: row.days }
  }
  const add = async (
    state: 'confirmed' | 'withdrawn',
    actor: string,
    at_ms: number,
    days: number,
  ): Promise<void> => {
    await db.insertInto('staff_notice').values({ at_ms, actor, state, days }).execute()
  }
  return {
    current,
    confirm: (by, atMs, days) => add('confirmed', by, atMs, days),
    withdraw: async (by, atMs) => add('withdrawn', by, atMs, (await current()).days),
  }
}
