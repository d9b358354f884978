import { remoteAccess } from '../../../contract/catalogue/families/remote-access.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import type { Host } from '../../host/host.ts'
import { fieldsOf, listOf, textOf } from '../parts/narrow.ts'
import { windowsSection } from '../parts/windows-section.ts'
import type { Source } from '../source.ts'
import { toolsAmong } from './remote-tools.ts'

interface Found {
  readonly installed: readonly string[]
  readonly running: readonly string[]
}
/** Where Linux packages and downloads of such tools put themselves. */
const linuxFolders = [
  '/etc/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
  '/opt',
  '/usr/bin',
]
const macFolders = ['/Applications', '/Library/LaunchDaemons']
const processesMax = 4000

export const remoteAccessSource: Source = {
  name: 'remote_access',
  beat: 'protection',
  timeoutMs: 120_000,
  platforms: ['linux', 'win32', 'darwin'],
  measurements: [remoteAccess.name],
  about: [
    {
      platform: 'linux',
      read: 'names of units, of folders under /opt, of programs under /usr/bin and of running processes',
      privilege: 'user',
      cost: 'names of a few folders and of the processes every 15 min, 2 ms (measured)',
      tried: 'this Debian with written files',
    },
    {
      platform: 'win32',
      read: 'names and states of services',
      privilege: 'user',
      cost: 'a part of the query',
      tried: 'written answers; no real Windows',
    },
    {
      platform: 'darwin',
      read: 'names under /Applications and /Library/LaunchDaemons',
      privilege: 'user',
      cost: 'two folders',
      tried: 'written folders; no hardware',
    },
  ],
  start:
    () =>
    async ({ host }) => {
      const { installed, running } = await find(host)
      const fields = {
        reason: 'none' as const,
        count: installed.length,
        running: running.length,
        tools: installed.join(', '),
      }
      return [reading(remoteAccess, {}, fields)]
    },
}

async function find(host: Host): Promise<Found> {
  if (host.platform === 'win32') return await onWindows(host)
  if (host.platform === 'darwin') return onMac(host)
  return onLinux(host)
}

async function onWindows(host: Host): Promise<Found> {
  const services = listOf(windowsSection(await host.windows('slow'), 'remoteTools')).map(fieldsOf)
  const named = (those: typeof services): readonly string[] =>
    toolsAmong(those.flatMap((one) => textOf(one['n']) ?? []))
  return {
    installed: named(services),
    running: named(services.filter((one) => one['state'] === 'Running')),
  }
}

function onLinux(host: Host): Found {
  const names = linuxFolders.flatMap((folder) => host.list(folder))
  const running = toolsAmong(processNames(host))
  return { installed: [...new Set([...toolsAmong(names), ...running])].toSorted(), running }
}

function onMac(host: Host): Found {
  const names = macFolders.flatMap((folder) => host.list(folder))
  // com.teamviewer.Helper.plist: the maker is one of the parts.
  return { installed: toolsAmong(names.flatMap((name) => name.split('.'))), running: [] }
}

/** The kernel's own short names (15 characters), never arguments. */
function processNames(host: Host): readonly string[] {
  return host
    .list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .slice(0, processesMax)
    .flatMap((id) => {
      try {
        return [host.readTextNow(`/proc/${id}/comm`).trim()]
      } catch {
        return []
      }
    })
}
