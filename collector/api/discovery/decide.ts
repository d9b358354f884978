/** The officer's word on what was found: registered as a device, declined, or proposed again. */
import { deviceDeclaration, type DeviceDeclaration } from '../../../config/network-schema.ts'
import { deviceRoles } from '../../../contract/wire/network.ts'
import type { FoundRow } from '../discovery-views.ts'
import { DeclarationFault, declareNetwork, type Declared } from '../network/declare.ts'
import { foundRows, type FoundParts } from './found-rows.ts'

export interface Acceptance {
  readonly id: string
  /** Left out: as it is suggested. */
  readonly name?: string | undefined
  readonly role?: string | undefined
  /** Left out: where it was found. */
  readonly address?: string | undefined
}

/** As many as a declaration holds. */
export const acceptedMax = 1000

/**
 * Registers them at the site of their subnet, pinged, and read by SNMP with the access that they
 * took. All of them or, at a fault, none. @throws DeclarationFault
 */
export async function acceptFound(
  parts: FoundParts,
  wanted: readonly Acceptance[],
): Promise<Declared> {
  if (wanted.length > acceptedMax)
    throw new DeclarationFault('accept', `at most ${acceptedMax} at once`)
  const rows = new Map((await foundRows(parts)).map((row) => [row.id, row]))
  const devices = []
  for (const one of wanted) {
    const row = rows.get(one.id)
    if (!row) throw new DeclarationFault(`"${one.id}"`, 'nothing with this id was found')
    if (row.state === 'known')
      throw new DeclarationFault(row.address, `it is registered already, as "${row.hostName}"`)
    devices.push(await deviceOf(parts, row, one))
  }
  return declareNetwork(parts, { pollers: {}, devices, checks: [] })
}

async function deviceOf(
  { discovery, hosts }: FoundParts,
  row: FoundRow,
  { name, role, address }: Acceptance,
): Promise<DeviceDeclaration> {
  const where = address?.trim() || row.address
  const called = row.address || row.suggested.name
  if (where === '')
    throw new DeclarationFault(called, 'its neighbour does not say where it is: give its address')
  const found = (await discovery.found()).find(({ id }) => id === row.id)
  const access = found?.snmp ? (await discovery.accesses(found.cidr))[found.snmp.access] : undefined
  const read = deviceDeclaration.safeParse({
    name: name?.trim() || row.suggested.name,
    role: role ?? row.suggested.role,
    address: where,
    site: row.siteId,
    ...(access && { snmp: access }),
  })
  if (!read.success) {
    const roles = `a role of ${deviceRoles.join(', ')}`
    throw new DeclarationFault(
      called,
      `write a name of at most 255 letters, an address, and ${roles}`,
    )
  }
  // A device of that name would be changed by the declaration; here it is another one.
  const twin = (await hosts.all()).find(
    (host) => host.name.toLowerCase() === read.data.name.toLowerCase(),
  )
  if (twin) throw new DeclarationFault(called, `the name "${read.data.name}" is taken`)
  return read.data
}

/** Ids of those that were found; what is not there any more is left out. */
export async function declineFound(
  parts: FoundParts,
  ids: readonly string[],
  {
    by,
    atMs,
    reason = '',
  }: { readonly by: string; readonly atMs: number; readonly reason?: string },
): Promise<readonly string[]> {
  const { discovery } = parts
  const rows = new Map((await foundRows(parts)).map((row) => [row.id, row]))
  const chosen = ids.flatMap((id) => rows.get(id) ?? [])
  for (const row of chosen) if (row.isNeighbour) await discovery.keepNeighbour(row, atMs)
  const kept = chosen.map(({ id }) => id)
  await discovery.decline(kept, by, atMs, reason.slice(0, 500))
  return kept
}
