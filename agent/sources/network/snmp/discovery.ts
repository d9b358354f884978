/** SNMP's share in discovery: who a device is, and what switches and routers have learnt. */
import {
  discoveryLimits,
  type DiscoverOrder,
  type LearntPort,
  type OwnAddresses,
  type Sighting,
} from '../../../../contract/wire/discovery.ts'
import type { NetworkDevice } from '../../../../contract/wire/network.ts'
import type { Clock } from '../../../../lib/clock.ts'
import { isDeviceMac, isMadeUp } from '../discovery/addresses.ts'
import type { Tables } from '../discovery/sweep.ts'
import { credentialsOf } from './credentials.ts'
import { SnmpFault } from './fault.ts'
import { learntAddresses, linkColumns, linksByPort, lldpPorts } from './mib/links.ts'
import { neighbourColumns, neighbourFacts } from './mib/neighbour-facts.ts'
import { identityOf, system } from './mib/system.ts'
import { Plan } from './plan.ts'
import type { Resolve, SnmpStation } from './station.ts'
import { targetLimits, type SnmpTarget } from './target.ts'
import { macOf } from './values.ts'
import { DeviceView } from './view.ts'
import { getAll, readColumns, type WalkState } from './walk.ts'

export interface AskParts {
  readonly station: SnmpStation
  readonly resolve: Resolve
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Who does not know SNMP is silent, and a network of offices answers within milliseconds. */
const identifyTimeoutMs = 1000
const readingMs = 20_000

/** What it says of itself with the first access that it takes; undefined: it takes none. */
export async function identify(
  address: string,
  order: DiscoverOrder,
  parts: AskParts,
): Promise<Sighting['snmp'] | undefined> {
  for (const [access, snmp] of order.snmp.entries()) {
    const target: SnmpTarget = {
      device: address,
      address,
      port: snmp.port ?? 161,
      credentials: credentialsOf(snmp),
      beatSeconds: snmp.everySeconds,
      timeoutMs: identifyTimeoutMs,
      retries: 0,
    }
    try {
      return { ...(await whoIs(target, parts)), access }
    } catch (error) {
      if (!(error instanceof SnmpFault)) throw error
    }
  }
  return undefined
}

async function whoIs(
  target: SnmpTarget,
  parts: AskParts,
): Promise<Omit<NonNullable<Sighting['snmp']>, 'access'>> {
  const { station, resolve } = parts
  const session = await station.session(target, resolve)
  try {
    const view = new DeviceView()
    const plan = new Plan(target, station.profiles, view)
    await plan.identify(session, walkState(parts))
    const { name, description, object_id: objectId, model, serial, vendor } = identityOf(view)
    const words = {
      name: cut(name),
      description: cut(description),
      objectId: cut(objectId),
      vendor: cut(plan.profile?.vendor ?? vendor),
      model: cut(model),
      serial: cut(serial),
      profile: plan.profile?.id.slice(0, 64),
    }
    return { ...withoutHoles(words), kind: plan.kind }
  } finally {
    session.close()
  }
}

const wordMax = 255
const cut = (word: unknown): string | undefined =>
  typeof word === 'string' && word !== '' ? word.slice(0, wordMax) : undefined

function withoutHoles<T extends object>(words: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const said = Object.entries(words).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said) as { [Key in keyof T]?: NonNullable<T[Key]> }
}

const column = {
  ifDescr: '1.3.6.1.2.1.2.2.1.2',
  ifPhysAddress: '1.3.6.1.2.1.2.2.1.6',
  ifName: '1.3.6.1.2.1.31.1.1.1.1',
  /** IP-MIB: index.a.b.c.d, and the newer table with the kind and length of the address. */
  arp: '1.3.6.1.2.1.4.22.1.2',
  neighbours: '1.3.6.1.2.1.4.35.1.4',
} as const

