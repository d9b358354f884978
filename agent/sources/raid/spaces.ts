/** Windows Storage Spaces: MSFT_VirtualDisk by its documented numbers (30-disks.ps1). */
import { ownValue, plainText, wholeOf } from '../parts/loose-json.ts'
import { fieldsOf, listOf } from '../parts/narrow.ts'
import type { ArrayFacts, ArrayState } from './array-facts.ts'

const disksMax = 64
const health = { healthy: 0, warning: 1, unhealthy: 2 } as const
/** OperationalStatus: 3 degraded, 0xD002 in service (being repaired), 0xD000 detached. */
const operational = {
  degraded: 3,
  inService: 0xd002,
  incomplete: 0xd001,
  detached: 0xd000,
} as const

export function storageSpaces(section: unknown): readonly ArrayFacts[] {
  return listOf(section, disksMax).flatMap((one): ArrayFacts[] => {
    const entry = fieldsOf(one)
    const name = plainText(ownValue(entry, 'name'), 128)
    if (name === undefined) return []
    const state = stateOf(wholeOf(ownValue(entry, 'health')), listOf(ownValue(entry, 'op'), 16))
    return [
      {
        array: name,
        kind: 'spaces',
        level: plainText(ownValue(entry, 'level'), 32)?.toLowerCase(),
        fields: { state, reason: state === 'unknown' ? 'provider_failed' : 'none' },
      },
    ]
  })
}

function stateOf(status: number | undefined, op: readonly unknown[]): ArrayState {
  if (status === health.unhealthy) return 'failed'
  if (op.includes(operational.detached)) return 'inactive'
  if (op.includes(operational.inService)) return 'rebuilding'
  if (status === health.warning || op.includes(operational.degraded)) return 'degraded'
  if (op.includes(operational.incomplete)) return 'degraded'
  return status === health.healthy ? 'ok' : 'unknown'
}
