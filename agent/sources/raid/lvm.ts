/** LVM volumes that are RAID, mirrors or thin pools, from `lvs --reportformat json` (lvs(8)). */
import { groupAt, isGroup, ownValue, parseLoose, plainText } from '../parts/loose-json.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'
import { percent, type ArrayFacts, type ArrayState } from './array-facts.ts'

const volumesMax = 1024

/** Undefined when the text is not what lvs prints. */
export function parseLvs(text: string): readonly ArrayFacts[] | undefined {
  const answer = parseLoose(text)
  if (!isGroup(answer) || !Array.isArray(ownValue(answer, 'report'))) return undefined
  return listOf(ownValue(answer, 'report'), 16)
    .flatMap((part) => listOf(ownValue(groupAt({ part }, 'part'), 'lv'), volumesMax))
    .flatMap((entry) => volumeOf(fieldsOf(entry)) ?? [])
}

function volumeOf(entry: Readonly<Record<string, unknown>>): ArrayFacts | undefined {
  const text = (key: string): string => plainText(ownValue(entry, key)) ?? ''
  const attributes = text('lv_attr')
  if (!/^[-a-zA-Z]{9,10}$/.test(attributes)) return undefined
  const type = attributes[0] ?? ''
  const health = attributes[8] ?? '-'
  const shared = 'rRmM'.includes(type)
  const pool = type === 't'
  // A plain volume is of interest when a disk below it is gone.
  if (!shared && !pool && health !== 'p') return undefined
  const synced = percent(text('copy_percent'))
  const action = text('raid_sync_action')
  const isCheck = action === 'check' || action === 'repair'
  const rebuilding = shared && synced !== null && synced < 100 && !isCheck
  return {
    array: `${text('vg_name')}/${text('lv_name')}`.slice(0, 128),
    kind: 'lvm',
    level: text('segtype') || (pool ? 'thin-pool' : undefined),
    fields: {
      state: stateOf(type, health, attributes[4] ?? '', rebuilding, isCheck),
      progress: shared && (rebuilding || isCheck) ? synced : null,
      capacity_percent: pool ? percent(text('data_percent')) : null,
      metadata_percent: pool ? percent(text('metadata_percent')) : null,
    },
  }
}

/** Ninth letter: volume health; fifth: a is active. */
function stateOf(
  type: string,
  health: string,
  activity: string,
  rebuilding: boolean,
  isCheck: boolean,
): ArrayState {
  // F: failed, D: out of space, M: metadata read-only (thin pools); X and p: a disk is missing.
  if (health === 'F' || health === 'D') return 'failed'
  if (health === 'M') return 'degraded'
  if (health === 'p') return 'rRmM'.includes(type) ? 'degraded' : 'failed'
  if (health === 'X') return 'unknown'
  if (rebuilding) return 'rebuilding'
  if (health === 'r' || health === 'm') return 'degraded'
  if (activity === '-') return 'inactive'
  return isCheck ? 'checking' : 'ok'
}
