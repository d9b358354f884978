/** The council's devices without an agent, for the day that the dashboards are asked about. */
import { presence as presenceFamily } from '../../contract/catalogue/families/presence.ts'
import { reading, type Reading } from '../../contract/catalogue/grammar.ts'
import type { HostRecord } from '../../collector/model/hosts.ts'
import { serviceReadings } from '../../scripts/swarm/network/checks.ts'
import { deviceReadings } from '../../scripts/swarm/network/device-readings.ts'
import {
  devices,
  roleOf,
  sitePollers,
  type SimulatedDevice,
} from '../../scripts/swarm/network/devices.ts'
import { RowMaker } from '../../scripts/swarm/row-maker.ts'
import { hostNamed } from '../support/alert-scene.ts'

/** Whoever rows are told of. */
export interface Teller {
  readonly record: HostRecord
  readonly maker: RowMaker
  readonly seriesIds: number[]
}
export interface WatchedDevice extends Teller {
  readonly device: SimulatedDevice
}
interface Span {
  readonly timeMs: number
  readonly storyMs: number
  /** The clinic's mains are away at the end of the day. */
  readonly cutStoryMs: number
  /** The day's begin. */
  readonly bootMs: number
}
interface Told {
  readonly computer: Teller
  readonly readings: readonly Reading[]
}

export function watchedDevices(): readonly WatchedDevice[] {
  return devices.map((device) => ({
    device,
    record: hostNamed(`device-${device.name}`, {
      name: device.name,
      role: roleOf(device),
      simulated: true,
    }),
    maker: new RowMaker(),
    seriesIds: [],
  }))
}

/** What their pollers bring at a moment, and what these tell of services. */
export function networkTold(
  watched: readonly WatchedDevice[],
  pollers: readonly (Teller & { readonly host: { readonly name: string } })[],
  span: Span,
  begins: boolean,
): readonly Told[] {
  const own = watched.map((one): Told => {
    const state = one.device.ill === 'silent' ? 'unreachable' : 'online'
    return {
      computer: one,
      readings: [
        ...deviceReadings(one.device, {
          ...span,
          storyMs: one.device.kind === 'ups' ? span.cutStoryMs : span.storyMs,
        }),
        ...(begins ? [reading(presenceFamily, {}, { state })] : []),
      ],
    }
  })
  const services = Object.entries(sitePollers).flatMap(([site, name]): Told[] => {
    const computer = pollers.find(({ host }) => host.name === name)
    return computer ? [{ computer, readings: serviceReadings(site, span) }] : []
  })
  return [...own, ...services]
}
