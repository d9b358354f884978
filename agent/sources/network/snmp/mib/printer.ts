/** Printer-MIB (RFC 3805) and hrPrinterTable: state, complaints, pages. */
import { printer as family } from '../../../../../contract/catalogue/families/printer.ts'
import { reading, type FieldsOf, type Reading } from '../../../../../contract/catalogue/grammar.ts'
import type { Reader, View } from '../reader.ts'
import { amountOf, bitOf, numberOf, textOf, type Value } from '../values.ts'

const hrPrinterStatus = '1.3.6.1.2.1.25.3.5.1.1'
const hrPrinterErrors = '1.3.6.1.2.1.25.3.5.1.2'
const hrDeviceStatus = '1.3.6.1.2.1.25.3.2.1.5'
const pages = '1.3.6.1.2.1.43.10.2.1.4'
const pagesUnit = '1.3.6.1.2.1.43.10.2.1.3'
const display = '1.3.6.1.2.1.43.16.5.1.2'
const alert = '1.3.6.1.2.1.43.18.1.1'
const alertColumn = { severity: `${alert}.2`, code: `${alert}.7`, text: `${alert}.8` } as const

export const printer: Reader = {
  name: 'printer',
  probes: ['1.3.6.1.2.1.43.10', '1.3.6.1.2.1.43.11', '1.3.6.1.2.1.25.3.5'],
  columns: {
    fast: [hrPrinterStatus, hrPrinterErrors],
    slow: [pages, pagesUnit, hrDeviceStatus, display, ...Object.values(alertColumn)],
  },
  start: () => (view) => {
    const numbers = printersOf(view)
    return numbers.map((number): Reading => {
      const name = numbers.length > 1 ? number : undefined
      return reading(family, { printer: name }, printerFields(view, number))
    })
  },
}

type Fields = FieldsOf<typeof family>
type Problem = Exclude<NonNullable<Fields['problem']>, 'none' | 'alert'>

const statuses = {
  1: 'other',
  2: 'unknown',
  3: 'idle',
  4: 'printing',
  5: 'warming_up',
} as const
/** In the order of the bits. */
const bits: readonly Problem[] = [
  'low_paper',
  'no_paper',
  'low_toner',
  'no_toner',
  'door_open',
  'jammed',
  'offline',
  'service',
  'input_tray_missing',
  'output_tray_missing',
  'supply_missing',
  'output_near_full',
  'output_full',
  'input_tray_empty',
  'maintenance',
]
/** Gravest first; those before `low_toner` stop the printer. */
const byGravity: readonly Problem[] = [
  'jammed',
  'door_open',
  'no_paper',
  'no_toner',
  'supply_missing',
  'service',
  'output_full',
  'input_tray_missing',
  'output_tray_missing',
  'offline',
  'low_toner',
  'input_tray_empty',
  'low_paper',
  'output_near_full',
  'maintenance',
]
const firstMild = byGravity.indexOf('low_toner')
/** hrDeviceStatus */
const warning = 3
const down = 5

/** Printers by their number in HOST-RESOURCES; the Printer-MIB counts with the same. */
function printersOf(view: View): readonly string[] {
  const numbers = new Set<string>(view.column(hrPrinterStatus).keys())
  for (const base of [hrPrinterErrors, pages, display, alertColumn.severity]) {
    for (const key of view.column(base).keys()) {
      const [number] = key.split('.')
      if (number !== undefined) numbers.add(number)
    }
  }
  return numbers.size === 0 ? ['1'] : [...numbers].slice(0, 16)
}

function printerFields(view: View, number: string): Fields {
  const status = numberOf(view.column(hrPrinterStatus).get(number))
  const errors = view.column(hrPrinterErrors).get(number)
  const problems = problemsIn(errors)
  const alerts = alertsOf(view, number)
  const device = numberOf(view.column(hrDeviceStatus).get(number))
  const worst = byGravity.find((one) => problems.has(one))
  const known = status !== undefined || errors !== undefined || alerts.count > 0
  return {
    state: (statuses as Readonly<Record<number, Fields['state']>>)[status ?? 2] ?? 'unknown',
    condition: known ? conditionOf(worst, alerts.critical, device) : 'unknown',
    problem: worst ?? (alerts.critical ? 'alert' : 'none'),
    offline: errors === undefined ? undefined : problems.has('offline'),
    alerts: alerts.count,
    alert: alerts.text,
    display: displayOf(view, number),
    pages: pagesOf(view, number),
  }
}

function conditionOf(
  worst: Problem | undefined,
  critical: boolean,
  device: number | undefined,
): NonNullable<Fields['condition']> {
  const grave = worst !== undefined && byGravity.indexOf(worst) < firstMild
  if (grave || critical || device === down) return 'error'
  return worst !== undefined || device === warning ? 'warning' : 'ok'
}

function problemsIn(errors: Value | undefined): ReadonlySet<Problem> {
  return new Set(bits.filter((_, bit) => bitOf(errors, bit)))
}

function alertsOf(view: View, number: string) {
  const rows = [...view.column(alertColumn.severity)].filter(
    ([key]) => key.split('.')[0] === number,
  )
  const critical = rows.filter(([, severity]) => numberOf(severity) === 3)
  const told = critical[0] ?? rows.find(([, severity]) => numberOf(severity) === 4) ?? rows[0]
  const text = told && textOf(view.column(alertColumn.text).get(told[0]))
  return { count: rows.length, critical: critical.length > 0, text: text ?? '' }
}

function displayOf(view: View, number: string): string {
  const lines = [...view.column(display)].filter(([key]) => key.split('.')[0] === number)
  return lines
    .flatMap(([, value]) => textOf(value) ?? [])
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 200)
}

/** Impressions of all markers; markers that count sheets or hours are no pages. */
function pagesOf(view: View, number: string): number | undefined {
  const counts = [...view.column(pages)].filter(([key]) => key.split('.')[0] === number)
  const used = counts.filter(([key]) => {
    const unit = numberOf(view.column(pagesUnit).get(key))
    return unit === undefined || unit === 7 || unit === 8
  })
  const known = used.flatMap(([, value]) => amountOf(value) ?? [])
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0)
}
