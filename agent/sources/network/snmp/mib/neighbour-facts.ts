/** What a neighbour says of itself by LLDP beside its name: where it is managed, and what it does. */
import net from 'node:net'
import type { NeighbourKind } from '../../../../../contract/wire/discovery.ts'
import type { View } from '../reader.ts'
import { textOf, type Value } from '../values.ts'

const remote = '1.0.8802.1.1.2.1.4'
const column = {
  /** lldpRemSysCapEnabled. */
  enabled: `${remote}.1.1.12`,
  /** lldpRemManAddrIfSubtype: the address stands in its index. RouterOS tells it as a value too. */
  managed: `${remote}.2.1.3`,
  managedValue: `${remote}.2.1.2`,
} as const
export const neighbourColumns: readonly string[] = Object.values(column)

export interface NeighbourFacts {
  readonly address?: string
  readonly kind?: NeighbourKind
}

/** By number of the local port; of several neighbours on one port the first that says something. */
export function neighbourFacts(view: View): ReadonlyMap<string, NeighbourFacts> {
  const facts = new Map<string, NeighbourFacts>()
  const add = (key: string, more: NeighbourFacts): void => {
    const port = key.split('.')[1] ?? key
    facts.set(port, { ...more, ...facts.get(port) })
  }
  for (const [key, value] of view.column(column.enabled)) {
    const kind = kindOf(value)
    if (kind) add(key, { kind })
  }
  for (const key of view.column(column.managed).keys()) {
    const address = addressIn(key)
    if (address) add(key, { address })
  }
  for (const [key, value] of view.column(column.managedValue)) {
    const address = addressOf(value)
    if (address) add(key, { address })
  }
  return facts
}

/** Time mark, port, index, kind of address (1: IPv4), its length, its bytes. */
function addressIn(key: string): string | undefined {
  const [, , , kind, length, ...bytes] = key.split('.')
  const address = bytes.join('.')
  return kind === '1' && length === '4' ? usable(address) : undefined
}

function addressOf(value: Value): string | undefined {
  if (value instanceof Uint8Array && value.length === 4) return usable([...value].join('.'))
  return usable(textOf(value) ?? '')
}

/** Not one that a device makes up for itself (RFC 3927), nor loopback. */
function usable(address: string): string | undefined {
  return net.isIPv4(address) && !/^(?:0|127|169\.254)\./.test(address) ? address : undefined
}

/** Bits of the first byte from the left (IEEE 802.1AB); the second has none that is in use. */
const bits: readonly (readonly [NeighbourKind, number])[] = [
  ['telephone', 0x04],
  ['access_point', 0x10],
  ['router', 0x08],
  ['switch', 0x20],
  ['station', 0x01],
]

function kindOf(value: Value): NeighbourKind | undefined {
  if (!(value instanceof Uint8Array) || value.length > 2 || (value[1] ?? 0) !== 0) return undefined
  const [first = 0] = value
  return bits.find(([, bit]) => (first & bit) !== 0)?.[0]
}
