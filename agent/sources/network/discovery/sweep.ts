/**
 * One gentle look through a subnet: an echo request to each address, so many a second, with the
 * neighbour table read between; then only of what is there its name, a few TCP ports and what it
 * says by SNMP. Addresses that this machine's own settings do not allow are never asked.
 */
import type { DiscoverOrder, Discovered, Sighting } from '../../../../contract/wire/discovery.ts'
import type { Clock } from '../../../../lib/clock.ts'
import { isNotPresent, type Host } from '../../../host/host.ts'
import type { Guard } from '../guard.ts'
import { fping, ping } from '../ping/ping-programs.ts'
import { addressesOf, isMadeUp } from './addresses.ts'
import { knock, nameOf, type Lookups } from './look-closer.ts'
import { neighbourTable } from './neighbour-table.ts'

export interface SweepParts {
  readonly host: Host
  readonly clock: Clock
  readonly guard: Guard
  /** This machine's own limit, in probes a second. */
  readonly perSecondMax: number
  readonly signal: AbortSignal
  /** Loads what speaks SNMP: with the first device that is asked. */
  readonly identify: (
    address: string,
    order: DiscoverOrder,
  ) => Promise<Sighting['snmp'] | undefined>
  /** Neighbours and addresses of the switches and routers that this poller reads anyway. */
  readonly tables: () => Promise<Tables>
  readonly lookups: Lookups
}
export interface Tables {
  readonly ports: Discovered['ports']
  readonly own: Discovered['own']
  /** What routers have in their tables of neighbours. */
  readonly neighbours: readonly { address: string; mac: string; by: string }[]
  /** Some of it could not be read. */
  readonly partly: boolean
}

type Result = Omit<Discovered, 'run'>
const nothing = { asked: 0, answered: 0, personal: 0, found: [], ports: [], own: [] }
const echo = { count: 1, timeoutMs: 1000 }
const chunkMs = 1000
/** Of those that are there, so many are looked at more closely at once. */
const closerAtOnce = 4

/** Rejects only when the agent stops. */
export async function sweep(order: DiscoverOrder, parts: SweepParts): Promise<Result> {
  const { guard, host, signal } = parts
  const all = addressesOf(order.cidr)
  const own = new Set(Object.values(host.addresses()).flat())
  // The public Internet is nobody's own subnet, whatever the settings say of single checks.
  const allowed = all?.filter((address) => guard.refusal(address) === undefined) ?? []
  if (allowed.length === 0) return { ...nothing, state: 'refused' }
  const asked = allowed.filter((address) => !own.has(address))
  const there = await askAll(asked, paceOf(order, parts), parts)
  signal.throwIfAborted()
  const tables = await parts.tables()
  const seen = new Map<string, { mac?: string | undefined; by?: string }>(there)
  const inside = new Set(asked)
  for (const { address, mac, by } of tables.neighbours) {
    if (!inside.has(address)) continue
    if (!seen.has(address)) seen.set(address, { mac, by })
    else if (seen.get(address)?.mac === undefined) seen.set(address, { mac })
  }
  const { found, personal } = await closer(seen, order, parts)
  const state = tables.partly ? 'partly' : 'done'
  const counts = { asked: asked.length, answered: seen.size, personal }
  return { state, ...counts, found, ports: tables.ports, own: tables.own }
}

function paceOf({ perSecond }: DiscoverOrder, { perSecondMax }: SweepParts): number {
  return Math.max(1, Math.min(perSecond, perSecondMax))
}

/** Addresses that answered an echo request, or the kernel's question for their hardware address. */
async function askAll(
  addresses: readonly string[],
  perSecond: number,
  parts: SweepParts,
): Promise<ReadonlyMap<string, { mac?: string | undefined }>> {
  const { host, clock, signal } = parts
  const there = new Map<string, { mac?: string | undefined }>()
  const inside = new Set(addresses)
  const note = async (): Promise<void> => {
    for (const [address, mac] of await neighbourTable(host))
      if (inside.has(address)) there.set(address, { mac })
  }
  for (let at = 0; at < addresses.length; at += perSecond) {
    signal.throwIfAborted()
    const beganMs = clock.monotonic()
    const chunk = addresses.slice(at, at + perSecond)
    for (const address of await answering(host, chunk, signal))
      if (!there.has(address)) there.set(address, {})
    await note()
    const leftMs = chunkMs - (clock.monotonic() - beganMs)
    if (leftMs > 0) await clock.sleep(leftMs, signal)
  }
  return there
}

async function answering(
  host: Host,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const together = await fping(host, addresses, echo)
  if (together)
    return [...together].filter(([, { times }]) => times.some((time) => time !== null)).map(first)
  const found: string[] = []
  const waiting = [...addresses]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift())
      if ((await ping(host, next, echo)).times.some((time) => time !== null)) found.push(next)
  }
  // Nothing here can ping: then the neighbour table alone tells who is there.
  await Promise.all(Array.from({ length: closerAtOnce }, worker)).catch((error: unknown) => {
    if (!isNotPresent(error)) throw error
  })
  return found
}

function first([address]: readonly [string, unknown]): string {
  return address
}

type Seen = ReadonlyMap<string, { mac?: string | undefined; by?: string }>

async function closer(
  seen: Seen,
  order: DiscoverOrder,
  parts: SweepParts,
): Promise<{ found: Sighting[]; personal: number }> {
  const found: Sighting[] = []
  let personal = 0
  const waiting = [...seen]
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      parts.signal.throwIfAborted()
      const [address, { mac, by }] = next
      const snmp = await parts.identify(address, order)
      // Switches and virtual servers have such addresses too; these say what they are.
      if (mac !== undefined && isMadeUp(mac) && snmp === undefined) personal++
      else found.push(await lookAt({ address, mac, by, snmp }, parts))
    }
  }
  await Promise.all(Array.from({ length: closerAtOnce }, worker))
  return { found: found.toSorted((a, b) => wordOf(a.address) - wordOf(b.address)), personal }
}

async function lookAt(
  seen: {
    address: string
    mac: string | undefined
    by: string | undefined
    snmp: Sighting['snmp'] | undefined
  },
  { clock, lookups, signal }: SweepParts,
): Promise<Sighting> {
  const { address, mac, by, snmp } = seen
  const ports = await knock(address, clock, signal)
  const name = await nameOf(address, clock, lookups)
  return {
    address,
    ...(mac !== undefined && { mac }),
    ...(by !== undefined && { by }),
    ...(name !== undefined && { name }),
    ...(snmp !== undefined && { snmp }),
    ports: [...ports],
  }
}

function wordOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}
