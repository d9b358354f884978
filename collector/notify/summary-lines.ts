/**
 * One line for each computer: what is open on it, the gravest first, and since when. What many have
 * alike is one line for all of them.
 */
import { alertTexts } from '../../config/locales/alert-languages.ts'
import { aboutOf } from '../../config/routing.ts'
import { severityOrder } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import { capital, type MatterWords } from './matter-words.ts'

const titlesMax = 4
/** So many computers with one and the same finding are one line. */
const alikeMin = 4
const namesMax = 6

/** @param max lines; a last one tells how many matters are not shown. */
export function linesByHost(
  words: MatterWords,
  alerts: readonly AlertRecord[],
  max: number,
): readonly string[] {
  const { common, own } = shared(words, alerts)
  const commonLines = common.map((group) => commonLine(words, group))
  const hostLines = linesOfHosts(words, own, Math.max(1, max - commonLines.length))
  return [...hostLines, ...commonLines]
}

function linesOfHosts(
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

/** Findings, not emergencies, that read the same on many computers; each by its alerts. */
function shared(words: MatterWords, alerts: readonly AlertRecord[]) {
  const byTitle = Map.groupBy(alerts, (one) =>
    one.hostId === null || one.severity === 'critical' ? '' : words.words(one).title,
  )
  byTitle.delete('')
  const common = [...byTitle.values()]
    .filter((group) => new Set(group.map(({ hostId }) => hostId)).size >= alikeMin)
    .toSorted((a, b) => b.length - a.length)
  const taken = new Set(common.flat())
  return { common, own: alerts.filter((one) => !taken.has(one)) }
}

function commonLine(words: MatterWords, group: readonly AlertRecord[]): string {
  const [first] = group
  if (!first) return ''
  const names = [...new Set(group.map((one) => String(words.about(one)['host'] ?? '')))].sort()
  const count = names.length
  const title = capital(words.words(first).title)
  const listed = names.slice(0, namesMax).join(', ')
  return count <= namesMax
    ? words.filled('summaryAlike', { title, count, names: listed })
    : words.filled('summaryAlikeMore', { title, count, names: listed, more: count - namesMax })
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
  if (own.every(({ ruleId }) => aboutOf(ruleId) === 'service'))
    return words.filled('summaryOther', { ...values, titles: capital(values.titles) })
  if (first.hostId !== null) return words.filled('summaryHost', values)
  return words.filled(first.siteId === null ? 'summaryOther' : 'summarySite', values)
}

function graver(a: AlertRecord, b: AlertRecord): number {
  return severityOrder[b.severity] - severityOrder[a.severity] || a.openedAtMs - b.openedAtMs
}
function rank([first]: readonly AlertRecord[]): number {
  return first ? severityOrder[first.severity] : 0
}
