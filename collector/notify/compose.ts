/** From the matters of a mail to its words, in the reader's language. */
import { alertWords, zanzibarWords } from '../../config/locales/alert-wording.ts'
import { fill, type Formatting, type TextValues } from '../../config/locales/alert-format.ts'
import { alertTexts } from '../../config/locales/alert-languages.ts'
import type { MailTextKey } from '../../config/locales/alert-texts.ts'
import { letterDate, type LocalTime } from '../../config/office-time.ts'
import { severityOrder, type AlertWords, type Rule } from '../../config/rule.ts'
import type { MailMatter } from '../state/outbox.ts'
import type { AlertRecord, HostRecord, Language, Organisation, Severity } from '../model.ts'
import { htmlOf, textOf, type Block } from './html.ts'

/** All names and settings that a text may need. */
export interface MailContext {
  readonly organisation: Organisation
  readonly host: (id: string) => HostRecord | undefined
  readonly siteName: (id: string) => string | undefined
  readonly departmentName: (id: string) => string | undefined
  readonly rule: (id: string) => Rule | undefined
  readonly local: (ms: number) => LocalTime
  /** Address of the console as readers reach it; null: not known. */
  readonly consoleUrl: string | null
}
export interface Written {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** HTML and text of one mail stay under 20 KB; lists are cut and say so. */
const listMax = 40
const mattersMax = 10
const subjectMax = 150

export class MailWriter {
  readonly #context: MailContext
  readonly #language: Language
  readonly #formatting: Formatting
  constructor(context: MailContext, language: Language) {
    this.#context = context
    this.#language = language
    this.#formatting = { language, local: context.local }
  }
  /** A problem: what, what it means, what to do. */
  problem(name: string, matters: readonly MailMatter[], severity: Severity): Written {
    const sorted = [...matters].sort(
      (a, b) => severityOrder[b.alert.severity] - severityOrder[a.alert.severity],
    )
    const first = sorted[0]?.alert
    const intro = first ? [this.#text(introOf(first), this.#about(first))] : []
    const worse = matters.some(({ kind }) => kind === 'worsened')
    const blocks: Block[] = [
      this.#text('greeting', { name }),
      ...intro,
      ...(worse ? [this.#text('worsened')] : []),
      ...this.#matterBlocks(sorted),
      this.#acknowledge(first),
      this.#text('oneOnly'),
    ]
    return this.#written(this.#subject(sorted, severity), blocks)
  }
  /** Under the problem's mail: its subject again, so that every reader's program threads it. */
  recovery(name: string, matters: readonly MailMatter[], threadSubject: string): Written {
    const first = matters[0]?.alert
    const blocks: Block[] = [this.#text('greeting', { name })]
    if (first) blocks.push(this.#text('recovered', this.#about(first)))
    const told = matters.slice(0, listMax).map(({ alert }) => {
      const words = this.#words(alert)
      return `${capital(words.title)}: ${words.cleared}`
    })
    blocks.push({ type: 'list', items: told })
    return this.#written(`Re: ${threadSubject}`, blocks)
  }
  /** It has become worse: told in the problem's thread. */
  worsened(name: string, matters: readonly MailMatter[], threadSubject: string): Written {
    const { text, html } = this.problem(name, matters, 'critical')
    return { subject: `Re: ${threadSubject}`, text, html }
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
      ...this.#section('digestOpen', open),
      ...this.#section('digestCleared', cleared),
      this.#acknowledge(undefined),
    ]
    return this.#written(this.#filled('digestSubject', count), blocks)
  }
  summary(
    name: string,
    nowMs: number,
    open: readonly AlertRecord[],
    cleared: readonly AlertRecord[],
  ): Written {
    const graver = [...open].sort((a, b) => severityOrder[b.severity] - severityOrder[a.severity])
    const blocks: Block[] = [
      this.#text('greeting', { name }),
      this.#text('summaryIntro', { now: nowMs / 1000 }),
      ...(open.length === 0 ? [this.#text('summaryNone')] : []),
      ...this.#section('summaryOpen', graver),
      ...this.#section('summaryCleared', cleared),
    ]
    const date = letterDate(this.#context.local(nowMs))
    return this.#written(this.#filled('summarySubject', { date }), blocks)
  }

  #matterBlocks(matters: readonly MailMatter[]): readonly Block[] {
    const texts = alertTexts[this.#language].mail
    return matters.slice(0, mattersMax).flatMap(({ alert }, at): Block[] => {
      const words = this.#words(alert)
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
  #section(title: MailTextKey, alerts: readonly AlertRecord[]): readonly Block[] {
    if (alerts.length === 0) return []
    const items = alerts.slice(0, listMax).map((alert) => {
      const key = alert.clearedAtMs === null ? 'digestLine' : 'digestLineCleared'
      return this.#filled(key, { ...this.#about(alert), title: this.#words(alert).title })
    })
    const more = alerts.length - items.length
    if (more > 0) items.push(this.#filled('digestMore', { count: more }))
    const heading = this.#filled(title, { count: alerts.length })
    return [
      { type: 'strong', text: heading },
      { type: 'list', items },
    ]
  }
  #subject(matters: readonly MailMatter[], worst: Severity): string {
    const first = matters[0]?.alert
    if (!first) return this.#filled('subjectOther', { severity: '', title: '' })
    const about = this.#about(first)
    const { title } = this.#words(first)
    const severity = alertTexts[this.#language].severity[worst]
    const values = { ...about, severity, title, count: matters.length }
    if (first.hostId === null) {
      return this.#filled(first.siteId === null ? 'subjectOther' : 'subjectSite', values)
    }
    return this.#filled(matters.length > 1 ? 'subjectHostMany' : 'subjectHost', values)
  }
  #acknowledge(alert: AlertRecord | undefined): Block {
    const { consoleUrl } = this.#context
    if (consoleUrl === null) return this.#text('acknowledgeHere')
    const path = alert ? `/alerts/${encodeURIComponent(alert.id)}` : '/alerts'
    return this.#text('acknowledge', { link: consoleUrl.replace(/\/$/, '') + path })
  }
  #words(alert: AlertRecord): AlertWords {
    return alertWords(alert, this.#context.rule(alert.ruleId), this.#formatting)
  }
  /** Names and times of an alert, for the sentences around it. */
  #about(alert: AlertRecord): Record<string, string | number> {
    const { host: hostOf, siteName, departmentName } = this.#context
    const host = alert.hostId === null ? undefined : hostOf(alert.hostId)
    const site = alert.siteId === null ? undefined : siteName(alert.siteId)
    const department = host?.departmentId == null ? undefined : departmentName(host.departmentId)
    const place = department ?? site
    const { roles } = alertTexts[this.#language]
    return {
      role: alert.hostId === null ? '' : roles[host?.role ?? 'desktop'],
      host: host?.name ?? alert.hostId ?? '',
      place: alert.hostId === null || place === undefined ? '' : ` (${place})`,
      site: site ?? '',
      opened: alert.openedAtMs / 1000,
      ...(alert.clearedAtMs === null
        ? {}
        : {
            cleared: alert.clearedAtMs / 1000,
            lasted: (alert.clearedAtMs - startOf(alert)) / 1000,
          }),
    }
  }
  #filled(key: MailTextKey, values: TextValues = {}): string {
    return fill(alertTexts[this.#language].mail[key], values, this.#formatting)
      .replace(/[ \t]+/g, ' ')
      .trim()
  }
  #text(key: MailTextKey, values: TextValues = {}): Block {
    return { type: 'text', text: this.#filled(key, values) }
  }
  #written(subject: string, blocks: readonly Block[]): Written {
    const { name, phone, email, zanzibar } = this.#context.organisation
    const told = (value: string): string => (value === '' ? '—' : value)
    const footer = this.#filled('footer', {
      organisation: told(name),
      phone: told(phone),
      email: told(email),
    })
    const all: Block[] = [...blocks, { type: 'line' }, { type: 'small', text: footer }]
    const overlay = (text: string): string =>
      zanzibar && this.#language === 'sw' ? zanzibarWords(text) : text
    return {
      // A line break in a name would begin a header of its own.
      subject: overlay(subject.replace(/\s+/g, ' ')).slice(0, subjectMax),
      text: overlay(textOf(all)),
      html: overlay(htmlOf(this.#language, all)),
    }
  }
}

function introOf(alert: AlertRecord): MailTextKey {
  if (alert.hostId !== null) return 'opened'
  return alert.siteId === null ? 'openedOther' : 'openedSite'
}

/** Silence began at the last contact, before the alert could know. */
function startOf(alert: AlertRecord): number {
  const since = alert.values['since']
  return typeof since === 'number' ? since * 1000 : alert.openedAtMs
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
