import { access } from '../../../contract/catalogue/families/access.ts'
import { passwordPolicy } from '../../../contract/catalogue/families/password-policy.ts'
import { remoteAccess } from '../../../contract/catalogue/families/remote-access.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { hasHappened, type Moment } from '../moment.ts'
import { seedOf } from '../random.ts'
import { isWindows } from '../systems.ts'

const lockSeconds = 900

export function passwordFacts({ host }: Moment): readonly Reading[] {
  const weak = host.ills.has('weak_passwords')
  return [
    reading(
      passwordPolicy,
      {},
      {
        scope: 'local',
        reason: 'none',
        min_length: weak ? 0 : 8,
        complexity: !weak,
        max_age: weak ? 42 : 180,
        min_age: 0,
        history: weak ? 0 : 5,
        lockout_threshold: weak ? 0 : 10,
        lockout_minutes: weak ? 0 : 10,
        reversible: false,
      },
    ),
  ]
}

export function accessFacts(moment: Moment): readonly Reading[] {
  const { host } = moment
  const windows = isWindows(host.system)
  const administrators = administratorsOf(moment)
  const server = host.role === 'server'
  return [
    reading(
      access,
      {},
      {
        reason: 'none',
        administrators: administrators.join(', '),
        administrator_count: administrators.length,
        enabled_accounts: 2 + (seedOf(host.name) % 3),
        no_password: host.ills.has('no_password') ? 1 : 0,
        dormant: seedOf(host.name) % 7 === 0 ? 1 : 0,
        guest_enabled: false,
        auto_logon: false,
        screen_lock: host.ills.has('weak_passwords') ? 0 : lockSeconds,
        ...(windows
          ? { uac: true, rdp_open: server, rdp_nla: true, autorun: false }
          : { ssh_open: true, ssh_passwords: !server, ssh_root: false }),
        open_shares: 0,
      },
    ),
  ]
}

/** Invented names, as the real source tells them: in order. */
function administratorsOf(moment: Moment): readonly string[] {
  const { host } = moment
  const own = isWindows(host.system)
    ? [`${host.name}\\Administrator`, `${host.name}\\tehama`]
    : ['root', 'tehama']
  const added = host.ills.has('administrator_added') && hasHappened(moment)
  return (added ? [...own, `${host.name}\\mgeni`] : own).toSorted()
}

export function remoteAccessFacts({ host }: Moment): readonly Reading[] {
  const found = host.ills.has('anydesk')
  const count = found ? 1 : 0
  return [
    reading(
      remoteAccess,
      {},
      { reason: 'none', count, running: count, tools: found ? 'AnyDesk' : '' },
    ),
  ]
}
