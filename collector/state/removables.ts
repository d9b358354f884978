/** The office's own memory sticks and disks, and where each device was plugged in. */
import { sql, type Kysely } from 'kysely'
import type { IdentityTables } from './identity-tables.ts'
import type { RegistersTables } from './registers-tables.ts'

export interface RegisteredDevice {
  /** Text of removable_use.device: maker, model, serial number. */
  readonly device: string
  readonly label: string
  readonly holder: string
  readonly note: string
  readonly registeredAtMs: number
  readonly registeredBy: string
}
export interface SeenDevice {
  readonly device: string
  readonly hostId: string
  readonly hostName: string
  readonly departmentId: string | null
  readonly firstMs: number
  readonly lastMs: number
}
export interface RemovablesRepository {
  /** By label. */
  devices(): Promise<readonly RegisteredDevice[]>
  /** Adds or changes; false: the register is full. */
  save(device: RegisteredDevice): Promise<boolean>
  remove(device: string): Promise<void>
  /** Newest first. */
  seen(limit: number): Promise<readonly SeenDevice[]>
  /** Notes a use and answers what the register says of the device; `again`: that use was noted. */
  saw(
    device: string,
    hostId: string,
    atMs: number,
  ): Promise<'again' | 'no_register' | 'registered' | 'unregistered'>
}

const devicesMax = 5000
const seenMax = 20_000

export function createRemovables(
  db: Kysely<RegistersTables & IdentityTables>,
): RemovablesRepository {
  const register = async (device: string) => {
    const known = sql<number>`coalesce(sum(device = ${device}), 0)`.as('known')
    const query = db.selectFrom('removable_device').select([known, sql<number>`count(*)`.as('all')])
    const row = await query.executeTakeFirstOrThrow()
    if (row.known > 0) return 'registered' as const
    return row.all === 0 ? ('no_register' as const) : ('unregistered' as const)
  }
  return {
    devices: async () => {
      const rows = await db
        .selectFrom('removable_device')
        .selectAll()
        .orderBy('label')
        .orderBy('device')
        .execute()
      return rows.map(({ registered_at_ms, registered_by, ...rest }) => ({
        ...rest,
        registeredAtMs: registered_at_ms,
        registeredBy: registered_by,
      }))
    },
    save: async ({ device, label, holder, note, registeredAtMs, registeredBy }) => {
      const count = sql<number>`count(*)`.as('count')
      const others = db.selectFrom('removable_device').select(count).where('device', '!=', device)
      if ((await others.executeTakeFirstOrThrow()).count >= devicesMax) return false
      const values = { device, label, holder, note }
      await db
        .insertInto('removable_device')
        .values({ ...values, registered_at_ms: registeredAtMs, registered_by: registeredBy })
        .onConflict((conflict) => conflict.column('device').doUpdateSet({ label, holder, note }))
        .execute()
      return true
    },
    remove: async (device) => {
      await db.deleteFrom('removable_device').where('device', '=', device).execute()
    },
    seen: (limit) => seenDevices(db, limit),
    saw: async (device, hostId, atMs) => {
      if (!(await note(db, device, hostId, atMs))) return 'again'
      return await register(device)
    },
  }
}

async function seenDevices(
  db: Kysely<RegistersTables & IdentityTables>,
  limit: number,
): Promise<readonly SeenDevice[]> {
  const rows = await db
    .selectFrom('removable_seen')
    .innerJoin('host', 'host.id', 'removable_seen.host_id')
    .selectAll('removable_seen')
    .select(['host.name', 'host.department_id'])
    .orderBy('last_ms', 'desc')
    .orderBy('device')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    device: row.device,
    hostId: row.host_id,
    hostName: row.name,
    departmentId: row.department_id,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
  }))
}

/** False: this use, or a later one, was noted before, or the host is gone. */
async function note(
  db: Kysely<RegistersTables & IdentityTables>,
  device: string,
  host_id: string,
  atMs: number,
): Promise<boolean> {
  const known = await db
    .selectFrom('removable_seen')
    .select('last_ms')
    .where('device', '=', device)
    .where('host_id', '=', host_id)
    .executeTakeFirst()
  if (known && known.last_ms >= atMs) return false
  const host = db.selectFrom('host').select('id').where('id', '=', host_id)
  if ((await host.executeTakeFirst()) === undefined) return false
  await db
    .insertInto('removable_seen')
    .values({ device, host_id, first_ms: atMs, last_ms: atMs })
    .onConflict((conflict) =>
      conflict.columns(['device', 'host_id']).doUpdateSet({ last_ms: atMs }),
    )
    .execute()
  if (!known) await keepNewest(db)
  return true
}

async function keepNewest(db: Kysely<RegistersTables>): Promise<void> {
  const cut = db.selectFrom('removable_seen').select('last_ms').orderBy('last_ms', 'desc')
  const oldest = await cut.offset(seenMax).limit(1).executeTakeFirst()
  if (oldest) {
    await db.deleteFrom('removable_seen').where('last_ms', '<=', oldest.last_ms).execute()
  }
}
