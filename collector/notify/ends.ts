/** What came and went, as digests and summaries list it. */
import type { MailTextKey } from '../../config/locales/alert-texts.ts'
import { aboutOf } from '../../config/routing.ts'
import { severityOrder } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { MatterWords } from './matter-words.ts'

/** Whole sites first, then the gravest: a list that is cut must not lose those. */
export function endLines(
  words: MatterWords,
  alerts: readonly AlertRecord[],
  max: number,
): readonly string[] {
  const rank = ({ hostId, severity }: AlertRecord): number =>
    (hostId === null ? 3 : 0) + severityOrder[severity]
  const foremost = alerts.toSorted((a, b) => rank(b) - rank(a)).slice(0, max)
  const lines = foremost.map((alert) => {
    const { title } = words.words(alert)
    return words.filled(lineOfEnd(alert), { ...words.about(alert), title })
  })
  const count = alerts.length - lines.length
  return count > 0 ? [...lines, words.filled('digestMore', { count })] : lines
}

/** Of a computer, a site, or neither. */
function lineOfEnd({ ruleId, hostId, siteId }: AlertRecord): MailTextKey {
  if (aboutOf(ruleId) === 'service') return 'digestOtherCleared'
  if (hostId !== null) return 'digestLineCleared'
  return siteId === null ? 'digestOtherCleared' : 'digestSiteCleared'
}
