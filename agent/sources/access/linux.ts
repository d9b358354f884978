/** Gathers the files of a Linux machine for the decoders beside. */
import { NotPresent, type Host } from '../../host/host.ts'
import { parseLinuxAccounts } from './linux-accounts.ts'
import { parseLinuxDoors } from './linux-doors.ts'
import { parseLinuxPolicy } from './linux-policy.ts'
import type { Policy } from './policy.ts'
import type { WaysIn } from './ways-in.ts'

const filesMax = 64
/** Enough for the first 3,500 user numbers. */
const lastlogBytesMax = 1024 * 1024
const loginManagers = [
  '/etc/gdm3/daemon.conf',
  '/etc/gdm3/custom.conf',
  '/etc/gdm/custom.conf',
  '/etc/lightdm/lightdm.conf',
  '/etc/sddm.conf',
]

export async function readLinuxPolicy(host: Host): Promise<Policy> {
  return parseLinuxPolicy({
    loginDefs: (await text(host, '/etc/login.defs')) ?? '',
    pwquality: [
      (await text(host, '/etc/security/pwquality.conf')) ?? '',
      ...(await texts(host, '/etc/security/pwquality.conf.d')),
    ],
    faillock: (await text(host, '/etc/security/faillock.conf')) ?? '',
    pamPassword: await first(host, ['/etc/pam.d/common-password', '/etc/pam.d/system-auth']),
    pamAuth: await first(host, ['/etc/pam.d/common-auth', '/etc/pam.d/system-auth']),
  })
}

export async function readLinuxWays(host: Host, nowMs: number): Promise<WaysIn> {
  const accounts = parseLinuxAccounts(
    {
      passwd: (await text(host, '/etc/passwd')) ?? '',
      group: (await text(host, '/etc/group')) ?? '',
      shadow: await text(host, '/etc/shadow'),
      lastlog: await lastlog(host),
    },
    nowMs,
  )
  return { ...accounts, ...(await doors(host)) }
}

async function doors(host: Host): Promise<Partial<WaysIn>> {
  const sshd = await text(host, '/etc/ssh/sshd_config')
  const managers = await Promise.all(loginManagers.map((path) => text(host, path)))
  return parseLinuxDoors({
    sshd: sshd === undefined ? undefined : [...(await texts(host, '/etc/ssh/sshd_config.d')), sshd],
    sockets: ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => kernelText(host, path)),
    loginManagers: managers.filter((one) => one !== undefined),
    samba: await text(host, '/etc/samba/smb.conf'),
    exports: await text(host, '/etc/exports'),
  })
}

/** Undefined when there is no such file or it may not be read. */
async function text(host: Host, path: string): Promise<string | undefined> {
  try {
    return await host.readText(path)
  } catch (error) {
    if (error instanceof NotPresent || isRefused(error)) return undefined
    throw error
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EACCES'
}

async function texts(host: Host, folder: string): Promise<readonly string[]> {
  const names = host.list(folder).filter((name) => name.endsWith('.conf'))
  const found = await Promise.all(
    names.slice(0, filesMax).map((name) => text(host, `${folder}/${name}`)),
  )
  return found.filter((one) => one !== undefined)
}

async function first(host: Host, paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    const found = await text(host, path)
    if (found !== undefined) return found
  }
  return ''
}

function kernelText(host: Host, path: string): string {
  try {
    return host.readTextNow(path)
  } catch {
    return ''
  }
}

async function lastlog(host: Host): Promise<Buffer | undefined> {
  try {
    return await host.readBytes('/var/log/lastlog', lastlogBytesMax)
  } catch {
    return undefined
  }
}
