/** The fleet's facts, one subject a page: what is read, how a host is judged, what is shown of it. */
import type { FactCell, FactSubject, Verdict } from '../fact-views.ts'
import { withDeclared } from './declared-backups.ts'
import { cellOf, type FactRow } from './fact-rows.ts'

export const factSubjects = [
  'antivirus',
  'backups',
  'disks',
  'updates',
] as const satisfies readonly FactSubject[]

/** Worst first. */
export const verdicts = [
  'bad',
  'attention',
  'unknown',
  'silent',
  'good',
  'none',
] as const satisfies readonly Verdict[]

export interface Judged {
  readonly verdict: Verdict
  readonly cells: readonly FactCell[]
}
export interface Subject {
  readonly measurements: readonly string[]
  /** Headings, in order; a host has a cell for each that it knows. */
  readonly columns: readonly string[]
  readonly judge: (rows: readonly FactRow[], nowMs: number) => Judged
}

const monthDays = 30
/** A weekend and a holiday lie between two good copies of a working office. */
const agingDays = 4
const oldDays = 8

export const subjects: Readonly<Record<FactSubject, Subject>> = {
  antivirus: {
    measurements: ['antivirus', 'antivirus_product'],
    columns: [
      'state',
      'products',
      'realtime',
      'definitions_age',
      'full_scan_age',
      'threats_active',
    ],
    judge: judgeAntivirus,
  },
  backups: {
    measurements: ['backup_summary', 'backup', 'backup_job', 'backup_cover'],
    columns: ['state', 'last_success', 'data_jobs', 'failed_jobs', 'declared_jobs', 'products'],
    judge: (rows, nowMs) => withDeclared(rows, judgeBackups(rows, nowMs)),
  },
  disks: {
    measurements: ['smart_device', 'raid_array'],
    columns: ['verdict', 'device', 'reasons', 'wear_percent', 'temp_c', 'array'],
    judge: judgeDisks,
  },
  updates: {
    measurements: ['update', 'os_support'],
    columns: [
      'state',
      'security',
      'security_age',
      'last_install',
      'reboot_pending',
      'product',
      'ends',
    ],
    judge: judgeUpdates,
  },
}

const antivirusVerdicts: Readonly<Record<string, Verdict>> = {
  protected: 'good',
  definitions_old: 'attention',
  several: 'attention',
  off: 'bad',
  none: 'bad',
  expired: 'bad',
  not_applicable: 'none',
}

function judgeAntivirus(rows: readonly FactRow[]): Judged {
  const row = rows.find(({ measurement }) => measurement === 'antivirus')
  if (!row) return silent
  const threats = Number(row.values['threats_active'] ?? 0) > 0
  const products = rows
    .filter(({ measurement }) => measurement === 'antivirus_product')
    .map(({ tags }) => tags['product'])
    .join(', ')
  return {
    verdict: threats ? 'bad' : (antivirusVerdicts[word(row, 'state')] ?? 'unknown'),
    cells: [
      cellOf(row, 'state'),
      textCell('products', products),
      cellOf(row, 'realtime'),
      cellOf(row, 'definitions_age'),
      cellOf(row, 'full_scan_age'),
      cellOf(row, 'threats_active'),
    ],
  }
}

function judgeBackups(rows: readonly FactRow[], nowMs: number): Judged {
  const row = rows.find(({ measurement }) => measurement === 'backup_summary')
  if (!row) return silent
  const state = word(row, 'state')
  const failed = Number(row.values['failed_jobs'] ?? 0) > 0
  const last = row.values['last_success']
  const ageDays =
    typeof last === 'number' ? (nowMs / 1000 - last) / 86_400 : Number.POSITIVE_INFINITY
  const jobs = rows.filter(({ measurement }) => measurement === 'backup')
  const byState: Readonly<Record<string, Verdict>> = {
    none: 'bad',
    no_data: 'bad',
    found: ageDays > oldDays ? 'bad' : failed || ageDays > agingDays ? 'attention' : 'good',
    not_needed: 'none',
  }
  return {
    verdict: byState[state] ?? 'unknown',
    cells: [
      cellOf(row, 'state'),
      cellOf(row, 'last_success'),
      cellOf(row, 'data_jobs'),
      cellOf(row, 'failed_jobs'),
      textCell('products', [...new Set(jobs.map(({ tags }) => tags['product']))].join(', ')),
    ],
  }
}

