/** The facts of one host in sections: which measurements, and which of their fields. */
import type { FactSectionView, SectionName } from '../fact-views.ts'
import { deviceParts } from './device-parts.ts'
import { cellOf, isPrivate, type FactRow } from './fact-rows.ts'
import { each, one, type Part } from './section-part.ts'

const sectionNames = [
  'printing',
  'power',
  'device',
  'sensors',
  'protection',
  'backup',
  'disks',
  'access',
  'signals',
] as const satisfies readonly SectionName[]

const parts: Readonly<Record<SectionName, readonly Part[]>> = {
  ...deviceParts,
  protection: [
    one(
      'antivirus',
      'state',
      'reason',
      'realtime',
      'definitions_age',
      'quick_scan_age',
      'full_scan_age',
      'threats_found',
      'threats_active',
    ),
    each(
      'antivirus_product',
      ['product'],
      'state',
      'definitions',
      'definitions_age',
      'licence_end',
    ),
    one('firewall', 'state', 'reason', 'network', 'active_off'),
    one('encryption', 'state', 'reason', 'volumes', 'volumes_encrypted', 'swap_encrypted'),
    each('encryption_volume', ['volume'], 'state', 'kind', 'progress'),
    one(
      'update',
      'state',
      'reason',
      'pending',
      'security',
      'security_age',
      'last_install',
      'last_check',
      'reboot_pending',
      'automatic',
      'paused_until',
    ),
    one('os_support', 'state', 'product', 'ends', 'days_left'),
    one('upgrade_readiness', 'state', 'reason', 'blockers'),
  ],
  backup: [
    one('backup_summary', 'state', 'data_jobs', 'failed_jobs', 'last_success'),
    each(
      'backup',
      ['job'],
      'state',
      'reason',
      'last_success',
      'last_attempt',
      'size_bytes',
      'duration_s',
      'detail',
      'target_present',
    ),
    each('backup_target', ['target'], 'state'),
    each(
      'backup_job',
      ['job'],
      'state',
      'why',
      'last_success',
      'last_attempt',
      'next_due',
      'failures',
      'size_percent',
      'restore_tested',
    ),
  ],
  disks: [
    each(
      'smart_device',
      ['device', 'model'],
      'verdict',
      'reason',
      'reasons',
      'temp_c',
      'wear_percent',
      'power_on_hours',
      'pending_sector_count',
      'reallocated_sectors_count',
    ),
    each(
      'raid_array',
      ['array'],
      'state',
      'reason',
      'disks',
      'disks_active',
      'disks_failed',
      'progress',
    ),
    each('raid_controller', ['controller', 'model'], 'state', 'battery'),
    each('raid_drive', ['drive'], 'state'),
  ],
  access: [
    one(
      'password_policy',
      'scope',
      'reason',
      'min_length',
      'complexity',
      'max_age',
      'history',
      'lockout_threshold',
      'lockout_minutes',
    ),
    one(
      'access',
      'reason',
      'administrators',
      'administrator_count',
      'enabled_accounts',
      'no_password',
      'dormant',
      'guest_enabled',
      'auto_logon',
      'screen_lock',
      'uac',
      'rdp_open',
      'rdp_nla',
      'ssh_open',
      'ssh_passwords',
      'ssh_root',
      'autorun',
      'open_shares',
    ),
    one('remote_access', 'reason', 'count', 'running', 'tools'),
  ],
  signals: [
    one('last_stop', 'cause', 'reason', 'stopped', 'started', 'unclean_week'),
    each('system_signal', ['kind'], 'count', 'last', 'source'),
    one('failed_units', 'count', 'names'),
    each('service', ['name'], 'state'),
    one('time_sync', 'state', 'reason', 'service', 'last'),
    each('licence', ['product'], 'state', 'grace_days'),
    one('removable', 'count'),
  ],
}

export const sectionMeasurements: readonly string[] = Object.values(parts)
  .flat()
  .map(({ measurement }) => measurement)

/** Sections of which the host has told something. */
export function factSections(
  rows: readonly FactRow[],
  seesNames: boolean,
): readonly FactSectionView[] {
  return sectionNames
    .map((name) => ({
      name,
      groups: parts[name].flatMap((part) => groupOf(part, rows, seesNames)),
    }))
    .filter(({ groups }) => groups.length > 0)
}

function groupOf(
  part: Part,
  rows: readonly FactRow[],
  seesNames: boolean,
): FactSectionView['groups'] {
  const own = rows
    .filter(({ measurement }) => measurement === part.measurement)
    .toSorted((a, b) => (labelOf(part, a) < labelOf(part, b) ? -1 : 1))
  if (own.length === 0) return []
  const fields = part.fields.filter((field) => seesNames || !isPrivate(part.measurement, field))
  return [
    {
      measurement: part.measurement,
      several: part.by.length > 0,
      // A column that nobody fills is left out.
      fields: fields.filter((field) => own.some((row) => isTold(row, field))),
      items: own.map((row) => ({
        label: labelOf(part, row),
        timeMs: row.timeMs,
        cells: fields.filter((field) => isTold(row, field)).map((field) => cellOf(row, field)),
      })),
    },
  ]
}

function isTold(row: FactRow, field: string): boolean {
  const value = row.values[field] ?? null
  // "none" as a reason says only that nothing is unknown.
  return value !== null && value !== '' && !(field === 'reason' && value === 'none')
}

function labelOf({ by }: Part, row: FactRow): string {
  return (
    by
      .map((tag) => row.tags[tag] ?? '')
      // "black toner · black" says it twice.
      .filter((text, at, all) => text !== '' && !said(all.slice(0, at), text))
      .join(' · ')
  )
}

function said(before: readonly string[], text: string): boolean {
  return before.some((one) => one.toLowerCase().includes(text.toLowerCase()))
}
