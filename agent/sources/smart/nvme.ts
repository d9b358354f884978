/** The NVMe part of smartctl's JSON, and the smart-log of nvme-cli (NVMe base specification 2.0). */
import { groupAt, ownValue, wholeOf, type Loose } from '../parts/loose-json.ts'
import { listOf } from '../parts/narrow.ts'
import { noCounts, type DiskCounts } from './disk-facts.ts'

/** One data unit is 1000 × 512 bytes. */
const unitBytes = 512_000
const kelvin = 273

/** Words of the two programs for the same byte of the log. */
const smartctlWords = {
  spare: 'available_spare',
  spareThreshold: 'available_spare_threshold',
  used: 'percentage_used',
} as const
const cliWords = {
  spare: 'avail_spare',
  spareThreshold: 'spare_thresh',
  used: 'percent_used',
} as const

/** From `nvme_smart_health_information_log`; temperatures in °C. */
export function nvmeCounts(log: Loose): DiskCounts {
  return counts(log, smartctlWords, celsius(ownValue(log, 'temperature')))
}

/** From `nvme smart-log -o json`; temperatures in Kelvin. */
export function nvmeCliCounts(log: Loose): DiskCounts {
  const temperature = wholeOf(ownValue(log, 'temperature'))
  return counts(
    log,
    cliWords,
    celsius(temperature === undefined ? undefined : temperature - kelvin),
  )
}

function counts(
  log: Loose,
  words: typeof smartctlWords | typeof cliWords,
  temperatureC: number | null,
): DiskCounts {
  const used = number(log, words.used)
  const written = number(log, 'data_units_written')
  const bytes = written === null ? null : written * unitBytes
  return {
    ...noCounts,
    temperatureC,
    powerOnHours: number(log, 'power_on_hours'),
    powerCycles: number(log, 'power_cycles'),
    wearPercent: used !== null && used <= 255 ? used : null,
    percentageUsed: used !== null && used <= 255 ? used : null,
    spare: percent(log, words.spare),
    spareThreshold: percent(log, words.spareThreshold),
    criticalWarning: warnings(log),
    mediaErrors: number(log, 'media_errors'),
    unsafeShutdowns: number(log, 'unsafe_shutdowns'),
    bytesWritten: bytes !== null && Number.isSafeInteger(bytes) ? bytes : null,
  }
}

/** nvme-cli 2.10 prints the byte as a group with `value`. */
function warnings(log: Loose): number | null {
  const told = ownValue(log, 'critical_warning')
  const value = wholeOf(told) ?? wholeOf(ownValue(groupAt(told), 'value'))
  return value !== undefined && value <= 255 ? value : null
}

/** Counters have 128 bits: beyond what a number holds, the text beside it is the exact one. */
function number(log: Loose, key: string): number | null {
  return wholeOf(ownValue(log, `${key}_s`)) ?? wholeOf(ownValue(log, key)) ?? null
}

function percent(log: Loose, key: string): number | null {
  const value = wholeOf(ownValue(log, key))
  return value !== undefined && value <= 100 ? value : null
}

/** 0 K, and what lies outside of what a disk survives, is no temperature. */
export function celsius(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isInteger(value)) return null
  return value >= -40 && value <= 150 ? value : null
}

/** Self-test log, page 6: the newest result first. 5 to 7: an error was found. */
export function nvmeSelfTestFailed(answer: Loose): boolean | null {
  const table = listOf(ownValue(groupAt(answer, 'nvme_self_test_log'), 'table'))
  for (const entry of table) {
    const result = wholeOf(ownValue(groupAt(entry, 'self_test_result'), 'value'))
    if (result === 0) return false
    if (result !== undefined && result >= 5 && result <= 7) return true
  }
  return null
}
