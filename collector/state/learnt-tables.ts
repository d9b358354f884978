/**
 * What switches and routers have in their tables: of runs of discovery with all addresses, and of
 * their hourly readings, which are newer and name a port's address only where there is one.
 */
import type { Kysely } from 'kysely'
import * as z from 'zod'
import { learntPort } from '../../contract/wire/discovery.ts'
import type { DeviceTables } from './discovery-records.ts'
import type { DiscoveryTables } from './discovery-tables.ts'

/** Addresses of a run hold so long beside newer readings of the same port. */
const runHoldsMs = 7 * 86_400_000

const storedTables = z.object({ ports: z.array(z.unknown()), macs: z.array(z.string()) })

export async function readTables(db: Kysely<DiscoveryTables>): Promise<readonly DeviceTables[]> {
  const [runs, readings] = await Promise.all([
    db.selectFrom('discovery_device').selectAll().execute(),
    db.selectFrom('device_links').selectAll().execute(),
  ])
  const byDevice = new Map(runs.flatMap(tablesOf).map((one) => [one.deviceId, one]))
  for (const newer of readings.flatMap(tablesOf)) {
    const run = byDevice.get(newer.deviceId)
    byDevice.set(newer.deviceId, run ? joined(run, newer) : newer)
  }
  return [...byDevice.values()]
}

export async function keepLinks(
  db: Kysely<DiscoveryTables>,
  { deviceId: device_id, atMs: at_ms, ports, macs }: DeviceTables,
): Promise<void> {
  const value = JSON.stringify({ ports, macs })
  await db
    .insertInto('device_links')
    .values({ device_id, value, at_ms })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet({ value, at_ms }))
    .execute()
}

/** Empty: of an earlier or later version. */
function tablesOf(row: DiscoveryTables['discovery_device']): readonly DeviceTables[] {
  const read = storedTables.safeParse(JSON.parse(row.value))
  if (!read.success) return []
  const device = row.device_id
  const ports = read.data.ports.flatMap(
    (one) => learntPort.safeParse({ device, ...asObject(one) }).data ?? [],
  )
  return [{ deviceId: device, atMs: row.at_ms, ports, macs: read.data.macs }]
}

function asObject(one: unknown): object {
  return typeof one === 'object' && one !== null ? one : {}
}

function joined(run: DeviceTables, newer: DeviceTables): DeviceTables {
  if (newer.atMs <= run.atMs) return run
  const { deviceId, atMs } = newer
  if (newer.atMs - run.atMs > runHoldsMs) return { ...newer, macs: run.macs }
  const before = new Map(run.ports.map((port) => [port.port, port]))
  const ports = newer.ports.map((port) => {
    const known = before.get(port.port)
    // The reading counts all addresses and names none of several: the run's are the best there is.
    const macs = port.macs.length > 0 || port.addresses === 0 ? port.macs : (known?.macs ?? [])
    const { neighbourAddress, neighbourKind } = known ?? {}
    const same = known?.neighbour === port.neighbour && known?.neighbourId === port.neighbourId
    const told = same
      ? { ...(neighbourAddress && { neighbourAddress }), ...(neighbourKind && { neighbourKind }) }
      : {}
    return { ...port, ...told, macs }
  })
  return { deviceId, atMs, ports, macs: run.macs }
}
