/** A device without an agent: how it answers, and its ports out of the newest readings. */
import type { HostRecord } from '../../model/hosts.ts'
import type { LatestRow, TimeSeriesStore } from '../../model/store.ts'
import type { DeviceView, PortRow, PortState, PortsView } from '../device-views.ts'
import type { ApiParts } from '../parts.ts'
import { deviceRowOf } from './network-view.ts'

/** A chassis with 8 cards of 48 ports. */
const portsMax = 400
/** IANA's ifType of what has no socket: loopback, virtual, tunnels, VLANs. */
const inward: ReadonlySet<number> = new Set([1, 24, 53, 131, 134, 135, 136, 142, 150, 161, 166])

/** Null: it is no device of the network page. */
export async function deviceView(parts: ApiParts, host: HostRecord): Promise<DeviceView | null> {
  const row = await deviceRowOf(parts, host)
  return row === undefined ? null : { row, ports: await portsOf(parts.store, host.id) }
}

async function portsOf(store: TimeSeriesStore, hostId: string): Promise<PortsView | null> {
  const rows = await store.latest({
    hostIds: [hostId],
    measurements: ['interface', 'device_link'],
  })
  const told = rows.map((row) => taggedOf(store, row))
  const links = new Map(
    told
      .filter(({ measurement }) => measurement === 'device_link')
      .map((link) => [link.tags['port'] ?? '', link]),
  )
  const all = told
    .filter(({ measurement }) => measurement === 'interface')
    .toSorted((a, b) => number(a, 'ifIndex', Infinity) - number(b, 'ifIndex', Infinity))
  if (all.length === 0) return null
  const shown = all.slice(0, portsMax).map((row) => ({
    inward: inward.has(number(row, 'ifType', 0)),
    port: portRow(row, links),
  }))
  const ports = shown.filter((one) => !one.inward).map(({ port }) => port)
  return {
    ports,
    others: shown.filter((one) => one.inward).map(({ port }) => port),
    up: ports.filter(({ state }) => state === 'up').length,
    more: all.length - shown.length,
    toldMs: Math.max(...all.map(({ timeMs }) => timeMs)),
  }
}

interface Tagged extends LatestRow {
  readonly measurement: string
  readonly tags: Readonly<Record<string, string>>
}
function taggedOf(store: TimeSeriesStore, row: LatestRow): Tagged {
  const descriptor = store.series.get(row.seriesId)?.descriptor
  const tags = Object.fromEntries(descriptor?.tags ?? [])
  return { ...row, measurement: descriptor?.measurement ?? '', tags }
}

function portRow(row: Tagged, links: ReadonlyMap<string, Tagged>): PortRow {
  const { tags, values } = row
  const names = [tags['ifName'], tags['ifDescr']].filter((name) => name !== undefined)
  const link = names.map((name) => links.get(name)).find((one) => one !== undefined)
  const errors = [values['ifInErrors'], values['ifOutErrors']].filter(
    (one) => typeof one === 'number',
  )
  return {
    name: [names[0] ?? '', tags['port'] ?? ''].join(' ').trim(),
    alias: text(row, 'ifAlias'),
    state: stateOf(values['oper']),
    closed: values['admin'] === 'down',
    uplink: values['uplink'] === true,
    speed: known(row, 'ifSpeed'),
    slower: values['speed_lost'] === true,
    halfDuplex: values['duplex'] === 'half' && values['oper'] === 'up',
    inBits: known(row, 'in_bits'),
    outBits: known(row, 'out_bits'),
    usedPercent: known(row, 'used_percent'),
    errors: errors.length === 0 ? null : errors.reduce((a, b) => a + b, 0),
    errorPercent: known(row, 'error_percent'),
    poe: text(row, 'poe') || null,
    behind: link ? text(link, 'neighbour') || text(link, 'address') : '',
    addresses: link ? number(link, 'addresses', 0) : 0,
  }
}

const states: ReadonlySet<unknown> = new Set<PortState>([
  'up',
  'down',
  'testing',
  'dormant',
  'not_present',
  'lower_layer_down',
])
function stateOf(value: unknown): PortState {
  return isState(value) ? value : 'unknown'
}
function isState(value: unknown): value is PortState {
  return states.has(value)
}
function known({ values }: LatestRow, field: string): number | null {
  const value = values[field]
  return typeof value === 'number' ? value : null
}
function number(row: LatestRow, field: string, otherwise: number): number {
  return known(row, field) ?? otherwise
}
function text({ values }: LatestRow, field: string): string {
  const value = values[field]
  return typeof value === 'string' ? value : ''
}
