/**
 * A robocopy log. Everything in it is translated, so the summary is known by its shape: three
 * lines after each other that end in six amounts (total, copied, skipped, mismatch, failed, extras)
 * for folders, files and bytes.
 */
import { amountOf, type LoggedRun } from './log-text.ts'

const amount = String.raw`(\d[\d.,]*)(?:[ \t]?([kmgt]))?`
const row = new RegExp(
  String.raw`^[^\d]*?[:\uFF1A]?[ \t]+${Array(6).fill(amount).join('[ \\t]+')}[ \t]*$`,
  'i',
)
const heading = /^\s*ROBOCOPY\s+::/
const errorCode = /\b(\d{1,5}) \((0x[0-9A-Fa-f]{8})\)/
const lineMax = 300

export function decodeRobocopy(text: string): LoggedRun {
  let run: LoggedRun = { result: 'undecided' }
  let rows: (readonly number[])[] = []
  let error: string | undefined
  for (const whole of text.split(/\r?\n/)) {
    const line = whole.length > lineMax ? '' : whole
    if (heading.test(line)) {
      run = { result: 'undecided' }
      error = undefined
    }
    const amounts = amountsIn(line)
    rows = amounts ? [...rows.slice(-2), amounts] : []
    if (rows.length === 3) run = summaryOf(rows, error)
    else if (errorCode.test(line)) error = errorCode.exec(line)?.[2]
  }
  if (run.result !== 'undecided' || error === undefined) return run
  return { result: 'undecided', detail: `error ${error}` }
}

function amountsIn(line: string): readonly number[] | undefined {
  const found = row.exec(line)
  if (!found) return undefined
  const amounts = [1, 3, 5, 7, 9, 11].map((at) => amountOf(found[at] ?? '', found[at + 1]))
  return amounts.every((one) => one !== undefined) ? amounts : undefined
}

/** As the exit code would: 8 some failed, 4 mismatches. An error that a retry mended is none. */
function summaryOf(rows: readonly (readonly number[])[], error: string | undefined): LoggedRun {
  const column = (index: number): number =>
    rows.reduce((sum, numbers) => sum + (numbers[index] ?? 0), 0)
  const failed = (rows[0]?.[4] ?? 0) + (rows[1]?.[4] ?? 0)
  const sizes = { files: rows[1]?.[0], bytes: rows[2]?.[0] }
  if (column(4) > 0) {
    return {
      result: 'failed',
      detail: `failed ${failed}${error ? ` error ${error}` : ''}`,
      ...sizes,
    }
  }
  if (column(3) > 0) return { result: 'warning', detail: 'mismatch', ...sizes }
  return { result: 'ok', ...sizes }
}
