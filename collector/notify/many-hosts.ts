/** One mail for what several computers need: each in its line, and what to do said once. */
import { alertTexts } from '../../config/locales/alert-languages.ts'
import type { Severity } from '../model/alerts.ts'
import type { MailMatter } from '../state/outbox.ts'
import type { Block } from './html.ts'
import { byUrgency, capital, type MatterWords } from './matter-words.ts'
import { linesByHost } from './summary-lines.ts'

const linesMax = 30
/** Findings that are explained; the rest is in the lists. */
const explainedMax = 3

export function hostCount(matters: readonly MailMatter[]): number {
  return new Set(matters.map(({ alert }) => alert.hostId)).size
}

/** Names the finding where it is one and the same. */
export function manySubject(
  words: MatterWords,
  matters: readonly MailMatter[],
  worst: Severity,
): string {
  const titles = new Set(matters.map(({ alert }) => words.words(alert).title))
  const [title = ''] = titles
  const severity = alertTexts[words.language].severity[worst]
  const values = { severity, count: hostCount(matters), title }
  return words.filled(titles.size === 1 ? 'subjectManySame' : 'subjectMany', values)
}

export function manyBlocks(words: MatterWords, matters: readonly MailMatter[]): readonly Block[] {
  const sorted = byUrgency(matters)
  const alerts = sorted.map(({ alert }) => alert)
  const opened = Math.min(...alerts.map(({ openedAtMs }) => openedAtMs)) / 1000
  const values = { count: hostCount(matters), opened }
  const kinds = [...Map.groupBy(alerts, ({ ruleId }) => ruleId).values()]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, explainedMax)
  return [
    { type: 'text', text: words.filled('openedMany', values) },
    { type: 'list', items: linesByHost(words, alerts, linesMax) },
    ...kinds.flatMap(([alert]): Block[] => {
      if (!alert) return []
      const { title, meaning, steps } = words.words(alert)
      return [
        { type: 'strong', text: capital(title) },
        { type: 'text', text: words.filled('meaning', { text: meaning }) },
        { type: 'numbered', items: steps },
      ]
    }),
  ]
}
