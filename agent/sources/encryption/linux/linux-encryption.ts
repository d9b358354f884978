/** Encryption of the volumes on Linux: dm-crypt below a mount or swap, or ZFS's own. */
import { NotPresent, type Host } from '../../../host/host.ts'
import type { EncryptedVolume, EncryptionFindings } from '../volume.ts'
import { cryptLayer, deviceName } from './block-devices.ts'
import { decodeLuksHeader, luksHeaderBytes } from './luks-header.ts'
import { decodeMounts, decodeSwaps, type Mount } from './mounts.ts'
import { zfsEncryption } from './zfs.ts'

/** Besides the system's own, where people's and programs' data commonly lie. */
const dataPaths = ['/home', '/var', '/srv', '/opt', '/data', '/var/lib', '/usr']
/** A root that is no disk of this machine: a container, a live system, a disk-less client. */
const noDisk = /^(?:overlay|aufs|tmpfs|ramfs|rootfs|squashfs|nfs4?|cifs|9p|virtiofs|fuse\..*)$/

type Verdict = Pick<EncryptedVolume, 'state' | 'reason' | 'method'>

export async function linuxEncryption(host: Host): Promise<EncryptionFindings> {
  const mounts = decodeMounts(host.readTextNow('/proc/self/mountinfo'))
  const root = mounts.get('/')
  if (!root || noDisk.test(root.type)) return { notApplicable: true }
  const volumes: EncryptedVolume[] = [
    { name: '/', kind: 'system', ...(await verdictOf(host, root)) },
  ]
  for (const path of dataPaths) {
    const mount = mounts.get(path)
    if (!mount || noDisk.test(mount.type)) continue
    volumes.push({ name: path, kind: 'data', ...(await verdictOf(host, mount)) })
  }
  const swap = await swapVerdict(host, mounts)
  if (swap) volumes.push({ name: 'swap', kind: 'swap', ...swap })
  return { volumes }
}

async function verdictOf(host: Host, mount: Mount): Promise<Verdict> {
  if (mount.type === 'zfs') return await zfsEncryption(host, mount.source)
  return await deviceVerdict(host, deviceName(host, mount.device, mount.source))
}

async function deviceVerdict(host: Host, name: string | undefined): Promise<Verdict> {
  const layer = name === undefined ? undefined : cryptLayer(host, name)
  if (!layer) return { state: 'unknown', reason: 'not_supported' }
  if (layer.kind === undefined) return { state: 'not_encrypted' }
  const cipher = layer.below === undefined ? undefined : await cipherOf(host, layer.below)
  const kind = layer.kind.startsWith('LUKS') ? layer.kind : `dm-crypt ${layer.kind}`
  return { state: 'encrypted', method: cipher === undefined ? kind : `${kind} ${cipher}` }
}

/** From the header, which only root may read, and which may lie on another disk. */
async function cipherOf(host: Host, device: string): Promise<string | undefined> {
  try {
    const path = `/dev/${device.replaceAll('!', '/')}`
    return decodeLuksHeader(await host.readBytes(path, luksHeaderBytes))?.cipher
  } catch (error) {
    if (error instanceof NotPresent || isRefused(error)) return undefined
    throw error
  }
}

/** All swap together; undefined where there is none on a disk. Memory that is compressed is no disk. */
async function swapVerdict(
  host: Host,
  mounts: ReadonlyMap<string, Mount>,
): Promise<Verdict | undefined> {
  const spaces = decodeSwaps(textNow(host, '/proc/swaps')).filter(
    ({ path }) => !/^\/dev\/zram\d+$/.test(path),
  )
  const verdicts: Verdict[] = []
  for (const { path, isFile } of spaces.slice(0, 16)) {
    const mount = isFile ? mountOf(path, mounts) : undefined
    if (isFile && !mount) verdicts.push({ state: 'unknown', reason: 'not_supported' })
    else if (mount) verdicts.push(await verdictOf(host, mount))
    else verdicts.push(await deviceVerdict(host, deviceName(host, '', path)))
  }
  return (
    verdicts.find(({ state }) => state === 'not_encrypted') ??
    verdicts.find(({ state }) => state === 'unknown') ??
    verdicts[0]
  )
}

/** The mount in which the file lies: the longest path above it. */
function mountOf(file: string, mounts: ReadonlyMap<string, Mount>): Mount | undefined {
  let best: Mount | undefined
  for (const mount of mounts.values()) {
    const inside = mount.path === '/' || file.startsWith(`${mount.path}/`)
    if (inside && (!best || mount.path.length > best.path.length)) best = mount
  }
  return best
}

function textNow(host: Host, path: string): string {
  try {
    return host.readTextNow(path)
  } catch (error) {
    if (error instanceof NotPresent) return ''
    throw error
  }
}

function isRefused(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')
  )
}
