/** Lists that come by the calendar: missing copies, antivirus each week, systems without support. */
import type { AlertRecord } from '../model/alerts.ts'
import type { MailMatter } from '../state/outbox.ts'
import { MailWriter, type Written } from './compose.ts'
import { lastCopyOf } from './matter-facts.ts'
import type { MatterWords } from './matter-words.ts'

/** Of which fleet the list is a part, and when. */
export interface ListFacts {
  readonly computers: number
  readonly nowMs: number
}

const linesMax = 30
const namesMax = 40

/** To the head of a department: computers of it without a copy for several working nights. */
export function backupsMail(
  words: MatterWords,
  name: string,
  matters: readonly MailMatter[],
  department: string,
): Written {
  const hosts = onePerHost(matters)
  const count = { count: hosts.length, department }
  const items = hosts.slice(0, linesMax).map((alert) => {
    const last = lastCopyOf(alert)
    const key = last === null ? 'backupsLineNever' : 'backupsLine'
    const more = { title: words.words(alert).title, ...(last !== null && { last }) }
    return words.filled(key, { ...words.about(alert), ...more })
  })
  return new MailWriter(words).listed(words.filled('backupsSubject', count), [
    { type: 'text', text: words.filled('greeting', { name }) },
    {
      type: 'text',
      text: words.filled('backupsIntro', { ...count, nights: words.context.escalation.headNights }),
    },
    { type: 'list', items },
    { type: 'text', text: words.filled('backupsMeaning') },
    { type: 'text', text: words.filled('backupsSteps') },
  ])
}

/** The gravest first: a computer stands once, under its gravest want. */
const wants = [
  ['antivirusNone', ['antivirus-none']],
  ['antivirusOff', ['antivirus-off', 'antivirus-expired']],
  ['antivirusOld', ['antivirus-definitions-old', 'antivirus-definitions-outdated']],
] as const

/** Rules that stand in the weekly list of the antivirus. */
export const antivirusListed: ReadonlySet<string> = new Set(wants.flatMap(([, rules]) => rules))

/** M06: to the officer, once a week, by want and department. */
export function antivirusMail(
  words: MatterWords,
  name: string,
  matters: readonly MailMatter[],
  { computers: total, nowMs }: ListFacts,
): Written {
  const left = new Map(matters.map(({ alert }) => [`${alert.hostId} ${alert.ruleId}`, alert]))
  const told = new Set<string | null>()
  const sections = wants.flatMap(([key, rules]) => {
    const alerts = [...left.values()].filter(
      ({ hostId, ruleId }) => (rules as readonly string[]).includes(ruleId) && !told.has(hostId),
    )
    const hosts = [...new Map(alerts.map((alert) => [alert.hostId, alert])).values()]
    for (const { hostId } of hosts) told.add(hostId)
    if (hosts.length === 0) return []
    const heading = words.filled(key, { count: hosts.length })
    return [
      { type: 'strong', text: heading } as const,
      { type: 'list', items: byDepartment(words, hosts) } as const,
    ]
  })
  const now = nowMs / 1000
  const count = { count: told.size, total, share: shareOf(told.size, total), now }
  return new MailWriter(words).listed(words.filled('antivirusSubject', count), [
    { type: 'text', text: words.filled('greeting', { name }) },
    { type: 'text', text: words.filled('antivirusIntro', count) },
    ...sections,
    { type: 'text', text: words.filled('antivirusSteps') },
  ])
}

/** M13: to director and heads, once a quarter, by system. */
export function supportMail(
  words: MatterWords,
  name: string,
  matters: readonly MailMatter[],
  { computers: total, nowMs }: ListFacts,
): Written {
  const hosts = onePerHost(matters)
  const systems = Map.groupBy(hosts, ({ values }) => String(values['product'] ?? '—'))
  const items = [...systems]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, linesMax)
    .map(([system, of]) => {
      const ends = of[0]?.values['ends']
      const key = typeof ends === 'number' ? 'supportLine' : 'supportLineUndated'
      const more = typeof ends === 'number' ? { ends } : {}
      return words.filled(key, { system, count: of.length, names: namesOf(words, of), ...more })
    })
  const now = nowMs / 1000
  const count = { count: hosts.length, total, share: shareOf(hosts.length, total), now }
  return new MailWriter(words).listed(words.filled('supportSubject', count), [
    { type: 'text', text: words.filled('greeting', { name }) },
    { type: 'text', text: words.filled('supportIntro', count) },
    { type: 'list', items },
    { type: 'text', text: words.filled('supportSteps') },
  ])
}

function onePerHost(matters: readonly MailMatter[]): readonly AlertRecord[] {
  return [...new Map(matters.map(({ alert }) => [alert.hostId, alert])).values()]
}

function byDepartment(words: MatterWords, alerts: readonly AlertRecord[]): readonly string[] {
  const { host, departmentName } = words.context
  const places = Map.groupBy(alerts, ({ hostId }) => {
    const id = host(hostId ?? '')?.departmentId ?? null
    return (id === null ? undefined : departmentName(id)) ?? words.context.organisation.name
  })
  return [...places]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .slice(0, linesMax)
    .map(([place, of]) => `${place}: ${namesOf(words, of)}`)
}

function namesOf(words: MatterWords, alerts: readonly AlertRecord[]): string {
  const names = alerts.map((alert) => String(words.about(alert)['host'])).toSorted()
  const shown = names.slice(0, namesMax).join(', ')
  return names.length > namesMax ? `${shown} … +${names.length - namesMax}` : shown
}

/** Percent, one digit. */
function shareOf(count: number, total: number): number {
  return total === 0 ? 0 : Math.round((1000 * count) / total) / 10
}
