/** What was found, with what is known of it. */
import { guessKind, type GuessKind } from '../../../config/device-guess.ts'
import { isMadeUpMac, makerOf } from '../../../config/mac-maker.ts'
import type { NetworkDevice } from '../../../contract/wire/network.ts'
import type { Clock } from '../../../lib/clock.ts'
import type { HostRecord, HostsRepository } from '../../model/hosts.ts'
import type { OfficeRepository } from '../../model/office.ts'
import type { DiscoveryRepository, FoundDevice } from '../../state/discovery-records.ts'
import { knownHosts, readKnownBy, type KnownBy } from '../../state/known-devices.ts'
import { placesByMac, type LearntPlace } from '../../state/learnt-ports.ts'
import type { NetworkRepository } from '../../state/network-records.ts'
import type { FoundRow } from '../discovery-views.ts'
import { knownOf } from '../topology/known.ts'
import { unknownNeighbours, type UnknownNeighbour } from './neighbour-rows.ts'

export interface FoundParts {
  readonly discovery: DiscoveryRepository
  readonly network: NetworkRepository
  readonly hosts: Pick<HostsRepository, 'all' | 'change'>
  readonly office: Pick<OfficeRepository, 'sites' | 'departments'>
  readonly clock: Pick<Clock, 'now'>
}

const roleByKind: Readonly<Partial<Record<GuessKind, NetworkDevice['role']>>> = {
  printer: 'printer',
  ups: 'ups',
  server: 'server',
  computer: 'server',
}

/** What looks through subnets found, and neighbours that switches name. */
export async function foundRows(parts: FoundParts): Promise<readonly FoundRow[]> {
  const { discovery, network, hosts, office } = parts
  const [found, all, sites] = await Promise.all([discovery.found(), hosts.all(), office.sites()])
  const names = new Map(all.map(({ id, name }) => [id, name]))
  const siteNames = new Map(sites.map(({ id, name }) => [id, name]))
  const siteOf = new Map(all.map(({ id, siteId }) => [id, siteId]))
  const by = await readKnownBy({ discovery, network, siteOf: (id) => siteOf.get(id) ?? null })
  const known = knownHosts(found, by)
  const places = placesByMac(by.tables)
  const taken = new Set(all.map(({ name }) => name.toLowerCase()))
  const rows = found.map((one): FoundRow => {
    const hostId = known.get(one.id) ?? null
    const place = one.mac === null ? undefined : places.get(one.mac)?.[0]
    const { maker, kind } = guessOf(one)
    const name = one.snmp?.name ?? one.name
    return {
      id: one.id,
      siteId: one.siteId,
      siteName: siteNames.get(one.siteId) ?? '',
      state: hostId !== null ? 'known' : one.declined ? 'declined' : 'new',
      kind,
      address: one.address,
      mac: one.mac,
      madeUp: one.mac !== null && isMadeUpMac(one.mac),
      maker: maker ?? null,
      name,
      model: one.snmp?.model ?? one.snmp?.description ?? null,
      snmp: one.snmp !== null,
      ports: one.ports,
      place: placeOf(place, names),
      hostId,
      hostName: hostId === null ? null : (names.get(hostId) ?? null),
      decidedBy: one.declined ? one.decidedBy : null,
      reason: one.declined ? one.reason : null,
      isNeighbour: one.cidr === '',
      firstMs: one.firstMs,
      lastMs: one.lastMs,
      suggested: {
        name: hostId === null ? freeName(name ?? maker ?? kind, one.address, taken) : '',
        role: roleByKind[kind] ?? 'network',
      },
    }
  })
  const neighbours = await strangers(parts, by, all, found)
  return [
    ...rows,
    ...neighbours.map((one) => {
      const siteName = siteNames.get(one.siteId) ?? ''
      const device = names.get(one.deviceId) ?? one.deviceId
      return neighbourRow(one, { siteName, device, taken })
    }),
  ]
}

/** Those that no look has found yet, by address or card. */
async function strangers(
  { clock }: FoundParts,
  by: KnownBy,
  hosts: readonly HostRecord[],
  found: readonly FoundDevice[],
): Promise<readonly UnknownNeighbour[]> {
  const seen = new Set(
    found.flatMap(({ id, siteId, address, mac }) => [
      id,
      `${siteId} ${address}`,
      `${siteId} ${mac ?? ''}`,
    ]),
  )
  const neighbours = unknownNeighbours(knownOf({ ...by, hosts, nowMs: clock.now() }))
  return neighbours.filter(
    ({ id, siteId, address, mac }) =>
      !seen.has(id) &&
      (address === '' || !seen.has(`${siteId} ${address}`)) &&
      (mac === null || !seen.has(`${siteId} ${mac}`)),
  )
}

function neighbourRow(
  one: UnknownNeighbour,
  about: { readonly siteName: string; readonly device: string; readonly taken: Set<string> },
): FoundRow {
  const { id, siteId, kind, address, mac, name, port, addresses, atMs } = one
  const maker = mac === null ? undefined : makerOf(mac)
  const { siteName, device, taken } = about
  return {
    id,
    siteId,
    siteName,
    kind,
    address,
    mac,
    name,
    state: 'new',
    madeUp: mac !== null && isMadeUpMac(mac),
    maker: maker ?? null,
    model: null,
    snmp: false,
    ports: [],
    place: { device, port, addresses },
    hostId: null,
    hostName: null,
    decidedBy: null,
    reason: null,
    isNeighbour: true,
    firstMs: atMs,
    lastMs: atMs,
    suggested: {
      name: freeName(name ?? maker ?? kind, address || (mac ?? port), taken),
      role: roleByKind[kind] ?? 'network',
    },
  }
}

/** Maker of its card and what it may be. */
function guessOf({ mac, ports, snmp }: FoundDevice): {
  maker: string | undefined
  kind: GuessKind
} {
  const maker = mac === null ? undefined : makerOf(mac)
  return { maker, kind: guessKind({ snmpKind: snmp?.kind, ports, maker }) }
}

function placeOf(
  place: LearntPlace | undefined,
  names: ReadonlyMap<string, string>,
): FoundRow['place'] {
  if (!place) return null
  const { deviceId, port, addresses } = place
  return { device: names.get(deviceId) ?? deviceId, port, addresses }
}

const nameMax = 120

/** Its own name where it has one that nobody else has, else with its address behind it. */
function freeName(said: string, address: string, taken: Set<string>): string {
  const short = said.slice(0, nameMax).trim()
  const name = taken.has(short.toLowerCase()) ? `${short} ${address}` : short
  taken.add(name.toLowerCase())
  return name
}
