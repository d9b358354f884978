/** Takes a poller's answer into the state, in one transaction. */
import type { Kysely, Transaction } from 'kysely'
import type { Discovered, Sighting } from '../../contract/wire/discovery.ts'
import type { DiscoverySubnet, TakenRun } from './discovery-records.ts'
import type { DiscoveryTables } from './discovery-tables.ts'
import type { IdentityTables } from './identity-tables.ts'
import { newId } from './secret-text.ts'

type Tables = DiscoveryTables & IdentityTables

/** What nobody has seen for so long and nobody has declined is forgotten. */
const unseenMs = 90 * 86_400_000

export async function updateSubnet(
  db: Kysely<Tables>,
  cidr: string,
  values: Partial<DiscoveryTables['discovery_subnet']>,
): Promise<void> {
  await db.updateTable('discovery_subnet').set(values).where('cidr', '=', cidr).execute()
}

/** What a device is known by: with a hardware address, its other address and name may change. */
function printOf({ mac, name, snmp }: Sighting): string {
  const said = [snmp?.objectId, snmp?.serial, snmp?.name]
  return [...said, mac === undefined ? name : ''].map((word) => word ?? '').join('|')
}

export async function takeRun(
  tx: Transaction<Tables>,
  subnet: DiscoverySubnet,
  { state, asked, answered, personal, found, ports, own }: Discovered,
  atMs: number,
): Promise<TakenRun> {
  const { cidr, siteId: site_id, doneMs } = subnet
  const whole = state === 'done' || state === 'partly'
  const counts = whole ? { asked, answered, personal, done_ms: atMs } : {}
  await updateSubnet(tx, cidr, { run: null, run_ms: null, state, ...counts })
  const fresh: string[] = []
  for (const one of found) {
    const id = await takeOne(tx, { site_id, cidr }, one, atMs)
    if (id !== undefined) fresh.push(id)
  }
  await tx
    .deleteFrom('discovery_found')
    .where('last_ms', '<', atMs - unseenMs)
    .where('declined', 'is', null)
    .execute()
  const byDevice = Map.groupBy(ports, ({ device }) => device)
  for (const { device, macs } of own) {
    const value = JSON.stringify({ ports: byDevice.get(device) ?? [], macs })
    await tx
      .insertInto('discovery_device')
      .columns(['device_id', 'value', 'at_ms'])
      .expression((from) =>
        from
          .selectFrom('host')
          .select((row) => ['id', row.val(value).as('value'), row.val(atMs).as('at_ms')])
          .where('id', '=', device),
      )
      .onConflict((conflict) => conflict.column('device_id').doUpdateSet({ value, at_ms: atMs }))
      .execute()
  }
  return { fresh, first: doneMs === null }
}

/** Its id when it was not there before, or was declined and is another now. */
async function takeOne(
  tx: Transaction<Tables>,
  { site_id, cidr }: { readonly site_id: string; readonly cidr: string },
  one: Sighting,
  atMs: number,
): Promise<string | undefined> {
  const { address, mac = null, ...rest } = one
  const key = mac ?? address
  const print = printOf(one)
  const before = await tx
    .selectFrom('discovery_found')
    .select(['id', 'declined'])
    .where('site_id', '=', site_id)
    .where('key', '=', key)
    .executeTakeFirst()
  const now = { cidr, address, mac, facts: JSON.stringify(rest), print, last_ms: atMs }
  if (before === undefined) {
    const id = newId()
    await tx
      .insertInto('discovery_found')
      .values({ id, site_id, key, ...now, first_ms: atMs })
      .execute()
    return id
  }
  await tx.updateTable('discovery_found').set(now).where('id', '=', before.id).execute()
  return before.declined !== null && before.declined !== print ? before.id : undefined
}
