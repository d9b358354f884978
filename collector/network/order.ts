/** Who looks at what: the orders of each poller, from what the officer declared. */
import {
  networkLimits,
  type LocalNetwork,
  type NetworkCheck,
  type NetworkDevice,
  type NetworkOrder,
} from '../../contract/wire/network.ts'
import type { HostRecord } from '../model/hosts.ts'
import type { NetworkOpened, NetworkState, StoredDevice } from '../state/network-records.ts'

export interface Ordered {
  readonly devices: readonly NetworkDevice[]
  readonly checks: readonly NetworkCheck[]
}

/** The device's own poller, or that of its site; undefined: nobody looks at it. */
export function pollerOf(
  device: StoredDevice,
  { sites }: Pick<NetworkState, 'sites'>,
  siteId: string | null,
): string | undefined {
  return device.pollerHostId ?? (siteId === null ? undefined : sites.get(siteId))
}

/** What that agent is to do, as far as it knows how (C1). */
export function orderFor(
  poller: string,
  local: LocalNetwork,
  parts: {
    readonly state: NetworkState
    readonly opened: NetworkOpened
    readonly host: (id: string) => HostRecord | undefined
  },
): Ordered {
  const { state, opened, host } = parts
  const knows = (kind: string): boolean => local.kinds.includes(kind)
  const mine = state.devices.filter((device) => {
    const record = host(device.hostId)
    return record && pollerOf(device, state, record.siteId) === poller
  })
  const devices = mine.flatMap((device): NetworkDevice[] => {
    const record = host(device.hostId)
    const role = record && deviceRole(record.role)
    if (!record || !role) return []
    const { hostId: id, address } = device
    const snmp = knows('snmp') ? opened.snmp.get(id) : undefined
    return [{ id, name: record.name, role, address, ...(snmp && { snmp }) }]
  })
  const ids = new Set(devices.map(({ id }) => id))
  const checks = state.checks.flatMap((stored) => {
    const check = opened.checks.get(stored.id)
    const asked =
      stored.deviceId === null ? stored.pollers.includes(poller) : ids.has(stored.deviceId)
    return check && stored.enabled && asked && knows(check.kind) ? [check] : []
  })
  return {
    devices: devices.slice(0, networkLimits.devicesMax),
    checks: checks.slice(0, networkLimits.checksMax),
  }
}

function deviceRole(role: HostRecord['role']): NetworkDevice['role'] | undefined {
  return role === 'desktop' || role === 'laptop' ? undefined : role
}

/** Well under the wire's limit for one message (limits.controlBytesMax). */
const partBytesMax = 40_000

type Entry =
  | { readonly device: NetworkDevice; readonly bytes: number }
  | { readonly check: NetworkCheck; readonly bytes: number }

/** An order as messages; at least one, also when there is nothing to do any more. */
export function messagesOf(order: number, { devices, checks }: Ordered): readonly NetworkOrder[] {
  const entries: Entry[] = [
    ...devices.map((device) => ({ device, bytes: JSON.stringify(device).length })),
    ...checks.map((check) => ({ check, bytes: JSON.stringify(check).length })),
  ]
  const pieces: Entry[][] = [[]]
  let bytes = 0
  for (const entry of entries) {
    const last = pieces.at(-1)
    const full =
      last &&
      last.length > 0 &&
      (bytes + entry.bytes > partBytesMax || last.length >= networkLimits.entriesPerPartMax)
    if (full || !last) {
      pieces.push([entry])
      bytes = entry.bytes
    } else {
      last.push(entry)
      bytes += entry.bytes
    }
  }
  const kept = pieces.slice(0, networkLimits.partsMax)
  return kept.map((piece, part) => ({
    type: 'network',
    order,
    part,
    parts: kept.length,
    devices: piece.flatMap((entry) => ('device' in entry ? [entry.device] : [])),
    checks: piece.flatMap((entry) => ('check' in entry ? [entry.check] : [])),
  }))
}
