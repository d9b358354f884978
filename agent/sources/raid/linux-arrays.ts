/** Arrays that Linux itself keeps: md, ZFS, LVM, btrfs. /sys and /proc first, programs where needed. */
import { TimedOut } from '../../../lib/deadline.ts'
import { NotPresent, type Host, type UnknownReason } from '../../host/host.ts'
import type { ArrayFacts, ArrayKind } from './array-facts.ts'
import { btrfsFacts, countBtrfsDisks, sumBtrfsErrors, type BtrfsDisk } from './btrfs.ts'
import { parseLvs } from './lvm.ts'
import { mdFacts, parseMdstat } from './mdstat.ts'
import {
  parseZpoolJson,
  parseZpoolList,
  parseZpoolText,
  zfsFacts,
  type ZfsPool,
  type ZfsStatus,
} from './zfs.ts'

const zpoolPaths = ['/usr/sbin/zpool', '/sbin/zpool', '/usr/local/sbin/zpool']
const kstatFolder = '/proc/spl/kstat/zfs'
const btrfsFolder = '/sys/fs/btrfs'
const programTimeoutMs = 15_000
const foldersMax = 64

export function mdArrays(host: Host): readonly ArrayFacts[] {
  const text = textIn(host, '/proc/mdstat')
  return text === undefined
    ? []
    : parseMdstat(text).map((array) => {
        const folder = `/sys/block/${array.name}/md`
        const degraded = textIn(host, `${folder}/degraded`)?.trim() ?? ''
        return mdFacts(array, {
          degraded: /^\d{1,4}$/.test(degraded) ? Number(degraded) : null,
          arrayState: textIn(host, `${folder}/array_state`)?.trim() ?? null,
        })
      })
}

/** The kernel names pools and their state; zpool tells the rest, where it is installed. */
export async function zfsPools(host: Host): Promise<readonly ArrayFacts[]> {
  const fromKernel = kernelPools(host)
  if (fromKernel.length === 0) return []
  try {
    const listed = await zpool(host, ['list', '-Hp', '-o', 'name,health,capacity,fragmentation'])
    const pools = parseZpoolList(listed)
    const status = await poolStatus(host)
    return pools.map((pool) => zfsFacts(pool, status.get(pool.name)))
  } catch (error) {
    if (error instanceof NotPresent) return fromKernel.map((pool) => zfsFacts(pool, undefined))
    return [unknownArrays('zfs', error)]
  }
}

function kernelPools(host: Host): readonly ZfsPool[] {
  return host
    .list(kstatFolder)
    .slice(0, foldersMax)
    .flatMap((name) => {
      const health = textIn(host, `${kstatFolder}/${name}/state`)?.trim()
      return health === undefined ? [] : [{ name, health, capacity: null, fragmentation: null }]
    })
}

async function poolStatus(host: Host): Promise<ReadonlyMap<string, ZfsStatus>> {
  const json = parseZpoolJson(await zpool(host, ['status', '-j']))
  return json ?? parseZpoolText(await zpool(host, ['status', '-p']))
}

async function zpool(host: Host, args: readonly string[]): Promise<string> {
  let absent: unknown
  for (const path of zpoolPaths) {
    try {
      return (await host.run(path, args, { timeoutMs: programTimeoutMs })).stdout
    } catch (error) {
      if (!(error instanceof NotPresent)) throw error
      absent = error
    }
  }
  throw absent
}

/** Only where device-mapper shows a volume of LVM: lvs reads all disks. */
export async function lvmVolumes(host: Host): Promise<readonly ArrayFacts[]> {
  const mapped = host.list('/sys/block').filter((name) => /^dm-\d+$/.test(name))
  const isLvm = mapped.some((name) =>
    textIn(host, `/sys/block/${name}/dm/uuid`)?.startsWith('LVM-'),
  )
  if (!isLvm) return []
  try {
    const { stdout } = await host.run('/usr/sbin/lvs', lvsArguments(), {
      timeoutMs: programTimeoutMs,
    })
    const volumes = parseLvs(stdout)
    if (!volumes) throw new Error('lvs printed something else')
    return volumes
  } catch (error) {
    return [unknownArrays('lvm', error)]
  }
}

