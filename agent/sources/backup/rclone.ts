/** A log of rclone with `--use-json-log`: one object a line; the last with `stats` has the sums. */
import { amountIn, isObject, parseJson, textIn, type JsonObject } from './json.ts'
import { instantOf } from './instant.ts'
import type { LoggedRun } from './log-text.ts'

const linesMax = 5000

export function decodeRclone(text: string): LoggedRun {
  const lines = text.split('\n').slice(-linesMax).map(parseJson).filter(isObject)
  const last = lines.findLast((line) => isObject(line['stats']))
  const stats = last?.['stats']
  if (!last || !isObject(stats)) {
    return lines.some(isFatal) ? { result: 'failed', detail: 'fatal' } : { result: 'undecided' }
  }
  const errors = amountIn(stats, 'errors') ?? 0
  const endMs = instantOf(nanosecondsCut(textIn(last, 'time')))
  if (stats['fatalError'] === true) return { result: 'failed', detail: 'fatal', endMs }
  if (!isDone(stats)) return { result: 'undecided' }
  // What rclone counts is what it moved, not what the copy holds: no size is told.
  return errors > 0
    ? { result: 'failed', detail: `errors ${errors}`, endMs }
    : { result: 'ok', endMs }
}

/** The same sums are written every minute while it runs. */
function isDone(stats: JsonObject): boolean {
  const moved = amountIn(stats, 'bytes') ?? 0
  const all = amountIn(stats, 'totalBytes') ?? moved
  const errors = amountIn(stats, 'errors') ?? 0
  return !Object.hasOwn(stats, 'transferring') && (moved >= all || errors > 0)
}

function isFatal(line: JsonObject): boolean {
  const level = textIn(line, 'level')
  return level === 'fatal' || level === 'critical'
}

function nanosecondsCut(text: string | undefined): string | undefined {
  return text?.replace(/(\.\d{9})\d+/, '$1')
}