const diskVerdicts: Readonly<Record<string, Verdict>> = {
  failed: 'bad',
  failing: 'bad',
  worn: 'attention',
  ok: 'good',
}
const arrayVerdicts: Readonly<Record<string, Verdict>> = {
  failed: 'bad',
  degraded: 'bad',
  inactive: 'bad',
  rebuilding: 'attention',
  checking: 'good',
  ok: 'good',
}

/** A host is as good as the worst of its disks and arrays. */
function judgeDisks(rows: readonly FactRow[]): Judged {
  const judged = rows.map((row) => ({
    row,
    verdict:
      row.measurement === 'raid_array'
        ? (arrayVerdicts[word(row, 'state')] ?? 'unknown')
        : (diskVerdicts[word(row, 'verdict')] ?? 'unknown'),
  }))
  const worst = worstOf(judged)
  if (!worst) return silent
  const disk = worstOf(judged.filter(({ row }) => row.measurement === 'smart_device'))?.row
  const array = worstOf(judged.filter(({ row }) => row.measurement === 'raid_array'))?.row
  const device = disk && [disk.tags['device'], disk.tags['model']].filter(Boolean).join(' ')
  return {
    verdict: worst.verdict,
    cells: [
      ...(disk
        ? [
            cellOf(disk, 'verdict'),
            textCell('device', device ?? ''),
            cellOf(disk, 'reasons'),
            cellOf(disk, 'wear_percent'),
            cellOf(disk, 'temp_c'),
          ]
        : []),
      ...(array ? [{ field: 'array', value: word(array, 'state'), unit: 'word' as const }] : []),
    ],
  }
}

function judgeUpdates(rows: readonly FactRow[]): Judged {
  const row = rows.find(({ measurement }) => measurement === 'update')
  const support = rows.find(({ measurement }) => measurement === 'os_support')
  if (!row && !support) return silent
  return {
    verdict: worstVerdict([
      ...(row ? [updateVerdict(row)] : []),
      ...(support ? [supportVerdict(word(support, 'state'))] : []),
    ]),
    cells: [
      ...(row
        ? ['state', 'security', 'security_age', 'last_install', 'reboot_pending'].map((field) =>
            cellOf(row, field),
          )
        : []),
      ...(support ? [cellOf(support, 'product'), cellOf(support, 'ends')] : []),
    ],
  }
}

function updateVerdict(row: FactRow): Verdict {
  const state = word(row, 'state')
  if (state === 'unknown' || state === '') return 'unknown'
  if (Number(row.values['security_age'] ?? 0) > monthDays) return 'bad'
  return state === 'security_pending' || row.values['reboot_pending'] === true
    ? 'attention'
    : 'good'
}

function supportVerdict(state: string): Verdict {
  if (state === 'ended') return 'bad'
  if (state === 'ending' || state === 'paid_only') return 'attention'
  return state === 'supported' ? 'good' : 'unknown'
}

const silent: Judged = { verdict: 'silent', cells: [] }

function word(row: FactRow, field: string): string {
  const value = row.values[field]
  return typeof value === 'string' ? value : ''
}

function textCell(field: string, value: string): FactCell {
  return { field, value: value === '' ? null : value, unit: 'none' }
}

function worstOf<T extends { readonly verdict: Verdict }>(list: readonly T[]): T | undefined {
  return list.toSorted((a, b) => rank(a.verdict) - rank(b.verdict))[0]
}

function worstVerdict(list: readonly Verdict[]): Verdict {
  return list.toSorted((a, b) => rank(a) - rank(b))[0] ?? 'silent'
}

export function rank(verdict: Verdict): number {
  return verdicts.indexOf(verdict)
}
