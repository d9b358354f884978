/**
 * Whether this machine itself is on the network: otherwise a failed check says nothing about its
 * target. Asked is the default gateway's neighbour entry, and nothing is sent for it.
 */
import type { Clock } from '../../../lib/clock.ts'
import type { Host } from '../../host/host.ts'

export interface Egress {
  reachable(signal: AbortSignal): Promise<boolean>
}

/** An answer holds for so long. */
const holdMs = 10_000

export function createEgress(host: Host, clock: Clock): Egress {
  let untilMs = -Infinity
  let known = true
  return {
    reachable: async () => {
      const nowMs = clock.monotonic()
      if (nowMs < untilMs) return known
      untilMs = nowMs + holdMs
      known = hasWay(host)
      return known
    },
  }
}

/**
 * Linux: an interface that is up with a link carries a route. Elsewhere: an interface other than
 * loopback has an address, which is taken away when its cable is pulled.
 */
function hasWay(host: Host): boolean {
  if (host.platform !== 'linux') return Object.keys(host.addresses()).length > 0
  const routed = routedInterfaces(host)
  // Without any table (a container, a strange kernel) nothing is known against it.
  if (routed === undefined) return true
  return routed.some((name) => carries(host, name))
}

/** Of both families; undefined: the kernel tells of neither. */
function routedInterfaces(host: Host): readonly string[] | undefined {
  const four = rowsOf(host, '/proc/net/route')
    ?.slice(1)
    .map((line) => line.split('\t')[0] ?? '')
  const six = rowsOf(host, '/proc/net/ipv6_route')?.flatMap(routedBySix)
  if (four === undefined && six === undefined) return undefined
  return [...new Set([...(four ?? []), ...(six ?? [])])].filter((name) => name !== '')
}

function rowsOf(host: Host, file: string): readonly string[] | undefined {
  try {
    return host.readTextNow(file).split('\n').slice(0, 513)
  } catch {
    return undefined
  }
}

/** Destination first, interface last; what each card gives itself (fe80::/10, ff00::/8) leads nowhere. */
function routedBySix(line: string): readonly string[] {
  const columns = line.trim().split(/\s+/)
  const [destination = '', name = ''] = [columns[0], columns.at(-1)]
  const ownOnly = /^(fe[89ab]|ff)/.test(destination) || name === 'lo'
  return columns.length === 10 && !ownOnly ? [name] : []
}

function carries(host: Host, name: string): boolean {
  if (!/^[A-Za-z0-9_.:@-]{1,64}$/.test(name)) return false
  try {
    return host.readTextNow(`/sys/class/net/${name}/carrier`).trim() !== '0'
  } catch {
    // Down interfaces refuse the reading; some virtual ones have no such file.
    return false
  }
}
