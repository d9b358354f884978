/** IF-MIB with EtherLike-MIB and POWER-ETHERNET-MIB: one row for each port. */
import { interfaceFamily } from '../../../../../contract/catalogue/families/interface.ts'
import { reading, type Reading } from '../../../../../contract/catalogue/grammar.ts'
import type { DecodeContext, Reader, View } from '../reader.ts'
import { targetLimits } from '../target.ts'
import { amountOf, macOf, numberOf, textOf } from '../values.ts'
import { LinkMemory } from './link-memory.ts'
import { repeated, wordOf } from './words.ts'
import { TrafficMemory, type Counters } from './traffic.ts'

const ifEntry = '1.3.6.1.2.1.2.2.1'
const ifXEntry = '1.3.6.1.2.1.31.1.1.1'
const column = {
  descr: `${ifEntry}.2`,
  type: `${ifEntry}.3`,
  mtu: `${ifEntry}.4`,
  speed: `${ifEntry}.5`,
  physAddress: `${ifEntry}.6`,
  admin: `${ifEntry}.7`,
  oper: `${ifEntry}.8`,
  inOctets: `${ifEntry}.10`,
  inPackets: `${ifEntry}.11`,
  inDiscards: `${ifEntry}.13`,
  inErrors: `${ifEntry}.14`,
  outOctets: `${ifEntry}.16`,
  outPackets: `${ifEntry}.17`,
  outDiscards: `${ifEntry}.19`,
  outErrors: `${ifEntry}.20`,
  name: `${ifXEntry}.1`,
  hcInOctets: `${ifXEntry}.6`,
  hcInPackets: `${ifXEntry}.7`,
  hcOutOctets: `${ifXEntry}.10`,
  hcOutPackets: `${ifXEntry}.11`,
  highSpeed: `${ifXEntry}.15`,
  alias: `${ifXEntry}.18`,
  discontinuity: `${ifXEntry}.19`,
  duplex: '1.3.6.1.2.1.10.7.2.1.19',
  poeDetection: '1.3.6.1.2.1.105.1.1.1.6',
} as const

export const interfaces: Reader = {
  name: 'interfaces',
  probes: [ifEntry, ifXEntry],
  columns: {
    fast: [column.oper, column.hcInOctets, column.hcOutOctets, column.inOctets, column.outOctets],
    slow: [
      column.admin,
      column.speed,
      column.highSpeed,
      column.inErrors,
      column.outErrors,
      column.inDiscards,
      column.outDiscards,
      column.hcInPackets,
      column.hcOutPackets,
      column.inPackets,
      column.outPackets,
      column.discontinuity,
      column.duplex,
      column.poeDetection,
    ],
    rare: [column.descr, column.name, column.type, column.mtu, column.physAddress, column.alias],
  },
  spare: (view) => {
    const narrow = view.column(column.inOctets)
    const wide = view.column(column.hcInOctets)
    const isWide = [...narrow].every(([index, octets]) => {
      const other = amountOf(wide.get(index))
      return other !== undefined && (other > 0 || numberOf(octets) === 0)
    })
    if (!isWide || wide.size === 0) return []
    const packets = view.column(column.hcInPackets).size >= view.column(column.inPackets).size
    const spare = [column.inOctets, column.outOctets]
    return packets ? [...spare, column.inPackets, column.outPackets] : spare
  },
  start: () => {
    const traffic = new TrafficMemory()
    const links = new LinkMemory()
    return (view, context) => rows(view, context, traffic, links)
  },
}

const operWords = {
  1: 'up',
  2: 'down',
  3: 'testing',
  4: 'unknown',
  5: 'dormant',
  6: 'not_present',
  7: 'lower_layer_down',
} as const
const duplexWords = { 1: 'unknown', 2: 'half', 3: 'full' } as const
const poeWords = {
  1: 'off',
  2: 'searching',
  3: 'delivering',
  4: 'fault',
  5: 'searching',
  6: 'fault',
} as const
const speedUnknown = 4_294_967_295

/** Interfaces of both tables; some devices have rows in one of them only. */
export function interfaceIndexes(view: View): readonly string[] {
  const all = new Set([
    ...view.column(column.descr).keys(),
    ...view.column(column.type).keys(),
    ...view.column(column.name).keys(),
    ...view.column(column.oper).keys(),
  ])
  return [...all].filter((index) => /^\d+$/.test(index)).sort((a, b) => Number(a) - Number(b))
}

/** Short name of the port of that number, else its long one. */
export function interfaceName(view: View, index: string): string | undefined {
  return textOf(view.column(column.name).get(index)) ?? textOf(view.column(column.descr).get(index))
}

/** How many there are, and how many are up. */
export function countInterfaces(view: View): { readonly all: number; readonly up: number } {
  const indexes = interfaceIndexes(view)
  const up = indexes.filter((index) => numberOf(view.column(column.oper).get(index)) === 1)
  return { all: indexes.length, up: up.length }
}

