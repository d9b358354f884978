import {
  discoveryLimits,
  type Discovered,
  type DiscoveryReport,
} from '../../../../contract/wire/discovery.ts'

/** Well under the wire's limit for one message (limits.controlBytesMax). */
const partBytesMax = 40_000
const lists = ['found', 'ports', 'own'] as const

type Piece = Pick<Discovered, (typeof lists)[number]>

/** A whole answer as messages, at least one; what has no room any more makes it `partly`. */
export function reportsOf({ found, ports, own, ...about }: Discovered): readonly DiscoveryReport[] {
  const pieces: Piece[] = [empty()]
  const full: Record<string, number> = {}
  let bytes = 0
  const add = <List extends (typeof lists)[number]>(
    list: List,
    entry: Piece[List][number],
  ): void => {
    const size = Buffer.byteLength(JSON.stringify(entry))
    const count = full[list] ?? 0
    if (bytes + size > partBytesMax || count >= discoveryLimits.entriesPerPartMax) {
      pieces.push(empty())
      bytes = 0
      for (const one of lists) full[one] = 0
    }
    bytes += size
    full[list] = (full[list] ?? 0) + 1
    const last: Record<string, unknown[]> = { ...pieces.at(-1) }
    last[list]?.push(entry)
  }
  for (const one of found) add('found', one)
  for (const one of ports) add('ports', one)
  for (const one of own) add('own', one)
  const kept = pieces.slice(0, discoveryLimits.partsMax)
  const cut = kept.length < pieces.length && about.state === 'done'
  const said = cut ? { ...about, state: 'partly' as const } : about
  return kept.map((piece, part) => ({
    type: 'discovery_report',
    ...said,
    part,
    parts: kept.length,
    ...piece,
  }))
}

function empty(): Piece {
  return { found: [], ports: [], own: [] }
}
