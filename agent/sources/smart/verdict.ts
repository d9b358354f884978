/** One word for a disk and what it rests on. Pure: growth and acceptance are the collector's. */
import type { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import type { FieldsOf } from '../../../contract/catalogue/grammar.ts'
import type { UnknownReason } from '../../host/host.ts'
import type { DiskFacts } from './disk-facts.ts'

export type Verdict = NonNullable<FieldsOf<typeof smartDevice>['verdict']>

export interface Judgement {
  readonly verdict: Verdict
  /** Short codes, the gravest first. */
  readonly reasons: readonly string[]
  readonly unknown: UnknownReason | 'none'
}

/** So many unreadable or replaced sectors are more than the scars of age. */
const unreadableMany = 100
const reallocatedMany = 1000
const wornPercent = 90

/** NVMe base specification, SMART log, byte 0. */
const nvmeWarnings: readonly (readonly [bit: number, reason: string])[] = [
  [8, 'read_only'],
  [4, 'unreliable'],
  [1, 'spare_low'],
  [16, 'backup_power'],
  [32, 'memory_region'],
  [2, 'temperature'],
]

/** Trouble that is told outweighs a missing judgement; a missing one alone is unknown, never ok. */
export function judge(facts: DiskFacts): Judgement {
  const failed = failedReasons(facts)
  const failing = failingReasons(facts)
  const worn = wornReasons(facts)
  const reasons = [...new Set([...failed, ...failing, ...worn])]
  if (failed.length > 0) return { verdict: 'failed', reasons, unknown: 'none' }
  if (failing.length > 0) return { verdict: 'failing', reasons, unknown: 'none' }
  if (worn.length > 0) return { verdict: 'worn', reasons, unknown: 'none' }
  if (facts.passed === null && facts.system === null) {
    return { verdict: 'unknown', reasons, unknown: facts.unknownReason }
  }
  return { verdict: 'ok', reasons, unknown: 'none' }
}

function failedReasons({ passed, system, exitStatus, criticalWarning }: DiskFacts): string[] {
  const reasons: string[] = []
  // Bit 3 of smartctl: the status check itself said that the disk is failing.
  const own = passed === false || (passed === null && ((exitStatus ?? 0) & 8) !== 0)
  if (own) reasons.push('self_assessment', ...warningsOf(criticalWarning))
  if (system === 'unhealthy') reasons.push('system_unhealthy')
  return reasons
}

function failingReasons(facts: DiskFacts): string[] {
  const { exitStatus, attributes, spare, spareThreshold, pending, uncorrectable } = facts
  const reasons = warningsOf(facts.criticalWarning)
  if (facts.predictedFailure === true) reasons.push('predicted_failure')
  const atThreshold = attributes.some(
    ({ whenFailed, prefailure }) => whenFailed === 'now' && prefailure,
  )
  // Bit 4: a prefailure attribute is at its threshold, also where no table was printed.
  if (atThreshold || (attributes.length === 0 && ((exitStatus ?? 0) & 16) !== 0)) {
    reasons.push('threshold_now')
  }
  if (facts.selfTestFailed === true) reasons.push('self_test')
  if (spare !== null && spareThreshold !== null && spare < spareThreshold) reasons.push('spare_low')
  const unreadable = Math.max(pending ?? 0, uncorrectable ?? 0)
  if (unreadable >= unreadableMany || (facts.reallocated ?? 0) >= reallocatedMany) {
    reasons.push('many_bad_sectors')
  }
  if (facts.system === 'warning') reasons.push('system_warning')
  return reasons
}

function wornReasons(facts: DiskFacts): string[] {
  const past = facts.attributes.some(
    ({ whenFailed, prefailure }) => whenFailed === 'past' || (whenFailed === 'now' && !prefailure),
  )
  const signs: readonly (readonly [boolean, string])[] = [
    [(facts.pending ?? 0) > 0, 'pending_sectors'],
    [(facts.uncorrectable ?? 0) > 0, 'uncorrectable_sectors'],
    [(facts.reallocated ?? 0) > 0, 'reallocated_sectors'],
    [(facts.mediaErrors ?? 0) > 0, 'media_errors'],
    [(facts.uncorrectedReads ?? 0) > 0, 'uncorrected_reads'],
    [(facts.grownDefects ?? 0) > 0, 'grown_defects'],
    [(facts.wearPercent ?? 0) >= wornPercent, 'wear'],
    [
      past || (facts.attributes.length === 0 && ((facts.exitStatus ?? 0) & 32) !== 0),
      'threshold_past',
    ],
  ]
  return signs.flatMap(([shown, reason]) => (shown ? [reason] : []))
}

function warningsOf(criticalWarning: number | null): string[] {
  if (criticalWarning === null) return []
  return nvmeWarnings.flatMap(([bit, reason]) => ((criticalWarning & bit) === 0 ? [] : [reason]))
}
