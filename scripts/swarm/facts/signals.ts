import { signalKinds, signalRows } from '../../../agent/sources/signals/signal.ts'
import { lastStop } from '../../../contract/catalogue/families/last-stop.ts'
import { service } from '../../../contract/catalogue/families/service.ts'
import { timeSync } from '../../../contract/catalogue/families/time-sync.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { epochSeconds, type Moment } from '../moment.ts'
import { isWindows } from '../systems.ts'

const minute = 60_000
const hour = 60 * minute
/** Hours ago at which the system's log told of the failing disk. */
const diskErrorHours = [1, 3, 8, 9, 14, 20] as const

export function signalFacts({ host, storyMs, timeMs }: Moment): readonly Reading[] {
  const source = isWindows(host.system) ? 'disk 7' : 'blk_update_request'
  const errors = host.ills.has('disk_failing') ? diskErrorHours : []
  const signals = errors.map((hours) => {
    return { kind: 'disk_error', atMs: storyMs - hours * hour, source } as const
  })
  return signalRows(signalKinds, signals, timeMs)
}

export function lastStopFacts({ host, bootMs, lostMs }: Moment): readonly Reading[] {
  const cut = lostMs !== undefined && lostMs < bootMs
  const lost = cut || host.ills.has('power_lost')
  return [
    reading(
      lastStop,
      {},
      {
        cause: lost ? 'power_lost' : 'shutdown',
        reason: 'none',
        stopped: epochSeconds(cut ? lostMs : bootMs - (lost ? 40 * minute : 14 * hour)),
        started: epochSeconds(bootMs),
        unclean_week: lost ? 3 : 0,
      },
    ),
  ]
}

export function serviceFacts({ host }: Moment): readonly Reading[] {
  return servicesOf(host).map((name) => {
    const stopped = name === 'Spooler' && host.ills.has('spooler_stopped')
    return reading(service, { name }, { state: stopped ? 'stopped' : 'running' })
  })
}

function servicesOf({ role, system }: Moment['host']): readonly string[] {
  if (!isWindows(system)) return role === 'server' ? ['smbd', 'ssh'] : ['cups']
  return role === 'server'
    ? ['EventLog', 'LanmanServer', 'MSSQLSERVER', 'Spooler']
    : ['EventLog', 'Spooler']
}

export function timeFacts({ host, timeMs }: Moment): readonly Reading[] {
  const off = host.ills.has('clock_not_set')
  return [
    reading(
      timeSync,
      {},
      {
        state: off ? 'not_synchronised' : 'synchronised',
        reason: 'none',
        service: isWindows(host.system) ? 'w32time' : 'timesyncd',
        last: off ? null : epochSeconds(timeMs - 2 * hour),
      },
    ),
  ]
}
