import { update } from '../../../contract/catalogue/families/update.ts'
import { upgradeReadiness } from '../../../contract/catalogue/families/upgrade-readiness.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { epochSeconds, type Moment } from '../moment.ts'
import { noise, seedOf } from '../random.ts'
import { isWindows } from '../systems.ts'

const hour = 3_600_000
const day = 24 * hour
/** Days for which the oldest security update waits where nobody cares for updates. */
const neglectedDays = 41

export function updateFacts({ host, timeMs }: Moment): readonly Reading[] {
  const windows = isWindows(host.system)
  const neglected = host.ills.has('updates_old')
  const waits = neglected || seedOf(host.name) % 5 === 0
  const security = neglected ? 7 : waits ? 2 : 0
  const age = neglected ? neglectedDays : waits ? 4 : 0
  const sinceInstall = neglected ? (neglectedDays + 9) * day : noise(seedOf(host.name), 4) * 9 * day
  return [
    reading(
      update,
      { manager: windows ? 'windows' : 'apt' },
      {
        state: waits ? 'security_pending' : 'current',
        reason: 'none',
        pending: security + (waits ? 1 : 0),
        security,
        security_age: windows ? age : null,
        last_install: epochSeconds(timeMs - sinceInstall),
        last_check: epochSeconds(timeMs - noise(seedOf(host.name), 5) * 20 * hour),
        reboot_pending: host.ills.has('restart_pending'),
        automatic: !neglected,
      },
    ),
  ]
}

/** Only Windows 10 is asked whether it can become Windows 11. */
export function readinessFacts({ host }: Moment): readonly Reading[] {
  if (host.system !== 'windows-10') return []
  const ready = seedOf(host.name) % 3 !== 0
  return [
    reading(
      upgradeReadiness,
      {},
      {
        state: ready ? 'ready' : 'not_ready',
        reason: 'none',
        blockers: ready ? '' : 'tpm, cpu',
      },
    ),
  ]
}
