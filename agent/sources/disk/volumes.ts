/** Windows and macOS: which volumes hold somebody's files, without asking one that may hang. */
import type { Host } from '../../host/host.ts'
import type { LatestWindows } from '../parts/latest-windows.ts'
import { fieldsOf, listOf, textOf } from '../parts/narrow.ts'
import type { Mount } from './mounts.ts'

export interface Volume extends Mount {
  /** What statfs is asked for. */
  readonly root: string
}

const volumesMax = 26

/**
 * Letters of fixed local drives, as the Windows query tells them: a letter may stand for a network
 * share or an empty card reader. Until it has answered there is only the system's own drive.
 */
export function windowsVolumes(host: Host, latest: LatestWindows): readonly Volume[] {
  const sections = latest.known(host)?.sections ?? {}
  const told = Object.hasOwn(sections, 'volumes') ? sections['volumes'] : undefined
  const fixed = listOf(told, volumesMax)
    .map(fieldsOf)
    .flatMap((row) => windowsVolume(textOf(row['id']), textOf(row['fs'])) ?? [])
  if (fixed.length > 0) return fixed
  // Windows starts from no other file system.
  const own = windowsVolume(host.facts().systemDrive, 'ntfs')
  return own ? [own] : []
}

/** A locked BitLocker volume has no file system to tell of. */
function windowsVolume(letter: string | undefined, fstype: string | undefined): Volume | undefined {
  if (!letter || !fstype || !/^[A-Z]:$/.test(letter)) return undefined
  return {
    path: letter,
    root: `${letter}\\`,
    device: letter,
    fstype: fstype.toLowerCase(),
    mode: 'rw',
    network: false,
  }
}

/** Since macOS 10.15 the system itself is read-only, and all files lie on a volume beside it. */
const macData = '/System/Volumes/Data'

/** All volumes of a container share their space, so one of them tells it. */
export async function macVolumes(host: Host): Promise<readonly Volume[]> {
  const split = (await host.fileInfo(macData))?.kind === 'folder'
  const path = split ? macData : '/'
  return [{ path, root: path, device: 'data', fstype: 'apfs', mode: 'rw', network: false }]
}
