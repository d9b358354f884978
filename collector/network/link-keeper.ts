/**
 * Keeps what switches told in their hourly readings (`device_link`), for the judgement of what
 * stands behind what: also where no subnet is looked through, and by commands beside the collector.
 */
import { isMadeUpMac } from '../../config/mac-maker.ts'
import { deviceLink } from '../../contract/catalogue/families/device-link.ts'
import { discoveryLimits, type LearntPort } from '../../contract/wire/discovery.ts'
import type { LatestRow, TimeSeriesStore } from '../model/store.ts'
import type { DeviceTables, DiscoveryRepository } from '../state/discovery-records.ts'

export interface LinkKeeperParts {
  readonly store: Pick<TimeSeriesStore, 'latest' | 'series'>
  readonly discovery: Pick<DiscoveryRepository, 'keepLinks'>
  /** Devices without an agent that are read by SNMP. */
  readonly deviceIds: () => readonly string[]
}

/** Rows of one reading carry one time; what is older is of a port that no longer tells anything. */
const oneReadingMs = 600_000
const macPattern = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/

export class LinkKeeper {
  readonly #parts: LinkKeeperParts
  /** Time of the newest reading that is kept, by device. */
  readonly #kept = new Map<string, number>()

  constructor(parts: LinkKeeperParts) {
    this.#parts = parts
  }

  async turn(): Promise<void> {
    const { store, discovery, deviceIds } = this.#parts
    const hostIds = deviceIds()
    if (hostIds.length === 0) return
    const rows = await store.latest({ hostIds, measurements: [deviceLink.name] })
    const byHost = Map.groupBy(rows, ({ seriesId }) => store.series.get(seriesId)?.hostId ?? '')
    for (const [deviceId, own] of byHost) {
      const atMs = own.reduce((newest, { timeMs }) => Math.max(newest, timeMs), 0)
      if (deviceId === '' || this.#kept.get(deviceId) === atMs) continue
      await discovery.keepLinks(this.#tablesOf(deviceId, own, atMs))
      this.#kept.set(deviceId, atMs)
    }
  }

  #tablesOf(deviceId: string, rows: readonly LatestRow[], atMs: number): DeviceTables {
    const fresh = rows.filter(({ timeMs }) => timeMs >= atMs - oneReadingMs)
    const ports = fresh.flatMap(({ seriesId, values }): Omit<LearntPort, 'device'>[] => {
      const tags = this.#parts.store.series.get(seriesId)?.descriptor.tags ?? []
      const port = tags.find(([name]) => name === 'port')?.[1]
      if (port === undefined) return []
      const text = (name: string): string | undefined => {
        const value = values[name]
        return typeof value === 'string' && value !== '' ? value.slice(0, 255) : undefined
      }
      const address = text('address')
      const macs =
        address !== undefined && macPattern.test(address) && !isMadeUpMac(address) ? [address] : []
      const [neighbour, neighbourId, neighbourPort] = [
        text('neighbour'),
        text('neighbour_id'),
        text('neighbour_port'),
      ]
      const addresses = Number(values['addresses'] ?? 0)
      return [
        {
          port: port.slice(0, 255),
          ...(neighbour !== undefined && { neighbour }),
          ...(neighbourId !== undefined && { neighbourId }),
          ...(neighbourPort !== undefined && { neighbourPort }),
          addresses: Number.isSafeInteger(addresses) && addresses > 0 ? addresses : 0,
          macs,
        },
      ]
    })
    return { deviceId, atMs, ports: ports.slice(0, discoveryLimits.portsMax), macs: [] }
  }
}
