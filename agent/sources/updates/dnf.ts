/** Fedora, RHEL and their relatives: what `dnf` says from its cache, without the network. */
import type { Pending } from './pending.ts'

/**
 * `dnf -q -C check-update` prints "name.arch  version  repository" a line and exits 100 when there
 * are updates, 0 when there are none; packages below "Obsoleting Packages" only change their name.
 * Source: dnf(8), dnf5-check-upgrade(8).
 */
export function parseDnfUpdates(exitCode: number, text: string): number | undefined {
  if (exitCode === 0) return 0
  if (exitCode !== 100) return undefined
  const [updates = ''] = text.split(/^Obsoleting Packages/im)
  return updates.split('\n').filter((line) => /^\S+\.\S+\s+\S+\s+\S+\s*$/.test(line)).length
}

/** An advisory, its kind and the package; dnf5 adds the severity and the day, and cuts words short. */
const advisories = [
  /^\S+\s+\S*(?:Sec\.|security)\S*\s+(\S+)\s*$/i,
  /^\S+\s+secu[a-z]*\s+\S+\s+(\S+)\s+\d{4}-\d\d-\d\d\b/i,
]

/** `dnf -q -C updateinfo list --security`: each package once. */
export function parseDnfSecurity(exitCode: number, text: string): number | undefined {
  if (exitCode !== 0) return undefined
  const packages = text.split('\n').flatMap((line) => {
    const name = advisories.map((shape) => shape.exec(line)?.[1]).find(Boolean)
    return name === undefined ? [] : [name]
  })
  return new Set(packages).size
}

export function dnfPending(
  updates: number | undefined,
  security: number | undefined,
): Pending | undefined {
  if (updates === undefined) return undefined
  return { pending: updates, security: updates === 0 ? 0 : (security ?? null) }
}
