/** An office of a server and four computers on a Thursday morning, and the stage that watches them. */
import type {
  PresenceChange,
  PresenceParts,
  PresenceStage,
} from '../../../collector/fleet/presence-stage.ts'
import { createPresence } from '../../../collector/fleet/presence.ts'
import type { OfficeCalendar } from '../../../collector/model/office.ts'
import type { VirtualClock } from '../../support/virtual-clock.ts'
import { host, Hosts } from './host-table.ts'

const minute = 60_000
/** Thursday, 10:00 in Dar es Salaam. */
export const morning = Date.UTC(2026, 10, 12, 7, 0)
const work = { open: '07:30', close: '15:30' }
export const calendar: OfficeCalendar = {
  zone: 'Africa/Dar_es_Salaam',
  days: { 0: null, 1: work, 2: work, 3: work, 4: work, 5: work, 6: null },
  holidays: [],
}

/** `server` and `pc1` to `pc4`. */
export function fiveHosts(): Hosts {
  const hosts = new Hosts()
  hosts.records = [
    host('server', 'server'),
    ...[1, 2, 3, 4].map((number) => host(`pc${number}`, 'desktop')),
  ]
  return hosts
}

/** A stage that has started; what it tells is added to the changes. */
export async function startedPresence(
  hosts: Hosts,
  clock: VirtualClock,
  changes: PresenceChange[],
  more: Partial<PresenceParts> = {},
): Promise<PresenceStage> {
  const no = (): void => undefined
  const presence = createPresence({
    hosts,
    clock,
    log: { debug: no, info: no, warn: no, error: no },
    calendar: () => calendar,
    postingMs: () => minute,
    onPresence: (change) => void changes.push(change),
    ...more,
  })
  await presence.start()
  return presence
}
