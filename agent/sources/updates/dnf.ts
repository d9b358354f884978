/** Fedora, RHEL and their relatives: what `dnf` says from its cache, without the network. */
import type { Pending } from './pending.ts'

/**
 * `dnf -q -C check-update` prints "name.arch  version  repository" a line and exits 100 when there
 * are updates, 0 when there are none; packages below "Obsoleting Packages" only change their name.
 * Source: dnf(8).
 */
export function parseDnfUpdates(exitCode: number, text: string): number | undefined {
  if (exitCode === 0) return 0
  if (exitCode !== 100) return undefined
  const [updates = ''] = text.split(/^Obsoleting Packages/m)
  return updates.split('\n').filter((line) => /^\S+\.\S+\s+\S+\s+\S+\s*$/.test(line)).length
}

/** `dnf -q -C updateinfo list --security`: an advisory, its kind and the package; each package once. */
export function parseDnfSecurity(exitCode: number, text: string): number | undefined {
  if (exitCode !== 0) return undefined
  const packages = text.split('\n').flatMap((line) => {
    const [, name] = /^\S+\s+\S*(?:Sec\.|security)\S*\s+(\S+)\s*$/i.exec(line) ?? []
    return name === undefined ? [] : [name]
  })
  return new Set(packages).size
}

export function dnfPending(
  updates: number | undefined,
  security: number | undefined,
): Pending | undefined {
  return updates === undefined ? undefined : { pending: updates, security: security ?? 0 }
}
