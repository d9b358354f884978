/** ZFS pools: `zpool list -Hp`, `zpool status -j` (2.3 on) and its text before that. */
import {
  groupAt,
  isGroup,
  ownValue,
  parseLoose,
  plainText,
  type Loose,
} from '../parts/loose-json.ts'
import { fieldsOf } from '../parts/narrow.ts'
import { percent, type ArrayFacts, type ArrayState } from './array-facts.ts'

export interface ZfsPool {
  readonly name: string
  readonly health: string
  readonly capacity: number | null
  readonly fragmentation: number | null
}
/** What `zpool status` adds. */
export interface ZfsStatus {
  readonly health: string | undefined
  /** scrub: routine; resilver: protection is being made again. */
  readonly scan: 'scrub' | 'resilver' | null
  readonly progress: number | null
  readonly errors: number | null
  readonly dataErrors: number | null
  readonly disks: number
  readonly disksFailed: number
}

const poolsMax = 64
const linesMax = 20_000

/** With `-H` tabs and our own order of columns; a list with a head line tells its order itself. */
export function parseZpoolList(text: string): readonly ZfsPool[] {
  // Indented ones are the disks of a pool (-v).
  const lines = text.split('\n', linesMax).filter((line) => /^\S/.test(line))
  const first = lines[0]?.trim().split(/\s+/) ?? []
  const hasHead = first[0] === 'NAME' && first.includes('HEALTH')
  const columns = hasHead ? first : ['NAME', 'HEALTH', 'CAP', 'FRAG']
  return lines.slice(hasHead ? 1 : 0, poolsMax + 1).flatMap((line) => {
    const words = line.trim().split(/\s+/)
    const word = (column: string): string | undefined => words[columns.indexOf(column)]
    const name = word('NAME')
    const health = word('HEALTH')
    if (name === undefined || health === undefined || !isHealth(health)) return []
    return [{ name, health, capacity: percent(word('CAP')), fragmentation: percent(word('FRAG')) }]
  })
}

function isHealth(word: string): boolean {
  return /^(?:ONLINE|DEGRADED|FAULTED|OFFLINE|UNAVAIL|REMOVED|SUSPENDED)$/.test(word)
}

export function zfsFacts(pool: ZfsPool, status: ZfsStatus | undefined): ArrayFacts {
  return {
    array: pool.name.slice(0, 128),
    kind: 'zfs',
    fields: {
      state: stateOf(status?.health ?? pool.health, status),
      disks: status && status.disks > 0 ? status.disks : null,
      disks_active: status && status.disks > 0 ? status.disks - status.disksFailed : null,
      disks_failed: status ? status.disksFailed : null,
      progress: status?.progress ?? null,
      capacity_percent: pool.capacity,
      fragmentation: pool.fragmentation,
      errors: status?.errors ?? null,
      data_errors: status?.dataErrors ?? null,
    },
  }
}

function stateOf(health: string, status: ZfsStatus | undefined): ArrayState {
  switch (health.toUpperCase()) {
    case 'ONLINE':
      if (status?.scan === 'resilver') return 'rebuilding'
      // A pool whose disk has lost its label, or whose cache is gone, still calls itself online.
      if (status && status.disksFailed > 0) return 'degraded'
      return status?.scan === 'scrub' ? 'checking' : 'ok'
    case 'DEGRADED':
      return status?.scan === 'resilver' ? 'rebuilding' : 'degraded'
    case 'FAULTED':
    case 'UNAVAIL':
    case 'SUSPENDED':
    case 'REMOVED':
      return 'failed'
    case 'OFFLINE':
    case 'EXPORTED':
      return 'inactive'
    default:
      return 'unknown'
  }
}

/** By pool; undefined when this is not the JSON of `zpool status`. */
export function parseZpoolJson(text: string): ReadonlyMap<string, ZfsStatus> | undefined {
  const answer = parseLoose(text)
  if (!isGroup(answer) || !isGroup(ownValue(answer, 'pools'))) return undefined
  const pools = Object.entries(groupAt(answer, 'pools')).slice(0, poolsMax)
  return new Map(pools.map(([name, pool]) => [name, statusOf(fieldsOf(pool))]))
}

function statusOf(pool: Loose): ZfsStatus {
  const scan = groupAt(pool, 'scan_stats')
  const running = plainText(ownValue(scan, 'state'))?.toUpperCase() === 'SCANNING'
  const kind = plainText(ownValue(scan, 'function'))?.toUpperCase()
  const leaves: Loose[] = []
  for (const kind of ['vdevs', 'special', 'dedup', 'logs', 'l2cache']) {
    leavesOf(groupAt(pool, kind), leaves, 0)
  }
  return {
    health: plainText(ownValue(pool, 'state')),
    scan: running ? (kind === 'SCRUB' ? 'scrub' : kind === 'RESILVER' ? 'resilver' : null) : null,
    progress: running ? share(ownValue(scan, 'examined'), ownValue(scan, 'to_examine')) : null,
    errors: sum(leaves.flatMap((leaf) => errorKeys.map((key) => amount(ownValue(leaf, key))))),
    dataErrors: amount(ownValue(pool, 'error_count')),
    disks: leaves.length,
    disksFailed: leaves.filter((leaf) => isLost(plainText(ownValue(leaf, 'state')) ?? '')).length,
  }
}

