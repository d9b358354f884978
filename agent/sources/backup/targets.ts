/**
 * Disks and shares that copies go to. On Linux and macOS an empty folder stays when the disk is
 * taken out, so it counts as there only when something is mounted on it, or its marker is found.
 */
import { backupTarget } from '../../../contract/catalogue/families/backup-target.ts'
import { reading, type FieldsOf, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Host } from '../../host/host.ts'
import type { TargetOptions } from './options.ts'

type TargetState = NonNullable<FieldsOf<typeof backupTarget>['state']>
export interface Target {
  readonly alias: string
  readonly state: TargetState
}

export async function readTargets(
  host: Host,
  all: readonly TargetOptions[],
): Promise<readonly Target[]> {
  const targets: Target[] = []
  for (const options of all) {
    targets.push({ alias: options.alias, state: await stateOf(host, options) })
  }
  return targets
}

export function targetReading({ alias, state }: Target): Reading {
  return reading(backupTarget, { target: alias }, { state })
}

/** For the jobs that write to it. */
export function presence(target: Target | undefined): boolean | undefined {
  return target === undefined || target.state === 'unknown' ? undefined : target.state === 'present'
}

async function stateOf(host: Host, options: TargetOptions): Promise<TargetState> {
  try {
    if (await isThere(host, options)) return 'present'
    return options.rotating ? 'away' : 'absent'
  } catch {
    // Refused or hanging: the disk may well be there.
    return 'unknown'
  }
}

async function isThere(host: Host, { path, marker }: TargetOptions): Promise<boolean> {
  const plain = path.replace(/(?<=.)[\\/]+$/, '')
  if (marker !== undefined) return (await host.fileInfo(`${plain}/${marker}`)) !== undefined
  if (host.platform === 'linux') return isMounted(host.readTextNow('/proc/self/mountinfo'), plain)
  if (host.platform === 'darwin') return (await host.fileInfo(plain)) !== undefined
  return (await host.fileInfo(/^[A-Za-z]:$/.test(plain) ? `${plain}\\` : plain)) !== undefined
}

/** Something other than the automounter's own placeholder is mounted exactly there. */
export function isMounted(mountinfo: string, path: string): boolean {
  return mountinfo.split('\n').some((line) => {
    const words = line.split(' ')
    const dash = words.indexOf('-', 6)
    const mount = words[4]?.replace(/\\([0-7]{3})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    )
    return mount === path && dash > 0 && words[dash + 1] !== 'autofs'
  })
}
