/** From the matters of a message to a mail's words, in the reader's language. */
import { alertTexts } from '../../config/locales/alert-languages.ts'
import type { TextValues } from '../../config/locales/alert-format.ts'
import type { MailTextKey } from '../../config/locales/alert-texts.ts'
import { letterDate } from '../../config/office-time.ts'
import { isUrgent, repeatMs } from '../../config/routing.ts'
import type { AlertRecord, Severity } from '../model/alerts.ts'
import type { MailMatter } from '../state/outbox.ts'
import { endLines } from './ends.ts'
import { htmlOf, textOf, type Block, type Tone } from './html.ts'
import { introOf, isUnattended, type Concerned } from './matter-facts.ts'
import { hostCount, manyBlocks, manySubject } from './many-hosts.ts'
import { byUrgency, capital, type MatterWords } from './matter-words.ts'
import { cut, reply, subjectOf } from './subject.ts'
import { linesByHost } from './summary-lines.ts'

export type { MailContext } from './matter-words.ts'
export interface Written {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** HTML and text of one mail stay under 20 KB; lists are cut and say so. */
const listMax = 30
const clearedMax = 12
const mattersMax = 10
/** Of the night's news in a summary: about ten matters. */
const newsBlocksMax = 60

export class MailWriter {
  readonly #words: MatterWords
  constructor(words: MatterWords) {
    this.#words = words
  }
  /** A problem: what, what it means, what to do. */
  problem(
    name: string,
    matters: readonly MailMatter[],
    severity: Severity,
    lead: MailTextKey | null = null,
  ): Written {
    const sorted = byUrgency(matters)
    const first = sorted[0]?.alert
    const many = hostCount(matters) > 1
    const blocks: Block[] = [
      this.#text('greeting', { name }),
      ...(lead ? [this.#text(lead, { hours: this.#words.context.escalation.directorHours })] : []),
      ...(many ? manyBlocks(this.#words, matters) : this.#oneHost(sorted)),
      this.#acknowledge(first),
      ...this.#deputyNext(matters, severity, lead),
      this.#text('oneOnly', {
        again: repeatMs(first?.ruleId ?? '', severity, this.#words.context.escalation) / 1000,
      }),
    ]
    const subject = many ? manySubject : subjectOf
    return this.#written(subject(this.#words, sorted, severity), blocks, severity)
  }
  #oneHost(sorted: readonly MailMatter[]): readonly Block[] {
    const first = sorted[0]?.alert
    const worse = sorted.some(({ kind }) => kind === 'worsened')
    return [
      ...(first ? [this.#text(introOf(first), this.#words.about(first))] : []),
      ...(worse ? [this.#text('worsened')] : []),
      ...this.#matterBlocks(sorted),
    ]
  }
  /** Under the problem's mail: its subject again, so that every reader's program threads it. */
  recovery(name: string, matters: readonly MailMatter[], threadSubject: string): Written {
    const first = matters[0]?.alert
    const blocks: Block[] = [this.#text('greeting', { name })]
    if (first) blocks.push(this.#text('recovered', this.#words.about(first)))
    const told = matters.slice(0, listMax).map(({ alert }) => {
      const words = this.#words.words(alert)
      return `${capital(words.title)}: ${words.cleared}`
    })
    blocks.push({ type: 'list', items: told })
    const own = threadSubject === '' && subjectOf(this.#words, matters, first?.severity ?? 'info')
    const subject = own === false ? threadSubject : own
    return this.#written(reply(subject), blocks, 'good')
  }
  /** It has become worse: told in the problem's thread. */
  worsened(name: string, matters: readonly MailMatter[], threadSubject: string): Written {
    const { text, html } = this.problem(name, matters, 'critical')
    return { subject: reply(threadSubject), text, html }
  }
  /** What waited too long, with what has cleared meanwhile. */
  digest(name: string, matters: readonly MailMatter[]): Written {
    const alerts = [...new Map(matters.map(({ alert }) => [alert.id, alert])).values()]
    const open = alerts.filter((alert) => alert.clearedAtMs === null)
    const cleared = alerts.filter((alert) => alert.clearedAtMs !== null)
    const count = { count: alerts.length }
    const blocks: Block[] = [
      this.#text('greeting', { name }),
      this.#text('digestIntro', count),
      ...this.#openSection('digestOpen', open),
      ...this.#clearedSection('digestCleared', cleared),
      this.#acknowledge(undefined),
    ]
    return this.#written(this.#words.filled('digestSubject', count), blocks, 'info')
  }
  /** The news of the night whole, and a line for everything else. */
  summary(name: string, nowMs: number, { open, cleared, held = 0, news = [] }: Concerned): Written {
    const isNew = new Set(news)
    const { escalation } = this.#words.context
    const unattended = open.filter(
      (alert) => !isNew.has(alert) && isUnattended(alert, nowMs, escalation),
    )
    const told = new Set([...unattended, ...news])
    const rest = open.filter((alert) => !told.has(alert))
    const blocks: Block[] = [
      this.#text('greeting', { name }),
      this.#text('summaryIntro', { now: nowMs / 1000 }),
      ...(held > 0 ? [this.#text('heldBack', { count: held })] : []),
      ...(open.length === 0 ? [this.#text('summaryNone')] : []),
      ...this.#news(news),
      ...this.#unattended(unattended),
      ...this.#openSection('summaryOpen', rest),
      ...this.#clearedSection('summaryCleared', cleared),
      ...(open.length > 0 ? [this.#text('summarySteps')] : []),
      ...this.#console(),
    ]
    const date = letterDate(this.#words.context.local(nowMs))
    return this.#written(this.#words.filled('summarySubject', { date }), blocks, 'info')
  }
  #news(alerts: readonly AlertRecord[]): readonly Block[] {
    if (alerts.length === 0) return []
    const matters = byUrgency(alerts.map((alert) => ({ alert, kind: 'opened' as const, atMs: 0 })))
    const hosts = Map.groupBy(matters, ({ alert }) => alert.hostId)
    const blocks = [...hosts.values()].flatMap((own) => {
      const [first] = own
      if (!first) return []
      const place = this.#text(introOf(first.alert), this.#words.about(first.alert))
      // The same again (a copy that failed on three nights) is explained once.
      const once = [...new Map(own.toReversed().map((one) => [one.alert.ruleId, one])).values()]
      const again = own.filter((one) => !once.includes(one)).slice(0, mattersMax)
      const facts = again.map(({ alert }) => this.#words.words(alert).fact)
      const list: Block[] = facts.length > 0 ? [{ type: 'list', items: facts }] : []
      return [place, ...this.#matterBlocks(byUrgency(once)), ...list]
    })
    const heading = this.#words.filled('summaryNews', { count: alerts.length })
    return [{ type: 'strong', text: heading }, ...blocks.slice(0, newsBlocksMax)]
  }
  #unattended(alerts: readonly AlertRecord[]): readonly Block[] {
    if (alerts.length === 0) return []
    return [
      this.#text('reminderIntro', { count: alerts.length }),
      { type: 'list', items: linesByHost(this.#words, alerts, listMax) },
    ]
  }
  /** Open for long and acknowledged by nobody. */
  reminder(name: string, matters: readonly MailMatter[]): Written {
    const alerts = byUrgency(matters).map(({ alert }) => alert)
    const count = { count: alerts.length }
    const blocks: Block[] = [
      this.#text('greeting', { name }),
      this.#text('reminderIntro', count),
      ...this.#openSection('digestOpen', alerts),
      this.#acknowledge(alerts[0]),
    ]
    return this.#written(this.#words.filled('reminderSubject', count), blocks, 'warning')
  }
  /** A list that comes by the calendar (list-mails.ts). */
  listed(subject: string, blocks: readonly Block[]): Written {
    return this.#written(subject, blocks, 'warning')
  }

  #matterBlocks(matters: readonly MailMatter[]): readonly Block[] {
    const texts = alertTexts[this.#words.language].mail
    return matters.slice(0, mattersMax).flatMap(({ alert }, at): Block[] => {
      const words = this.#words.words(alert)
      const number = matters.length > 1 ? `${at + 1}. ` : ''
      return [
        { type: 'strong', text: `${number}${capital(words.title)}` },
        { type: 'text', text: words.fact },
        this.#text('meaning', { text: words.meaning }),
        { type: 'text', text: texts.steps },
        { type: 'numbered', items: words.steps },
      ]
    })
  }
  #openSection(title: MailTextKey, alerts: readonly AlertRecord[]): readonly Block[] {
    if (alerts.length === 0) return []
    return [
      { type: 'strong', text: this.#words.filled(title, { count: alerts.length }) },
      { type: 'list', items: linesByHost(this.#words, alerts, listMax) },
    ]
  }
  #clearedSection(title: MailTextKey, alerts: readonly AlertRecord[]): readonly Block[] {
    if (alerts.length === 0) return []
    const items = endLines(this.#words, alerts, clearedMax)
    const heading = this.#words.filled(title, { count: alerts.length })
    return [
      { type: 'strong', text: heading },
      { type: 'list', items },
    ]
  }
  #console(): readonly Block[] {
    const { consoleUrl } = this.#words.context
    if (consoleUrl === null) return []
    return [this.#text('openConsole', { link: `${consoleUrl.replace(/\/$/, '')}/alerts` })]
  }
  /** Who hears of it next, where that is so. */
  #deputyNext(
    matters: readonly MailMatter[],
    severity: Severity,
    lead: MailTextKey | null,
  ): readonly Block[] {
    const { deputy } = this.#words.context
    const urgent = severity === 'critical' && matters.some(({ alert }) => isUrgent(alert.ruleId))
    if (deputy === null || !urgent || lead !== null) return []
    const { deputyMinutes } = this.#words.context.escalation
    return [this.#text('deputyNext', { deputy, wait: deputyMinutes * 60 })]
  }
  #acknowledge(alert: AlertRecord | undefined): Block {
    const { consoleUrl, link } = this.#words.context
    if (link !== null) {
      const label = this.#words.filled('acknowledgeButton')
      const text = this.#words.filled('acknowledge', { link })
      return { type: 'button', text, label, url: link }
    }
    if (consoleUrl === null) return this.#text('acknowledgeHere')
    const path = alert ? `/alerts/${encodeURIComponent(alert.id)}` : '/alerts'
    return this.#text('acknowledge', { link: consoleUrl.replace(/\/$/, '') + path })
  }
  #text(key: MailTextKey, values: TextValues = {}): Block {
    return { type: 'text', text: this.#words.filled(key, values) }
  }
  #written(subject: string, blocks: readonly Block[], tone: Tone): Written {
    const { language, context } = this.#words
    const { name, phone, email } = context.organisation
    const told = (value: string): string => (value === '' ? '—' : value)
    const values = { organisation: told(name), phone: told(phone), email: told(email) }
    const footer = this.#words.filled('footer', values)
    const all: Block[] = [...blocks, { type: 'line' }, { type: 'small', text: footer }]
    return {
      // A line break in a name would begin a header of its own.
      subject: cut(subject.replace(/\s+/g, ' ')),
      text: textOf(all),
      html: htmlOf(language, all, tone),
    }
  }
}
