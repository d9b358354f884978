/** Errors that btrfs counts on each of its disks: /sys (5.14 on) or `btrfs device stats`. */
import type { ArrayFacts } from './array-facts.ts'

export interface BtrfsDisk {
  readonly errors: number | null
  readonly missing: boolean
}

const linesMax = 4096

/** `write_errs 0` … of /sys, and `[/dev/sda].write_io_errs 0` of the program. */
export function sumBtrfsErrors(text: string): number | null {
  let total: number | null = null
  for (const line of text.split('\n', linesMax)) {
    const count = /^(?:\[[^\]]{0,255}\]\.)?\w{1,32}_errs\s+(\d{1,15})\s*$/.exec(line)?.[1]
    if (count !== undefined) total = Math.min(Number.MAX_SAFE_INTEGER, (total ?? 0) + Number(count))
  }
  return total
}

/** Disks named in the program's output. */
export function countBtrfsDisks(text: string): number {
  const names = text.split('\n', linesMax).map((line) => /^\[([^\]]{1,255})\]\./.exec(line)?.[1])
  return new Set(names.filter((name) => name !== undefined)).size
}

export function btrfsFacts(name: string, disks: readonly BtrfsDisk[]): ArrayFacts {
  const known = disks.flatMap(({ errors }) => errors ?? [])
  const missing = disks.filter((disk) => disk.missing).length
  return {
    array: name.slice(0, 128),
    kind: 'btrfs',
    fields: {
      state: missing > 0 ? 'degraded' : known.length === 0 ? 'unknown' : 'ok',
      reason: missing === 0 && known.length === 0 ? 'not_supported' : 'none',
      disks: disks.length,
      disks_active: disks.length - missing,
      disks_failed: missing,
      errors: known.length === 0 ? null : known.reduce((total, count) => total + count, 0),
    },
  }
}
