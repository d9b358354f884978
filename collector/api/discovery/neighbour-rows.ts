/** Neighbours that switches name and nobody knows: no look through a subnet need have found them. */
import { createHash } from 'node:crypto'
import { guessKind, type GuessKind } from '../../../config/device-guess.ts'
import { isMadeUpMac, makerOf } from '../../../config/mac-maker.ts'
import type { NeighbourKind } from '../../../contract/wire/discovery.ts'
import type { NewNeighbour } from '../../state/discovery-records.ts'
import { plainPort } from '../topology/switch-tree.ts'
import type { Known, TopologyPort } from '../topology/known.ts'

export interface UnknownNeighbour extends NewNeighbour {
  readonly deviceId: string
  readonly port: string
  readonly addresses: number
  readonly kind: GuessKind
  readonly atMs: number
}

const neighboursMax = 500
const macPattern = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/
const kinds: Readonly<Record<NeighbourKind, GuessKind>> = {
  telephone: 'telephone',
  access_point: 'network',
  router: 'network',
  switch: 'network',
  station: 'computer',
}

/** Each once, as the nearest of those that name it sees it. */
export function unknownNeighbours(known: Known): readonly UnknownNeighbour[] {
  const found = new Map<string, UnknownNeighbour>()
  for (const { deviceId, ports, atMs } of known.tables.values()) {
    const siteId = known.hosts.get(deviceId)?.siteId
    if (siteId === undefined || siteId === null) continue
    for (const port of ports) {
      if (known.neighbourOf(deviceId, port) !== undefined) continue
      const one = strangerOn(port, { deviceId, siteId, atMs })
      if (!one || isOwn(known, deviceId, one)) continue
      const before = found.get(one.id)
      if (!before || one.addresses < before.addresses) found.set(one.id, one)
    }
  }
  return [...found.values()].slice(0, neighboursMax)
}

/** A cable from a switch into itself. */
function isOwn(known: Known, deviceId: string, { name, mac }: UnknownNeighbour): boolean {
  const own = known.hosts.get(deviceId)?.name.toLowerCase()
  return name?.toLowerCase() === own || (mac !== null && known.byMac.get(mac) === deviceId)
}

function strangerOn(
  port: TopologyPort,
  seen: Pick<UnknownNeighbour, 'deviceId' | 'siteId' | 'atMs'>,
): UnknownNeighbour | undefined {
  const { neighbour, neighbourId, neighbourAddress = '', neighbourKind, addresses } = port
  const id = neighbourId?.toLowerCase() ?? ''
  const mac = macPattern.test(id) ? id : null
  const name = neighbour?.trim() || (mac === null ? neighbourId?.trim() : undefined) || null
  if (mac === null && name === null && neighbourAddress === '') return undefined
  // Somebody's own telephone or laptop hides behind such an address; a switch that does has a name.
  if (mac !== null && isMadeUpMac(mac) && name === null) return undefined
  const key = `${seen.siteId} ${mac ?? name ?? neighbourAddress}`
  const maker = mac === null ? undefined : makerOf(mac)
  const kind = neighbourKind
    ? kinds[neighbourKind]
    : guessKind({ snmpKind: undefined, ports: [], maker })
  return {
    ...seen,
    id: `n${createHash('sha256').update(key).digest('hex').slice(0, 20)}`,
    address: neighbourAddress,
    mac,
    name,
    port: plainPort(port.port),
    addresses,
    kind,
  }
}
