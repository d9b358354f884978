import type { IntegerField, Measurement } from '../grammar.ts'
import { unknownReasons } from '../unknown-reason.ts'

const whole = (unit: IntegerField['unit'], help: string) =>
  ({ kind: 'integer', unit, min: 0, help, since: '0.2' }) as const satisfies IntegerField
const count = (help: string) => whole('count', help)
const errors = (help: string) =>
  ({
    kind: 'integer',
    unit: 'count',
    min: 0,
    counter: true,
    help,
    since: '0.2',
  }) as const satisfies IntegerField

/** What names a disk, the same in all measurements about it. */
export const diskTags = {
  device: { help: 'sda, nvme0, disk0, PhysicalDrive1; sda:megaraid,4 for a member of an array' },
  model: { help: 'Model, as the disk tells it', optional: true },
  serial_no: { help: 'Serial number; left out where the bridge tells none', optional: true },
  wwn: { help: 'World-wide name, 16 hexadecimal digits', optional: true },
  capacity: { help: 'Size in bytes', optional: true },
  enabled: { help: 'Whether SMART is on', values: ['Enabled', 'Disabled'], optional: true },
} as const

export const smartDevice = {
  name: 'smart_device',
  help: 'Health of each physical disk. Read once an hour; a sleeping disk is not woken and keeps what was last known.',
  since: '0.2',
  tags: diskTags,
  fields: {
    verdict: {
      kind: 'state',
      states: { unknown: 0, ok: 1, worn: 2, failing: 3, failed: 4 },
      help: 'failed: by the disk’s own judgement; failing: it announces its end; worn: signs of age',
      since: '0.2',
    },
    reason: {
      kind: 'state',
      states: unknownReasons,
      help: 'Why the verdict is unknown; none where it is known',
      since: '0.2',
    },
    reasons: {
      kind: 'text',
      help: 'What the verdict rests on, as short codes: pending_sectors, spare_low …',
      since: '0.2',
    },
    health_ok: {
      kind: 'boolean',
      help: 'The disk’s own overall judgement; no value where it gives none',
      since: '0.2',
    },
    kind: {
      kind: 'state',
      states: { unknown: 0, hdd: 1, ssd: 2, nvme: 3, emmc: 4 },
      help: 'Kind of disk',
      since: '0.2',
    },
    asleep: {
      kind: 'boolean',
      help: 'It slept and was not woken: the values are those of `age` ago',
      since: '0.2',
    },
    age: whole('seconds', 'Since the values were read from the disk'),
    exit_status: count('Exit status of smartctl, a sum of bits; no value when read otherwise'),
    temp_c: {
      kind: 'integer',
      unit: 'celsius',
      min: -40,
      max: 150,
      help: 'Temperature',
      since: '0.2',
    },
    power_on_hours: count('Hours that it has been on, in all'),
    power_cycle_count: errors('Times that it was switched on'),
    wear_percent: whole(
      'percent',
      'Used share of what its maker expects it to endure; may pass 100',
    ),
    percentage_used: whole('percent', 'The same, as an NVMe or SAS disk tells it itself'),
    available_spare: whole('percent', 'Spare blocks left'),
    available_spare_threshold: whole('percent', 'Below this the disk warns'),
    critical_warning: count('Warnings of an NVMe disk, a sum of bits'),
    media_errors: errors('Data that could not be read or written whole (NVMe)'),
    unsafe_shutdowns: errors('Times that the power went without a word before'),
    reallocated_sectors_count: errors('Bad sectors that were replaced by spare ones'),
    realloc_event_count: errors('Attempts at replacing a sector'),
    pending_sector_count: count('Sectors that cannot be read just now'),
    uncorrectable_sector_count: count('Sectors that the disk’s own scan could not read'),
    uncorrectable_errors: errors('Errors that could not be repaired and were reported'),
    command_timeout: errors('Commands that were given up'),
    end_to_end_error: errors('Data damaged between the disk’s memory and its surface'),
    spin_retry_count: errors('Times that the motor did not start at once'),
    udma_crc_errors: errors('Data damaged on the way: the cable or plug, not the disk'),
    grown_defects: errors('Bad blocks found since it was made (SAS)'),
    uncorrected_reads: errors('Reads that failed for good (SAS)'),
    uncorrected_writes: errors('Writes that failed for good (SAS)'),
    error_log_count: errors('Entries in its error log; old ones mean little by themselves'),
    self_test_failed: {
      kind: 'boolean',
      help: 'Its newest completed self-test found an error',
      since: '0.2',
    },
    bytes_written: {
      kind: 'float',
      unit: 'bytes',
      decimals: 0,
      min: 0,
      counter: true,
      help: 'Written to it in all',
      since: '0.2',
    },
  },
} as const satisfies Measurement
