import { access } from '../../../contract/catalogue/families/access.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { Unknown, type Host, type UnknownReason } from '../../host/host.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { readLinuxWays } from './linux.ts'
import type { WaysIn } from './ways-in.ts'
import { parseWindowsWays } from './windows-ways.ts'

export const accessSource: Source = {
  name: 'access',
  beat: 'protection',
  timeoutMs: 180_000,
  platforms: ['linux', 'win32', 'darwin'],
  measurements: [access.name],
  about: [
    {
      platform: 'linux',
      read: '/etc/passwd, group, shadow (only whether a password is set), lastlog, sshd_config, listening ports, smb.conf, exports',
      privilege: 'administrator',
      cost: 'a dozen small files',
      tried: 'this Debian and written files',
    },
    {
      platform: 'win32',
      read: 'local accounts, members of S-1-5-32-544, registry of logon, Remote Desktop and autorun, access lists of shares',
      privilege: 'administrator',
      cost: 'a part of the query',
      tried: 'recorded accounts; no real Windows',
    },
    {
      platform: 'darwin',
      read: '`dscl . -read /Groups/admin`',
      privilege: 'user',
      cost: 'one program',
      tried: 'written output; no hardware',
    },
  ],
  start:
    () =>
    async ({ host, clock }) => [toReading(await read(host, clock.now()))],
}

async function read(host: Host, nowMs: number): Promise<WaysIn> {
  if (host.platform === 'win32') return await readWindows(host, nowMs)
  if (host.platform === 'darwin') return await readMac(host)
  return await readLinuxWays(host, nowMs)
}

/** What one section cannot tell leaves the others known. */
async function readWindows(host: Host, nowMs: number): Promise<WaysIn> {
  const facts = await host.windows('slow')
  let reason: UnknownReason | undefined
  const ask = (name: string): unknown => {
    try {
      return windowsSection(facts, name)
    } catch (error) {
      if (error instanceof Unknown) reason ??= error.reason
      return undefined
    }
  }
  const ways = parseWindowsWays(
    {
      accounts: ask('accounts'),
      localUsers: ask('localUsers'),
      doors: ask('doors'),
      screenLocks: ask('screenLocks'),
      shares: ask('shares'),
    },
    nowMs,
  )
  return { ...ways, reason }
}

/** `GroupMembership: root anna` */
async function readMac(host: Host): Promise<WaysIn> {
  const words = ['.', '-read', '/Groups/admin', 'GroupMembership']
  const { stdout } = await host.run('/usr/bin/dscl', words)
  const [, list] = /^GroupMembership:\s*(.+)$/m.exec(stdout) ?? []
  if (list === undefined) throw new Unknown('bad_output', 'dscl named no administrators')
  const names = list.trim().split(/\s+/).slice(0, 256)
  return { administrators: names.filter((name) => name !== '_mbsetupuser').toSorted() }
}

function toReading(ways: WaysIn) {
  return reading(
    access,
    {},
    {
      reason: ways.reason ?? 'none',
      administrators: ways.administrators?.join(', ') ?? null,
      administrator_count: ways.administrators?.length ?? null,
      enabled_accounts: ways.enabledAccounts ?? null,
      no_password: ways.noPassword ?? null,
      dormant: ways.dormant ?? null,
      guest_enabled: ways.guestEnabled ?? null,
      auto_logon: ways.autoLogon ?? null,
      screen_lock: ways.screenLockSeconds ?? null,
      uac: ways.uac ?? null,
      rdp_open: ways.rdpOpen ?? null,
      rdp_nla: ways.rdpNla ?? null,
      ssh_open: ways.sshOpen ?? null,
      ssh_passwords: ways.sshPasswords ?? null,
      ssh_root: ways.sshRoot ?? null,
      autorun: ways.autorun ?? null,
      open_shares: ways.openShares ?? null,
    },
  )
}
