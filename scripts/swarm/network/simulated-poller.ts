/**
 * The poller in a simulated agent: takes the collector's real order, tells what its own settings
 * would let it do, and brings readings of the devices and services that it was asked to look at.
 */
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import {
  checkKinds,
  type LocalNetwork,
  type NetworkOrder,
  type NetworkReport,
} from '../../../contract/wire/network.ts'
import { serviceReadings } from './checks.ts'
import { deviceReadings } from './device-readings.ts'
import { devices, sitePollers, type SimulatedDevice } from './devices.ts'
import type { DeviceTime } from './kinds.ts'

const everyMs = 60_000

/** Undefined: the computer looks at no devices. */
export function pollerOf({
  name,
  site,
}: Readonly<Record<'name' | 'site', string>>): SimulatedPoller | undefined {
  return sitePollers[site] === name ? new SimulatedPoller(site) : undefined
}

export class SimulatedPoller {
  readonly #site: string
  #pieces: NetworkOrder[] = []
  /** Host ids by device. */
  #asked: ReadonlyMap<string, SimulatedDevice> = new Map()
  #dueMs = 0

  constructor(site: string) {
    this.#site = site
  }

  /** As its agent.yaml would say. */
  get local(): LocalNetwork {
    return {
      poller: true,
      subnets: ['own'],
      internet: true,
      probesPerSecondMax: 50,
      secondsMin: 10,
      kinds: ['snmp', ...checkKinds],
    }
  }

  get isAsked(): boolean {
    return this.#asked.size > 0
  }

  /** Undefined: more parts of the order are to come. */
  receive(piece: NetworkOrder): NetworkReport | undefined {
    if (piece.part === 0) this.#pieces = []
    this.#pieces.push(piece)
    if (this.#pieces.length < piece.parts) return undefined
    const ordered = this.#pieces.flatMap((one) => one.devices)
    const checks = this.#pieces.flatMap((one) => one.checks)
    const known = new Map(devices.map((device) => [device.name, device]))
    this.#asked = new Map(
      ordered.flatMap(({ id, name }) => {
        const device = known.get(name)
        return device ? [[id, device] as const] : []
      }),
    )
    this.#dueMs = 0
    const accepted = ordered.length + checks.length
    const { order } = piece
    return { type: 'network_report', order, accepted, refusedCount: 0, refused: [] }
  }

  /** What is due now, once a minute; it is taken for told. */
  due(time: DeviceTime): readonly Reading[] {
    if (this.#asked.size === 0 || time.timeMs < this.#dueMs) return []
    this.#dueMs = time.timeMs + everyMs
    return this.at(time)
  }

  /** All that it would tell at that moment; nothing before it has an order. */
  at(time: DeviceTime): readonly Reading[] {
    if (this.#asked.size === 0) return []
    const own = [...this.#asked].flatMap(([forHost, device]) =>
      deviceReadings(device, time).map((one) => ({ ...one, forHost })),
    )
    return [...own, ...serviceReadings(this.#site, time)]
  }
}
