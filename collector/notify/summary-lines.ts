/** One line for each computer: what is open on it, the gravest first, and since when. */
import { alertTexts } from '../../config/locales/alert-languages.ts'
import { severityOrder } from '../../config/rule.ts'
import type { AlertRecord } from '../model.ts'
import type { MatterWords } from './matter-words.ts'

const titlesMax = 4

/** @param max lines; a last one tells how many matters are not shown. */
export function linesByHost(
  words: MatterWords,
  alerts: readonly AlertRecord[],
  max: number,
): readonly string[] {
  const groups = [...Map.groupBy(alerts, (one) => one.hostId ?? `alert ${one.id}`).values()]
  const sorted = groups
    .map((own) => own.toSorted(graver))
    .toSorted((a, b) => rank(b) - rank(a) || b.length - a.length)
  const shown = sorted.slice(0, max)
  const left = sorted.slice(max).flat().length
  const lines = shown.map((own) => lineOf(words, own))
  return left === 0 ? lines : [...lines, words.filled('digestMore', { count: left })]
}

function lineOf(words: MatterWords, own: readonly AlertRecord[]): string {
  const [first] = own
  if (!first) return ''
  const { severity } = alertTexts[words.language]
  const told = own.slice(0, titlesMax).map((alert) => {
    const { title } = words.words(alert)
    return alert.severity === 'critical' ? `[${severity.critical}] ${title}` : title
  })
  const more = own.length - told.length
  const titles = more > 0 ? [...told, words.filled('summaryMore', { count: more })] : told
  const opened = Math.min(...own.map(({ openedAtMs }) => openedAtMs)) / 1000
  const values = { ...words.about(first), titles: titles.join('; '), opened }
  if (first.hostId !== null) return words.filled('summaryHost', values)
  return words.filled(first.siteId === null ? 'summaryOther' : 'summarySite', values)
}

function graver(a: AlertRecord, b: AlertRecord): number {
  return severityOrder[b.severity] - severityOrder[a.severity] || a.openedAtMs - b.openedAtMs
}
function rank([first]: readonly AlertRecord[]): number {
  return first ? severityOrder[first.severity] : 0
}