/** Of all devices that are read by SNMP, one after the other; who does not answer is left out. */
export async function readTables(
  devices: readonly NetworkDevice[],
  parts: AskParts,
): Promise<Tables> {
  const ports: LearntPort[] = []
  const own: OwnAddresses[] = []
  const neighbours: { address: string; mac: string; by: string }[] = []
  let partly = false
  for (const device of devices) {
    if (parts.signal.aborted) break
    if (!device.snmp) continue
    try {
      const read = await readDevice(device, parts)
      ports.push(...read.ports)
      own.push({ device: device.id, macs: read.macs })
      neighbours.push(...read.neighbours)
      partly ||= read.partly
    } catch (error) {
      if (!(error instanceof SnmpFault)) throw error
      partly = true
    }
  }
  return { ports: ports.slice(0, discoveryLimits.portsMax), own, neighbours, partly }
}

async function readDevice({ id, address, snmp }: NetworkDevice, parts: AskParts) {
  if (!snmp) throw new TypeError(`${id} is not read by SNMP`)
  const target: SnmpTarget = {
    device: id,
    address,
    port: snmp.port ?? 161,
    credentials: credentialsOf(snmp),
    beatSeconds: snmp.everySeconds,
    timeoutMs: snmp.timeoutMs,
    retries: snmp.retries,
  }
  const session = await parts.station.session(target, parts.resolve)
  try {
    const walk = walkState(parts)
    const view = new DeviceView()
    const scalars = [system.bridgeAddress]
    view.putScalars(scalars, await getAll(session, scalars))
    const columns = [...Object.values(column), ...linkColumns, ...neighbourColumns]
    view.putColumns(await readColumns(session, columns, walk))
    return { ...tablesOf(id, view), partly: walk.fault !== undefined }
  } finally {
    session.close()
  }
}

const macsMax = discoveryLimits.addressesPerPortMax

function tablesOf(id: string, view: DeviceView) {
  const learnt = learntAddresses(view)
  const facts = neighbourFacts(view)
  const numbers = lldpPorts(view)
  const ports = [...linksByPort(view)].map(([port, fields]): LearntPort => {
    const all = learnt.get(port) ?? []
    const { neighbour, neighbour_id: neighbourId, neighbour_port: neighbourPort } = fields
    const said = {
      neighbour: cut(neighbour),
      neighbourId: cut(neighbourId),
      neighbourPort: cut(neighbourPort),
      neighbourAddress: facts.get(numbers.get(port) ?? '')?.address,
      neighbourKind: facts.get(numbers.get(port) ?? '')?.kind,
    }
    // People's telephones are not followed from port to port.
    const macs = all.length > macsMax ? [] : all.filter((mac) => isDeviceMac(mac) && !isMadeUp(mac))
    const name = port.slice(0, wordMax)
    return { device: id, port: name, ...withoutHoles(said), addresses: all.length, macs }
  })
  const interfaces = [...view.column(column.ifPhysAddress).values()]
  const macs = [view.scalar(system.bridgeAddress), ...interfaces].flatMap((one) => macOf(one) ?? [])
  return {
    ports: ports.filter((one) => one.addresses > 0 || one.neighbour || one.neighbourId),
    macs: [...new Set(macs)].filter(isDeviceMac).slice(0, macsMax),
    neighbours: neighboursOf(id, view),
  }
}

function neighboursOf(by: string, view: DeviceView) {
  const rows = [...view.column(column.arp), ...view.column(column.neighbours)]
  return rows.flatMap(([key, value]) => {
    const parts = key.split('.')
    // IP-MIB's newer table: index.1.4.a.b.c.d; kind 1 is IPv4.
    const newer = parts.length === 7
    if (parts.length !== 5 && !(newer && parts[1] === '1' && parts[2] === '4')) return []
    const mac = macOf(value)
    return mac && isDeviceMac(mac) ? [{ address: parts.slice(-4).join('.'), mac, by }] : []
  })
}

function walkState({ clock, signal }: AskParts): WalkState {
  const startedMs = clock.monotonic()
  return {
    repetitions: targetLimits.repetitionsFirst,
    valuesLeft: targetLimits.valuesMax,
    fault: undefined,
    check: () => {
      const late = clock.monotonic() - startedMs > readingMs
      if (late || signal.aborted) throw new SnmpFault('too_slow', 'Its time is over')
    },
  }
}