/** As the list of programs allows it. */
function lvsArguments(): readonly string[] {
  const columns = [
    'vg_name',
    'lv_name',
    'lv_attr',
    'lv_size',
    'segtype',
    'copy_percent',
    'data_percent',
    'metadata_percent',
    'lv_health_status',
    'raid_sync_action',
  ]
  return ['--reportformat', 'json', '--units', 'b', '--nosuffix', '-o', columns.join(',')]
}

export async function btrfsVolumes(host: Host): Promise<readonly ArrayFacts[]> {
  const ids = host.list(btrfsFolder).filter((name) => /^[0-9a-f-]{36}$/.test(name))
  const found: ArrayFacts[] = []
  for (const id of ids.slice(0, foldersMax)) found.push(await btrfsVolume(host, id))
  return found
}

async function btrfsVolume(host: Host, id: string): Promise<ArrayFacts> {
  const folder = `${btrfsFolder}/${id}`
  const name = textIn(host, `${folder}/label`)?.trim() || id
  const disks = host
    .list(`${folder}/devinfo`)
    .slice(0, foldersMax)
    .map((number): BtrfsDisk => {
      const text = textIn(host, `${folder}/devinfo/${number}/error_stats`)
      return {
        errors: text === undefined ? null : sumBtrfsErrors(text),
        missing: textIn(host, `${folder}/devinfo/${number}/missing`)?.trim() === '1',
      }
    })
  if (disks.some(({ errors }) => errors !== null)) return btrfsFacts(name, disks)
  return btrfsFacts(name, await askedDisks(host, folder, disks))
}

/** Kernels before 5.14 tell errors only to the program, by a place where the volume is mounted. */
async function askedDisks(
  host: Host,
  folder: string,
  disks: readonly BtrfsDisk[],
): Promise<readonly BtrfsDisk[]> {
  const names = host.list(`${folder}/devices`)
  const mount = mountOf(textIn(host, '/proc/self/mountinfo') ?? '', names)
  if (mount === undefined) return disks
  try {
    const { stdout } = await host.run('/usr/bin/btrfs', ['device', 'stats', mount], {
      timeoutMs: programTimeoutMs,
    })
    const errors = sumBtrfsErrors(stdout)
    const count = Math.min(foldersMax, Math.max(1, countBtrfsDisks(stdout)))
    if (errors === null) return disks
    return Array.from({ length: count }, (_, at) => ({
      errors: at === 0 ? errors : 0,
      missing: false,
    }))
  } catch (error) {
    if (error instanceof NotPresent || error instanceof TimedOut) return disks
    throw error
  }
}

/** Octal escapes stand for blanks in names; such a place is left to the others. */
function mountOf(mountinfo: string, devices: readonly string[]): string | undefined {
  for (const line of mountinfo.split('\n', 4096)) {
    const found = /^\S+ \S+ \S+ \S+ (\/\S*) .* - btrfs \/dev\/(\S+)/.exec(line)
    if (found?.[1] && !found[1].includes('\\') && devices.includes(found[2] ?? '')) return found[1]
  }
  return undefined
}

/** One row for all of a kind that could not be asked, so that the others are told all the same. */
export function unknownArrays(kind: ArrayKind, error: unknown): ArrayFacts {
  return { array: '*', kind, fields: { state: 'unknown', reason: reasonOf(error) } }
}

function reasonOf(error: unknown): UnknownReason {
  if (error instanceof TimedOut) return 'timed_out'
  return error instanceof NotPresent ? 'not_installed' : 'provider_failed'
}

function textIn(host: Host, path: string): string | undefined {
  try {
    return host.readTextNow(path)
  } catch {
    return undefined
  }
}
