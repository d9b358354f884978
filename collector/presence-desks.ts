/** Opens what presence and alerts are judged by beside the sessions. */
import { zoneReader } from '../config/office-time.ts'
import type { CollectorOptions, PresenceDesks } from './collector-parts.ts'
import { PowerRegister } from './fleet/power-register.ts'
import type { TimeSeriesStore } from './model/store.ts'
import type { OfficeWatch } from './office-watch.ts'
import { OwnLine, systemLine } from './own-line.ts'
import type { Repositories } from './repositories.ts'
import { WaysDesk } from './ways-desk.ts'

const dayMs = 86_400_000

export async function openPresenceDesks(
  { clock, log, line = systemLine() }: CollectorOptions,
  parts: {
    readonly stored: Pick<Repositories, 'parents' | 'powerLosses'>
    readonly store: TimeSeriesStore
    readonly watch: OfficeWatch
  },
): Promise<PresenceDesks> {
  const { stored, store, watch } = parts
  const ways = new WaysDesk({ parents: stored.parents, clock, log })
  await ways.load()
  const power = new PowerRegister({
    losses: stored.powerLosses,
    store,
    clock,
    log,
    siteOf: (hostId) => watch.siteOf(hostId),
    local: (ms) => zoneReader(watch.calendar.zone)(ms),
  })
  await power.start()
  const heard = (sinceMs: number) => heardOf(watch, sinceMs, clock.now())
  return { ways, power, ownLine: new OwnLine({ look: line, heard, clock, log }) }
}

function heardOf({ hosts }: OfficeWatch, sinceMs: number, nowMs: number) {
  const heard = hosts.flatMap(({ lastSeenMs }) => lastSeenMs ?? [])
  return {
    since: heard.filter((ms) => ms >= sinceMs).length,
    lately: heard.filter((ms) => ms >= nowMs - dayMs).length,
  }
}
