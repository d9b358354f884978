/** What a program is told: one event with its matters, in words and in fields. */
import type { MailMatter, OutboxRow } from '../state/outbox.ts'
import type { MatterWords } from './matter-words.ts'

export interface EventData {
  readonly type: 'alert.firing' | 'alert.resolved'
  readonly timestamp: string
  readonly organisation: string
  readonly title: string
  readonly text: string
  readonly alerts: readonly EventAlert[]
}
interface EventAlert {
  readonly id: string
  readonly status: 'firing' | 'resolved'
  readonly change: string
  readonly rule: string
  readonly severity: string
  readonly host: string | null
  readonly hostId: string | null
  readonly site: string | null
  readonly object: string
  readonly startsAt: string
  readonly endsAt: string | null
  readonly title: string
  readonly fact: string
  readonly steps: readonly string[]
  readonly values: Readonly<Record<string, string | number>>
}

const alertsMax = 100

export function dataOf(
  words: MatterWords,
  row: OutboxRow,
  matters: readonly MailMatter[],
): EventData {
  const alerts = matters.slice(0, alertsMax).map((matter) => eventOf(words, matter))
  const resolved = row.kind === 'recovery'
  const title = alerts[0] ? `${alerts[0].host ?? alerts[0].site ?? ''}: ${alerts[0].title}` : ''
  return {
    type: resolved ? 'alert.resolved' : 'alert.firing',
    timestamp: new Date(row.created_at_ms).toISOString(),
    organisation: words.context.organisation.name,
    title,
    text: alerts.map(({ fact }) => fact).join('\n'),
    alerts,
  }
}

function eventOf(words: MatterWords, { alert, kind }: MailMatter): EventAlert {
  const { title, fact, steps } = words.words(alert)
  return {
    id: alert.id,
    status: alert.clearedAtMs === null ? 'firing' : 'resolved',
    change: kind,
    rule: alert.ruleId,
    severity: alert.severity,
    host: alert.hostId === null ? null : (words.context.host(alert.hostId)?.name ?? null),
    hostId: alert.hostId,
    site: alert.siteId === null ? null : (words.context.siteName(alert.siteId) ?? null),
    object: alert.object,
    startsAt: new Date(alert.openedAtMs).toISOString(),
    endsAt: alert.clearedAtMs === null ? null : new Date(alert.clearedAtMs).toISOString(),
    title,
    fact,
    steps,
    values: alert.values,
  }
}
