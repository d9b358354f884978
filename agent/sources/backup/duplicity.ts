/** What duplicity prints after a backup: "Backup Statistics", with times in seconds since 1970. */
import type { LoggedRun } from './log-text.ts'

const statistics = '[ Backup Statistics ]-'
const statisticsMax = 4000
const number = (text: string, name: string): number | undefined => {
  const found = new RegExp(`^${name} (\\d{1,15})(?:\\.\\d+)?(?: |\\r?$)`, 'm').exec(text)
  return found ? Number(found[1]) : undefined
}

export function decodeDuplicity(text: string): LoggedRun {
  const start = text.lastIndexOf(statistics)
  if (start < 0) return { result: 'undecided' }
  const block = text.slice(start, start + statisticsMax)
  const errors = number(block, 'Errors')
  const end = number(block, 'EndTime')
  const sums = {
    bytes: number(block, 'SourceFileSize'),
    files: number(block, 'SourceFiles'),
    endMs: end === undefined ? undefined : end * 1000,
  }
  if (end === undefined || errors === undefined) return { result: 'undecided' }
  if (/^Traceback |^\w{1,40}Error: /m.test(block))
    return { result: 'failed', detail: 'error', ...sums }
  return errors > 0
    ? { result: 'warning', detail: `errors ${errors}`, ...sums }
    : { result: 'ok', ...sums }
}
