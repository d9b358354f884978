/** From what is known of a disk to readings. */
import { smartAttribute } from '../../../contract/catalogue/families/smart-attribute.ts'
import { smartDevice } from '../../../contract/catalogue/families/smart-device.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { AtaAttribute, DiskFacts } from './disk-facts.ts'
import { judge } from './verdict.ts'

/** How old the facts are, for a disk that sleeps or was not asked again. */
export interface Freshness {
  readonly ageSeconds: number
  readonly asleep: boolean
}

const attributesMax = 24
/**
 * What foretells failure, tells wear or helium; temperature and hours stand among the disk's own
 * fields, decoded. Every series costs the collector memory, so the rest is left out.
 */
const telling = new Set([
  5, 10, 22, 24, 169, 170, 171, 172, 173, 175, 177, 181, 182, 183, 184, 187, 188, 196, 197, 198,
  199, 201, 202, 230, 231, 232, 233,
])

export function diskRows(facts: DiskFacts, freshness: Freshness): readonly Reading[] {
  return [
    deviceRow(facts, freshness),
    ...facts.attributes
      .filter(({ id, whenFailed }) => telling.has(id) || whenFailed !== 'never')
      .slice(0, attributesMax)
      .map((attribute) => attributeRow(facts, attribute)),
  ]
}

function deviceRow(facts: DiskFacts, { ageSeconds, asleep }: Freshness): Reading {
  const { verdict, reasons, unknown } = judge(facts)
  return reading(smartDevice, tagsOf(facts), {
    verdict,
    reason: unknown,
    reasons: reasons.join(','),
    health_ok: facts.passed,
    kind: facts.kind,
    asleep,
    age: ageSeconds,
    exit_status: facts.exitStatus,
    temp_c: facts.temperatureC,
    power_on_hours: facts.powerOnHours,
    power_cycle_count: facts.powerCycles,
    wear_percent: facts.wearPercent,
    percentage_used: facts.percentageUsed,
    available_spare: facts.spare,
    available_spare_threshold: facts.spareThreshold,
    critical_warning: facts.criticalWarning,
    media_errors: facts.mediaErrors,
    unsafe_shutdowns: facts.unsafeShutdowns,
    reallocated_sectors_count: facts.reallocated,
    realloc_event_count: facts.reallocationEvents,
    pending_sector_count: facts.pending,
    uncorrectable_sector_count: facts.uncorrectable,
    uncorrectable_errors: facts.reportedErrors,
    command_timeout: facts.commandTimeouts,
    end_to_end_error: facts.endToEndErrors,
    spin_retry_count: facts.spinRetries,
    udma_crc_errors: facts.crcErrors,
    grown_defects: facts.grownDefects,
    uncorrected_reads: facts.uncorrectedReads,
    uncorrected_writes: facts.uncorrectedWrites,
    error_log_count: facts.errorLogCount,
    self_test_failed: facts.selfTestFailed,
    bytes_written: facts.bytesWritten,
  })
}

function attributeRow(facts: DiskFacts, attribute: AtaAttribute): Reading {
  return reading(
    smartAttribute,
    { ...tagsOf(facts), id: String(attribute.id), name: attribute.name },
    {
      value: attribute.value,
      worst: attribute.worst,
      threshold: attribute.threshold,
      raw_value: attribute.raw,
      exit_status: facts.exitStatus,
      when_failed: attribute.whenFailed,
    },
  )
}

function tagsOf({ identity }: DiskFacts) {
  const { device, model, serial, wwn, capacityBytes, enabled } = identity
  return {
    device,
    model,
    serial_no: serial,
    wwn,
    capacity: capacityBytes === undefined ? undefined : String(capacityBytes),
    enabled:
      enabled === undefined ? undefined : enabled ? ('Enabled' as const) : ('Disabled' as const),
  }
}
