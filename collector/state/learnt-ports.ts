/** On which port of which switch an address hangs, by what the switches have learnt. */
import type { DeviceTables } from './discovery-records.ts'

export interface LearntPlace {
  readonly deviceId: string
  readonly port: string
  /** Hardware addresses on that port: 1 when nothing stands between. */
  readonly addresses: number
}

/**
 * All places where a hardware address was learnt, the nearest first: the port with the fewest
 * addresses, and one without a neighbouring switch before one that leads to it.
 */
export function placesByMac(tables: readonly DeviceTables[]): ReadonlyMap<string, LearntPlace[]> {
  const places = new Map<string, (LearntPlace & { readonly leads: boolean })[]>()
  for (const { deviceId, ports } of tables) {
    for (const { port, addresses, macs, neighbour, neighbourId } of ports) {
      const leads = Boolean(neighbour ?? neighbourId)
      for (const mac of macs) {
        const known = places.get(mac) ?? []
        known.push({ deviceId, port, addresses, leads })
        places.set(mac, known)
      }
    }
  }
  for (const known of places.values())
    known.sort(
      (a, b) =>
        a.addresses - b.addresses ||
        Number(a.leads) - Number(b.leads) ||
        (a.deviceId < b.deviceId ? -1 : 1),
    )
  return places
}
