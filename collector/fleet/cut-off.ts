/**
 * Who cannot be judged because the way to it is down: hosts behind a lost device, or all of them
 * while the collector itself has no network. Unknown is neither off nor failed (A3).
 */
import type { ParentGraph } from '../../lib/parent-graph.ts'
import type { HostPresence } from './host-presence.ts'

export interface WaysDown {
  readonly graph: ParentGraph
  readonly hosts: ReadonlyMap<string, HostPresence>
  /** Since when the collector has no network; null: it has. */
  readonly cutOffSinceMs: number | null
  /** Silence after which a lost host counts as lost. */
  readonly graceMs: (host: HostPresence) => number
  readonly nowMs: number
}

/** Who is cut off now; whoever was and has its way again gets its time to come back. */
export function judgeWays(before: ReadonlySet<string>, ways: WaysDown): ReadonlySet<string> {
  const cut = hostsCutOff(ways)
  for (const id of before) {
    const host = ways.hosts.get(id)
    if (host && !cut.has(id) && isWayBack(id, ways)) host.graceFromMs = ways.nowMs
  }
  return cut
}

function hostsCutOff(ways: WaysDown): ReadonlySet<string> {
  const cut = new Set<string>()
  if (ways.cutOffSinceMs !== null) {
    for (const host of ways.hosts.values())
      if (isLostFrom(host, ways.cutOffSinceMs - ways.graceMs(host))) cut.add(host.id)
    return cut
  }
  for (const id of ways.graph.heads()) {
    const head = ways.hosts.get(id)
    if (head === undefined || !isGone(head, ways) || !isRoot(id, ways)) continue
    const behind = ways.graph.behind(id)
    // With nothing left beside it, it is the site that went and not this device.
    if (!isReachedBeside(head, behind, ways)) continue
    const fromMs = head.loss?.atMs ?? 0
    for (const child of behind) {
      const host = ways.hosts.get(child)
      if (host && wentWith(host, fromMs, ways) && rootOf(child, ways) !== undefined) cut.add(child)
    }
  }
  return cut
}

/** Nothing lost stands above it any more. */
function isWayBack(id: string, ways: WaysDown): boolean {
  return ways.cutOffSinceMs === null && rootOf(id, ways) === undefined
}

/** Heard long after the device was gone it has another way, and its later loss is a fault of its own. */
function wentWith(host: HostPresence, fromMs: number, { graceMs }: WaysDown): boolean {
  const grace = graceMs(host)
  return isLostFrom(host, fromMs - grace) && host.heardAtMs <= fromMs + grace
}

/** Lost without a goodbye, and not before the cause: an earlier fault of its own stays one. */
function isLostFrom(host: HostPresence, fromMs: number): boolean {
  const { loss } = host
  return !host.connected && loss !== null && loss.goodbye === null && loss.noticedMs >= fromMs
}

function isGone(host: HostPresence, { graceMs, nowMs }: WaysDown): boolean {
  const { loss } = host
  if (host.connected || loss === null || loss.goodbye !== null) return false
  return nowMs - Math.max(loss.atMs, host.graceFromMs) >= graceMs(host)
}

function isRoot(id: string, ways: WaysDown): boolean {
  return rootOf(id, ways) === undefined
}

function rootOf(id: string, ways: WaysDown): string | undefined {
  return ways.graph.rootOf(id, (one) => isLost(one, ways, depthMax))
}

/** So many unwatched devices may stand above each other. */
const depthMax = 8

/** What nobody looks at (a small switch that is only declared) is lost with what is above it. */
function isLost(id: string, ways: WaysDown, depth: number): boolean {
  const host = ways.hosts.get(id)
  if (host === undefined || depth === 0) return false
  if (host.everSeen) return isGone(host, ways)
  const parents = ways.graph.parentsOf(id)
  return parents.length > 0 && parents.every((one) => isLost(one, ways, depth - 1))
}

function isReachedBeside(
  head: HostPresence,
  behind: ReadonlySet<string>,
  { graph, hosts }: WaysDown,
): boolean {
  if (graph.parentsOf(head.id).some((id) => hosts.get(id)?.connected)) return true
  for (const host of hosts.values())
    if (host.connected && host.siteId === head.siteId && !behind.has(host.id)) return true
  return false
}