function rows(
  view: View,
  context: DecodeContext,
  traffic: TrafficMemory,
  links: LinkMemory,
): readonly Reading[] {
  if (context.restarted) traffic.forget()
  const indexes = interfaceIndexes(view).slice(0, targetLimits.interfacesMax)
  const names = indexes.map((index) => ({
    ifName: textOf(view.column(column.name).get(index)),
    ifDescr: textOf(view.column(column.descr).get(index)),
  }))
  const twice = repeated(names.map((one) => `${one.ifName ?? ''}\n${one.ifDescr ?? ''}`))
  const poe = poeByIndex(view)
  const busy = context.busyPorts
  return indexes.map((index, at) => {
    const { ifName, ifDescr } = names[at] ?? {}
    const port = twice.has(at) || (!ifName && !ifDescr) ? index : undefined
    const fields = {
      ...identity(view, index),
      ...status(view, index),
      ...figures(view, index, context, traffic),
      poe: poe.get(index),
    }
    const key = port ?? `${ifName}\n${ifDescr}`
    const seen = links.see(key, fields.oper === 'up', fields.ifSpeed, context.nowMs)
    const tags = { ifName, ifDescr, port }
    return reading(interfaceFamily, tags, {
      ...fields,
      was_up: seen.wasUp,
      uplink: Boolean(fields.ifAlias) || [ifName, ifDescr].some((one) => busy.has(one ?? '')),
      speed_lost: seen.speedLost,
    })
  })
}

function identity(view: View, index: string) {
  const alias = textOf(view.column(column.alias).get(index))
  return {
    ifIndex: Number(index),
    ifType: amountOf(view.column(column.type).get(index)),
    ifAlias: alias,
    ifPhysAddress: macOf(view.column(column.physAddress).get(index)),
    ifMtu: amountOf(view.column(column.mtu).get(index)),
  }
}

function status(view: View, index: string) {
  const ifAdminStatus = numberOf(view.column(column.admin).get(index))
  const ifOperStatus = numberOf(view.column(column.oper).get(index))
  const speed = amountOf(view.column(column.speed).get(index))
  const high = amountOf(view.column(column.highSpeed).get(index))
  // The narrow field ends at 4.29 Gbit/s; some devices fill only one of the two.
  const wide = high !== undefined && high > 0 ? high * 1_000_000 : undefined
  const useHigh =
    wide !== undefined && (speed === undefined || speed === 0 || speed >= speedUnknown)
  const ifSpeed = useHigh || (wide ?? 0) > (speed ?? 0) ? wide : speed
  const duplex = numberOf(view.column(column.duplex).get(index))
  return {
    ifAdminStatus,
    ifOperStatus,
    admin: wordOf(operWords, ifAdminStatus),
    oper: wordOf(operWords, ifOperStatus),
    ifSpeed: ifSpeed === speedUnknown ? undefined : ifSpeed,
    ifHighSpeed: high,
    duplex: wordOf(duplexWords, duplex),
  }
}

function figures(view: View, index: string, context: DecodeContext, traffic: TrafficMemory) {
  const wide = (base: string) => amountOf(view.column(base).get(index))
  const hcIn = wide(column.hcInOctets)
  const hcOut = wide(column.hcOutOctets)
  const narrowIn = wide(column.inOctets)
  const narrowOut = wide(column.outOctets)
  // Firmware that has the wide columns and never counts in them is met.
  const isWide = hcIn !== undefined && (hcIn > 0 || (hcOut ?? 0) > 0 || !narrowIn)
  const counters: Counters = {
    octetsIn: isWide ? hcIn : narrowIn,
    octetsOut: isWide ? hcOut : narrowOut,
    bits: isWide ? 64 : 32,
    packets: sum(
      wide(column.hcInPackets) ?? wide(column.inPackets),
      wide(column.hcOutPackets) ?? wide(column.outPackets),
    ),
    errors: sum(wide(column.inErrors), wide(column.outErrors)),
    discards: sum(wide(column.inDiscards), wide(column.outDiscards)),
    discontinuity: wide(column.discontinuity),
  }
  const speed = status(view, index).ifSpeed
  const rates = traffic.rates(index, counters, speed, context)
  return {
    ifHCInOctets: isWide ? hcIn : undefined,
    ifHCOutOctets: isWide ? hcOut : undefined,
    ifInOctets: isWide ? undefined : narrowIn,
    ifOutOctets: isWide ? undefined : narrowOut,
    ifInErrors: wide(column.inErrors),
    ifOutErrors: wide(column.outErrors),
    ifInDiscards: wide(column.inDiscards),
    ifOutDiscards: wide(column.outDiscards),
    ifInUcastPkts: wide(column.hcInPackets) ?? wide(column.inPackets),
    ifOutUcastPkts: wide(column.hcOutPackets) ?? wide(column.outPackets),
    ...rates,
  }
}

/** Ports of the PoE table are numbered by group and port; the port is mostly the ifIndex. */
function poeByIndex(view: View): ReadonlyMap<string, 'off' | 'searching' | 'delivering' | 'fault'> {
  const found = new Map<string, 'off' | 'searching' | 'delivering' | 'fault'>()
  const detection = view.column(column.poeDetection)
  const groups = new Set([...detection.keys()].map((key) => key.split('.')[0]))
  // In a stack the same port number comes once for each member: then it says nothing here.
  if (groups.size !== 1) return found
  for (const [key, value] of detection) {
    const word = wordOf(poeWords, numberOf(value))
    const port = key.split('.')[1]
    if (port !== undefined && word !== undefined) found.set(port, word)
  }
  return found
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0)
}
