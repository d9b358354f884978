import * as z from 'zod'
import { limits } from '../../contract/wire/limits.ts'
import type { Neighbour } from '../../contract/wire/settings.ts'
import type { HostRecord } from '../model/hosts.ts'

/** What is taken from an inventory, which an agent sent. */
const inventorySchema = z.object({
  network: z.array(
    z.object({ mac: z.string().optional(), addresses: z.array(z.string()).max(64) }),
  ),
})
const version4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const macShape = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/

/** Where a machine can be seen from its neighbours; undefined when its inventory does not say. */
export function neighbourOf(inventory: HostRecord['inventory']): Neighbour | undefined {
  const parsed = inventorySchema.safeParse(inventory)
  if (!parsed.success) return undefined
  for (const { mac, addresses } of parsed.data.network) {
    const address = addresses.find((one) => version4.test(one) && !one.startsWith('169.254.'))
    if (address === undefined) continue
    const lower = mac?.toLowerCase() ?? ''
    return macShape.test(lower) ? { address, mac: lower } : { address }
  }
  return undefined
}

/** The site's machines beside the speaker that can be looked for, in a fixed order. */
export function neighbourList(
  members: readonly { readonly id: string; readonly neighbour: Neighbour | undefined }[],
): { readonly ids: readonly string[]; readonly neighbours: readonly Neighbour[] } {
  const known = members
    .flatMap(({ id, neighbour }) => (neighbour === undefined ? [] : [{ id, neighbour }]))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limits.neighboursMax)
  return { ids: known.map(({ id }) => id), neighbours: known.map(({ neighbour }) => neighbour) }
}
