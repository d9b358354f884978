import { disk } from '../../../contract/catalogue/families/disk.ts'
import { reading, type Reading, type TagsOf } from '../../../contract/catalogue/grammar.ts'
import { TimedOut } from '../../../lib/deadline.ts'
import { NotPresent, type FileSystemSpace, type Host } from '../../host/host.ts'
import type { About, Source } from '../source.ts'
import { LatestWindows } from '../parts/latest-windows.ts'
import { mountsOf, type Mount } from './mounts.ts'
import { macVolumes, windowsVolumes } from './volumes.ts'

export interface DiskOptions {
  /** Mount paths that are left out. */
  readonly exclude: readonly string[]
  /** Network shares too, while they answer. */
  readonly network: boolean
}

const about: readonly About[] = [
  {
    platform: 'linux',
    read: '/proc/self/mountinfo, statfs of each file system',
    privilege: 'user',
    cost: 'measured: 30 µs a file system',
    tried: 'Debian 12',
  },
  {
    platform: 'win32',
    read: 'letters from the Windows query (volumes), statfs of each fixed drive',
    privilege: 'user',
    cost: 'expected: under 1 ms',
    tried: 'Node 22 under Wine 8; written-down answers',
  },
  {
    platform: 'darwin',
    read: 'statfs of /System/Volumes/Data',
    privilege: 'user',
    cost: 'expected: under 1 ms',
    tried: 'written-down answers only',
  },
]
const answerTimeoutMs = 2000
/** Each hung share holds one of the four threads of Node's pool for as long as it hangs. */
const hungSharesMax = 2

export function diskSource({ exclude, network }: DiskOptions): Source {
  return {
    name: 'disk',
    beat: 'disk',
    timeoutMs: 30_000,
    platforms: ['linux', 'win32', 'darwin'],
    measurements: [disk.name],
    about,
    start: ({ host: { platform } }) => {
      if (platform !== 'linux') return diskElsewhere(exclude)
      const hung = new Set<string>()
      let text = ''
      let mounts: readonly Mount[] = []
      return async ({ host }) => {
        const now = host.readTextNow('/proc/self/mountinfo')
        if (now !== text) mounts = mountsOf(now).filter(({ path }) => !exclude.includes(path))
        text = now
        const readings: Reading[] = []
        for (const mount of mounts.filter((one) => !one.network)) {
          readings.push(...(await readMount(host, mount)))
        }
        for (const mount of mounts.filter((one) => one.network && network)) {
          readings.push(...(await readShare(host, mount, hung)))
        }
        if (readings.length === 0) throw new NotPresent('No disk is mounted')
        return readings
      }
    },
  }
}

/** Windows and macOS. */
function diskElsewhere(exclude: readonly string[]) {
  const latest = new LatestWindows()
  return async ({ host }: { readonly host: Host }): Promise<readonly Reading[]> => {
    const volumes =
      host.platform === 'win32' ? windowsVolumes(host, latest) : await macVolumes(host)
    const readings: Reading[] = []
    for (const volume of volumes.filter(({ path }) => !exclude.includes(path))) {
      readings.push(...(await readMount(host, volume, volume.root)))
    }
    if (readings.length === 0) throw new NotPresent('No disk is mounted')
    return readings
  }
}

/** A share that does not answer is told as such, and not asked beside two others that hang. */
async function readShare(host: Host, mount: Mount, hung: Set<string>): Promise<Reading[]> {
  if (!hung.has(mount.path) && hung.size >= hungSharesMax) return []
  hung.add(mount.path)
  const readings = await readMount(host, mount)
  if (readings[0]?.fields['answering'] !== false) hung.delete(mount.path)
  return readings
}

async function readMount(host: Host, mount: Mount, root = mount.path): Promise<Reading[]> {
  const tags = { path: mount.path, device: mount.device, fstype: mount.fstype, mode: mount.mode }
  try {
    const space = await host.statfs(root, answerTimeoutMs)
    return space.blocks === 0 ? [] : [toReading(tags, space)]
  } catch (error) {
    if (error instanceof TimedOut) return [reading(disk, tags, { answering: false })]
    // Unmounted meanwhile, or hidden from us: one mount must not cost the others their reading.
    return []
  }
}

function toReading(tags: TagsOf<typeof disk>, space: FileSystemSpace): Reading {
  const used = (space.blocks - space.blocksFree) * space.blockSize
  const free = space.blocksAvailable * space.blockSize
  const inodesUsed = space.files - space.filesFree
  const hasInodes = space.files > 0
  return reading(disk, tags, {
    total: space.blocks * space.blockSize,
    used,
    free,
    // As df reckons it: what is kept for root is neither used nor to be had.
    used_percent: used + free > 0 ? (100 * used) / (used + free) : null,
    inodes_total: hasInodes ? space.files : null,
    inodes_used: hasInodes ? inodesUsed : null,
    inodes_free: hasInodes ? space.filesFree : null,
    inodes_used_percent: hasInodes ? (100 * inodesUsed) / space.files : null,
    answering: true,
  })
}
