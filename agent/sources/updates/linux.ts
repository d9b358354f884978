/** Linux: the package manager's own list, read again only when that list or what is installed changed. */
import { NotPresent, Unknown, type Host } from '../../host/host.ts'
import { parseAptSimulation, unattendedUpgrades } from './apt.ts'
import { dnfPending, parseDnfSecurity, parseDnfUpdates } from './dnf.ts'
import type { Pending, UpdateHistory } from './pending.ts'

export interface LinuxUpdates {
  readonly manager: 'apt' | 'dnf'
  readonly pending: Pending
  readonly history: UpdateHistory
}

interface Manager {
  readonly name: 'apt' | 'dnf'
  readonly program: string
  /** Written when something is installed or removed. */
  readonly installed: string
  /** Written when the source of updates was reached; the newest counts. */
  readonly lists: readonly string[]
  readonly read: (host: Host) => Promise<Pending>
}

const timeoutMs = 60_000
const outputBytesMax = 4 * 1024 * 1024

const managers: readonly Manager[] = [
  {
    name: 'apt',
    program: '/usr/bin/apt-get',
    installed: '/var/lib/dpkg/status',
    lists: ['/var/lib/apt/periodic/update-success-stamp', '/var/lib/apt/lists'],
    read: readApt,
  },
  {
    name: 'dnf',
    program: '/usr/bin/dnf',
    installed: '/var/lib/rpm/rpmdb.sqlite',
    lists: ['/var/cache/dnf/last_makecache', '/var/cache/libdnf5', '/var/cache/dnf'],
    read: readDnf,
  },
]

/** Keeps the answer, which costs seconds of processor time, until it can be another. */
export class LinuxUpdateReader {
  #key: string | undefined
  #pending: Pending | undefined

  async read(host: Host): Promise<LinuxUpdates> {
    const manager = await managerOf(host)
    const installed = await host.fileInfo(manager.installed)
    const checkedMs = await newest(host, manager.lists)
    const key = `${manager.name} ${installed?.modifiedMs} ${checkedMs}`
    if (this.#pending === undefined || key !== this.#key) {
      this.#pending = await manager.read(host)
      this.#key = key
    }
    return {
      manager: manager.name,
      pending: this.#pending,
      history: {
        lastInstallMs: installed?.modifiedMs,
        lastCheckMs: checkedMs,
        rebootPending: await rebootPending(host),
        automatic: manager.name === 'apt' ? await automaticApt(host) : undefined,
      },
    }
  }
}

async function managerOf(host: Host): Promise<Manager> {
  for (const manager of managers) {
    if ((await host.fileInfo(manager.program))?.kind === 'file') return manager
  }
  throw new Unknown('not_supported', 'Neither apt nor dnf updates this system')
}

async function readApt(host: Host): Promise<Pending> {
  const args = ['-s', '-q', '-o', 'Debug::NoLocking=true', 'dist-upgrade']
  const { stdout, exitCode } = await host.run('/usr/bin/apt-get', args, {
    timeoutMs,
    outputBytesMax,
  })
  const pending = exitCode === 0 ? parseAptSimulation(stdout) : undefined
  if (!pending) throw new Unknown('provider_failed', `apt-get ended with ${exitCode}`)
  return pending
}

async function readDnf(host: Host): Promise<Pending> {
  const options = { timeoutMs, outputBytesMax }
  const updates = await host.run('/usr/bin/dnf', ['-q', '-C', 'check-update'], options)
  const words = ['-q', '-C', 'updateinfo', 'list', '--security']
  const security = await host.run('/usr/bin/dnf', words, options)
  const pending = dnfPending(
    parseDnfUpdates(updates.exitCode, updates.stdout),
    parseDnfSecurity(security.exitCode, security.stdout),
  )
  if (!pending) throw new Unknown('provider_failed', `dnf ended with ${updates.exitCode}`)
  return pending
}

async function newest(host: Host, paths: readonly string[]): Promise<number | undefined> {
  for (const path of paths) {
    const info = await host.fileInfo(path)
    if (info && info.modifiedMs > 0) return info.modifiedMs
  }
  return undefined
}

/** The mark of Debian and Ubuntu; else a kernel that is installed and does not run. */
async function rebootPending(host: Host): Promise<boolean | undefined> {
  if (await host.fileInfo('/run/reboot-required')) return true
  const { release } = host.facts()
  const versions = host.list('/lib/modules')
  if (versions.length === 0) return undefined
  // Its modules were removed or replaced by an update: new drivers cannot be loaded any more.
  return !versions.includes(release)
}

async function automaticApt(host: Host): Promise<boolean | undefined> {
  const folder = '/etc/apt/apt.conf.d'
  const texts: string[] = []
  for (const name of host.list(folder).slice(0, 64)) {
    try {
      texts.push(await host.readText(`${folder}/${name}`))
    } catch (error) {
      if (!(error instanceof NotPresent)) continue
    }
  }
  return unattendedUpgrades(texts) ?? false
}
