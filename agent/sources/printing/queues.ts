/** Counts by print queue: what was printed and by whom is not looked at. */
import { fieldsOf, listOf, numberOf, textOf } from '../parts/narrow.ts'

export interface QueueCount {
  readonly printer: string
  readonly pages: number
  readonly jobs: number
}

const queuesMax = 64
const linesMax = 200_000

/** Section `printQueues`: the spooler's performance counters, since it was started. */
export function parsePrintQueues(section: unknown): readonly QueueCount[] {
  return listOf(section, queuesMax)
    .map(fieldsOf)
    .flatMap((one) => {
      const printer = textOf(one['n'], 100)
      const pages = numberOf(one['pages'])
      const jobs = numberOf(one['jobs'])
      return printer !== undefined && pages !== undefined && jobs !== undefined && pages >= 0
        ? [{ printer, pages, jobs: Math.max(0, jobs) }]
        : []
    })
}

/**
 * CUPS page_log(5): `printer user job-id [date] page copies …` a page, or `… [date] total pages …`
 * a job. Only the first, third and the two words after the date are read.
 */
export function parsePageLog(text: string): readonly QueueCount[] {
  const pages = new Map<string, number>()
  const jobs = new Map<string, Set<string>>()
  for (const line of text.split('\n', linesMax)) {
    const [, printer, job, word, count] =
      /^(\S{1,100}) \S+ (\d+) \[[^\]]{1,64}\] (total|\d+) (\d{1,6})\b/.exec(line) ?? []
    if (
      printer === undefined ||
      job === undefined ||
      (!pages.has(printer) && pages.size >= queuesMax)
    )
      continue
    const copies = word === 'total' ? Number(count) : Math.max(1, Number(count))
    pages.set(printer, (pages.get(printer) ?? 0) + copies)
    jobs.set(printer, (jobs.get(printer) ?? new Set()).add(job))
  }
  return [...pages].map(([printer, sum]) => ({
    printer,
    pages: sum,
    jobs: jobs.get(printer)?.size ?? 0,
  }))
}
