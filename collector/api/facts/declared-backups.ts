/** The officer's declared backup jobs in the fleet's view of backups, beside what computers found. */
import type { FactRow } from './fact-rows.ts'
import type { FactCell, Verdict } from '../fact-views.ts'

interface Judged {
  readonly verdict: Verdict
  readonly cells: readonly FactCell[]
}

const verdictOf: Readonly<Record<string, Verdict>> = {
  down: 'bad',
  failed: 'bad',
  late: 'attention',
  too_long: 'attention',
  away: 'good',
  running: 'good',
  ok: 'good',
  waiting: 'unknown',
}
const order: readonly Verdict[] = ['bad', 'attention', 'unknown', 'good']

/**
 * Declared jobs of data decide where the computer found nothing itself, and worsen what it found;
 * a computer that was said to need no backup is not accused.
 */
export function withDeclared(rows: readonly FactRow[], found: Judged): Judged {
  const declared = rows.filter(
    ({ measurement, values }) => measurement === 'backup_job' && values['state'] !== 'waived',
  )
  const cover = rows.find(({ measurement }) => measurement === 'backup_cover')
  const waived = cover?.values['state'] === 'waived'
  if (declared.length === 0) return waived ? { ...found, verdict: 'none' } : found
  const verdicts = declared.map(({ values }) => verdictOf[String(values['state'])] ?? 'unknown')
  const foundOwn = found.verdict === 'good' || found.verdict === 'attention'
  const hasData = declared.some(({ tags }) => tags['kind'] === 'data')
  const all = foundOwn || !hasData ? [found.verdict, ...verdicts] : verdicts
  const verdict = order.find((one) => all.includes(one)) ?? found.verdict
  return {
    verdict,
    cells: [...found.cells.filter(({ field }) => !shown.has(field)), ...cells(declared, found)],
  }
}

const shown: ReadonlySet<string> = new Set(['last_success', 'declared_jobs'])

function cells(declared: readonly FactRow[], found: Judged): Judged['cells'] {
  const own = found.cells.find(({ field }) => field === 'last_success')?.value
  const times = [own, ...declared.map(({ values }) => values['last_success'])].filter(
    (value) => typeof value === 'number',
  )
  return [
    {
      field: 'last_success',
      value: times.length > 0 ? Math.max(...times) : null,
      unit: 'epoch_seconds',
    },
    { field: 'declared_jobs', value: declared.length, unit: 'count' },
  ]
}