const errorKeys = ['read_errors', 'write_errors', 'checksum_errors']
const depthMax = 8
const leavesMax = 4096

function leavesOf(vdevs: Loose, leaves: Loose[], depth: number): void {
  if (depth > depthMax) return
  for (const vdev of Object.values(vdevs)) {
    if (leaves.length >= leavesMax) return
    const below = ownValue(fieldsOf(vdev), 'vdevs')
    if (isGroup(below)) leavesOf(below, leaves, depth + 1)
    else leaves.push(fieldsOf(vdev))
  }
}

function isLost(state: string): boolean {
  return /^(?:FAULTED|UNAVAIL|REMOVED|OFFLINE|CANT_OPEN)$/i.test(state)
}

/** Counts are exact with -p; without it 1.2K, 3M. Null: no number. */
function amount(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : plainText(value)
  const found = /^(\d{1,15}(?:\.\d{1,4})?)([KMGTPE]?)B?$/.exec(text ?? '')
  if (!found) return null
  const number = Math.round(Number(found[1]) * 1024 ** ' KMGTPE'.indexOf(found[2] || ' '))
  return Number.isSafeInteger(number) ? number : null
}

function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
}

function share(done: unknown, all: unknown): number | null {
  const [part, whole] = [amount(done), amount(all)]
  return part === null || whole === null || whole === 0 ? null : Math.min(100, (100 * part) / whole)
}

/** The text that `zpool status` prints, which it does not translate. */
export function parseZpoolText(text: string): ReadonlyMap<string, ZfsStatus> {
  const found = new Map<string, ZfsStatus>()
  const parts = text
    .slice(0, 4 * 1024 * 1024)
    .split(/^\s*pool: /m)
    .slice(1, poolsMax + 1)
  for (const part of parts) {
    const name = part.split('\n', 1)[0]?.trim()
    if (name) found.set(name, textStatus(part))
  }
  return found
}

function textStatus(part: string): ZfsStatus {
  // A sequential one names its group: "resilver (mirror-0) in progress".
  const scan = /^\s*scan: (scrub|resilver)(?: \([^)\n]{1,64}\))? in progress/m.exec(part)?.[1]
  const done = /(\d{1,3}(?:\.\d+)?)% done/.exec(part)?.[1]
  const leaves = leafLines(part)
  return {
    health: /^\s*state: (\S+)/m.exec(part)?.[1],
    scan: scan === 'scrub' || scan === 'resilver' ? scan : null,
    progress: scan !== undefined && done !== undefined ? percent(done) : null,
    errors: sum(leaves.flatMap(({ errors }) => errors)),
    dataErrors: dataErrors(part),
    disks: leaves.length,
    disksFailed: leaves.filter(({ state }) => isLost(state)).length,
  }
}

function dataErrors(part: string): number | null {
  const line = /^errors: (.*)$/m.exec(part)?.[1]
  if (line === undefined) return null
  if (line.startsWith('No known data errors')) return 0
  const count = /^(\d{1,12}) data errors/.exec(line)?.[1]
  if (count !== undefined) return Number(count)
  const list = part.slice(part.indexOf('errors: '))
  const files = list.split('\n').filter((one) => /^\s{6,}\S/.test(one)).length
  return line.startsWith('Permanent errors') ? Math.max(1, files) : null
}

interface Leaf {
  readonly state: string
  readonly errors: readonly (number | null)[]
}

/** Rows of the table below NAME STATE READ WRITE CKSUM that have no deeper row below them. */
function leafLines(part: string): readonly Leaf[] {
  const rows = part
    .split('\n', linesMax)
    .map((line) => /^(\s+)(\S+)\s+([A-Z]{5,9})\s+(\S+)\s+(\S+)\s+(\S+)/.exec(line))
    .filter((row) => row !== null && row[2] !== 'NAME')
    // A spare in use stands at the place of the disk that it replaces as well.
    .filter((row) => row?.[3] !== 'INUSE' && row?.[3] !== 'AVAIL')
    .map((row) => ({ depth: (row?.[1] ?? '').replace(/\t/g, '').length, row }))
  return rows.flatMap(({ depth, row }, at) => {
    const next = rows[at + 1]
    // The pool itself is no disk, even where nothing is told below it.
    if (!row || at === 0 || (next && next.depth > depth)) return []
    return [{ state: row[3] ?? '', errors: [amount(row[4]), amount(row[5]), amount(row[6])] }]
  })
}
