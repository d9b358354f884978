/**
 * Linux software RAID from /proc/mdstat (drivers/md/md.c, md_seq_show) and what /sys adds. A routine
 * check is no trouble; an array that lost more than its level bears has failed.
 */
import type { ArrayFacts, ArrayState } from './array-facts.ts'

export interface MdArray {
  readonly name: string
  readonly active: boolean
  readonly level: string | undefined
  readonly failed: number
  readonly spare: number
  /** From [n/m]; null for levels without it (raid0, linear). */
  readonly wanted: number | null
  readonly working: number | null
  /** [U_U]: which members work, in their order. */
  readonly map: string
  readonly action: 'check' | 'rebuild' | null
  readonly progress: number | null
}

/** What /sys/block/mdN/md tells beyond mdstat; null: not told. */
export interface MdKernelFacts {
  readonly degraded: number | null
  readonly arrayState: string | null
}

const arraysMax = 128
const lineLengthMax = 4096
const head = /^(md[\w.-]{1,48}) : (active|inactive)((?: \((?:auto-)?read-only\))?)(?: (\S+))?(.*)$/

export function parseMdstat(text: string): readonly MdArray[] {
  const arrays: MdArray[] = []
  let block: string[] = []
  const close = (): void => {
    const array = block.length > 0 ? arrayOf(block) : undefined
    if (array) arrays.push(array)
    block = []
  }
  for (const long of text.slice(0, 1024 * 1024).split('\n')) {
    const line = long.slice(0, lineLengthMax)
    if (/^md[\w.-]* : /.test(line)) {
      close()
      block = [line]
    } else if (/^\s+\S/.test(line) && block.length > 0) block.push(line)
    else close()
  }
  close()
  return arrays.slice(0, arraysMax)
}

function arrayOf([first = '', ...rest]: readonly string[]): MdArray | undefined {
  const found = head.exec(first)
  if (!found) return undefined
  const [, name = '', word, , fourth, tail = ''] = found
  const details = rest.join('\n')
  // A container of firmware RAID only holds the members; its volumes are arrays of their own.
  if (/super external:(?!\/)\S/.test(details)) return undefined
  const level = fourth?.includes('[') === true ? undefined : fourth
  const members = level === undefined ? `${fourth ?? ''}${tail}` : tail
  const counts = /\[(\d{1,4})\/(\d{1,4})\]/.exec(details)
  const work = /(check|resync|recovery|reshape|repair)\s*=\s*(\d{1,3}(?:\.\d+)?)?/.exec(details)
  return {
    name,
    active: word === 'active',
    level,
    failed: members.match(/\(F\)/g)?.length ?? 0,
    spare: members.match(/\(S\)/g)?.length ?? 0,
    wanted: counts ? Number(counts[1]) : null,
    working: counts ? Number(counts[2]) : null,
    map: /\[([U_]{1,4096})\]/.exec(details)?.[1] ?? '',
    action: work ? (/check|repair/.test(work[1] ?? '') ? 'check' : 'rebuild') : null,
    progress: work?.[2] === undefined ? null : Math.min(100, Number(work[2])),
  }
}

/** So many members a level can lose; raid10 depends on which, so only a loss of all is certain. */
const spareable: Readonly<Record<string, number>> = { raid4: 1, raid5: 1, raid6: 2 }

export function mdFacts(array: MdArray, kernel: MdKernelFacts): ArrayFacts {
  const { wanted, working, failed, spare, progress } = array
  // The kernel's own number is right also while a spare is being filled.
  const missing = kernel.degraded ?? (wanted !== null && working !== null ? wanted - working : 0)
  return {
    array: array.name,
    kind: 'md',
    level: array.level,
    fields: {
      state: stateOf(array, kernel, Math.max(0, missing)),
      disks: wanted,
      disks_active: working,
      disks_failed: Math.max(failed, missing),
      disks_spare: spare,
      progress,
    },
  }
}

function stateOf(array: MdArray, { arrayState }: MdKernelFacts, missing: number): ArrayState {
  if (arrayState === 'broken') return 'failed'
  if (!array.active) return 'inactive'
  if (missing > 0 && isLost(array, missing)) return 'failed'
  if (array.action === 'rebuild') return 'rebuilding'
  if (missing > 0) return 'degraded'
  return array.action === 'check' ? 'checking' : 'ok'
}

function isLost({ level, wanted }: MdArray, missing: number): boolean {
  if (wanted !== null && missing >= wanted) return true
  const bears = level === undefined ? undefined : spareable[level]
  return bears !== undefined && missing > bears
}
