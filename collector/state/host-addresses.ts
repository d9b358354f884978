import type { Kysely } from 'kysely'
import * as z from 'zod'
import type { HostAddresses } from './discovery-records.ts'
import type { IdentityTables } from './identity-tables.ts'

const inventory = z.object({
  network: z.array(
    z.object({
      mac: z.string().optional(),
      addresses: z.array(z.string()).default([]),
      gateway: z.string().optional(),
    }),
  ),
})

/** Where computers with an agent are, by their own inventory; what cannot be read is left out. */
export async function readHostAddresses(
  db: Kysely<IdentityTables>,
): Promise<readonly HostAddresses[]> {
  const rows = await db.selectFrom('host_inventory').select(['host_id', 'inventory']).execute()
  return rows.flatMap(({ host_id, inventory: text }) => {
    const read = inventory.safeParse(JSON.parse(text))
    if (!read.success) return []
    const { network } = read.data
    return [
      {
        hostId: host_id,
        addresses: network.flatMap(({ addresses }) => addresses),
        macs: network.flatMap(({ mac }) => mac ?? []),
        gateways: network.flatMap(({ gateway }) => gateway ?? []),
      },
    ]
  })
}
