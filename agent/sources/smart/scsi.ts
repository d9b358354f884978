/** The SCSI and SAS part of smartctl's JSON (SPC-5 and SBC-4 log pages as smartctl names them). */
import { groupAt, isGroup, ownValue, plainText, wholeOf, type Loose } from '../parts/loose-json.ts'
import { fieldsOf } from '../parts/narrow.ts'
import { noCounts, type DiskCounts } from './disk-facts.ts'

const selfTestsMax = 20

export function scsiCounts(answer: Loose): DiskCounts {
  const log = groupAt(answer, 'scsi_error_counter_log')
  const uncorrected = (part: string): number | null =>
    wholeOf(ownValue(groupAt(log, part), 'total_uncorrected_errors')) ?? null
  const used = wholeOf(ownValue(answer, 'scsi_percentage_used_endurance_indicator'))
  const wear = used !== undefined && used <= 255 ? used : null
  return {
    ...noCounts,
    wearPercent: wear,
    percentageUsed: wear,
    grownDefects: wholeOf(ownValue(answer, 'scsi_grown_defect_list')) ?? null,
    uncorrectedReads: uncorrected('read'),
    uncorrectedWrites: uncorrected('write'),
    bytesWritten: gigabytes(ownValue(groupAt(log, 'write'), 'gigabytes_processed')),
  }
}

/** Written with decimals as text, in units of 10^9 bytes. */
function gigabytes(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : plainText(value)
  if (text === undefined || !/^\d{1,12}(?:\.\d{1,9})?$/.test(text)) return null
  const bytes = Math.round(Number(text) * 1e9)
  return Number.isSafeInteger(bytes) ? bytes : null
}

/** Self-test results page: 0 is the newest. 3 to 7: it found an error. */
export function scsiSelfTestFailed(answer: Loose): boolean | null {
  for (let index = 0; index < selfTestsMax; index++) {
    const entry = ownValue(answer, `scsi_self_test_${index}`)
    if (!isGroup(entry)) return null
    const result = wholeOf(ownValue(groupAt(fieldsOf(entry), 'result'), 'value'))
    if (result === 0) return false
    if (result !== undefined && result >= 3 && result <= 7) return true
  }
  return null
}
