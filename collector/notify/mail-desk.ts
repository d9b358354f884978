/** Gathers what a message needs and has it written: names, rules, the thread that it belongs to. */
import { officeCalendar } from '../../config/calendar.ts'
import { zoneReader } from '../../config/office-time.ts'
import type { Rule } from '../../config/rule.ts'
import type { AlertRecord, AlertsRepository } from '../model/alerts.ts'
import type { HostsRepository } from '../model/hosts.ts'
import type { OfficeRepository } from '../model/office.ts'
import type { Office } from '../state/office.ts'
import type { OutboxCounts } from '../state/outbox-counts.ts'
import type { MailMatter, Outbox, OutboxRow } from '../state/outbox.ts'
import type { Channel, Letter } from './channels/channel.ts'
import { MailWriter, type MailContext, type Written } from './compose.ts'
import { dataOf } from './data-text.ts'
import { isList, mailOf, type Given } from './mail-kinds.ts'
import { MatterWords } from './matter-words.ts'
import { smsProblem, smsRecovery } from './sms-text.ts'

export interface MailDeskOptions {
  readonly outbox: Pick<Outbox, 'get' | 'matters'> & {
    readonly counts: Pick<OutboxCounts, 'heldSince' | 'newsSince' | 'waitingOn'>
  }
  readonly alerts: Pick<AlertsRepository, 'open' | 'history'>
  readonly hosts: Pick<HostsRepository, 'get' | 'all'>
  readonly office: Pick<
    OfficeRepository,
    'organisation' | 'calendar' | 'sites' | 'departments' | 'recipients'
  > &
    Pick<Office, 'escalation'>
  readonly rule: (id: string) => Rule | undefined
  readonly consoleUrl: () => string | null
  /** The signed page for this message; left out: readers log in to acknowledge. */
  readonly link?: (row: OutboxRow, nowMs: number) => string
}
/** What to do with a message that is due. */
export type Ready =
  | { readonly type: 'send'; readonly letter: Letter }
  /** The message that it answers has not gone yet. */
  | { readonly type: 'wait' }
  | { readonly type: 'drop'; readonly reason: string }

interface Words extends Written {
  readonly data: string
}

const hostsMax = 200
const dayMs = 86_400_000
const historyMax = 500
/** A chat's message holds 4,096 characters; the rest is in the console. */
const chatCharactersMax = 3500

export class MailDesk {
  readonly #options: MailDeskOptions
  constructor(options: MailDeskOptions) {
    this.#options = options
  }
  async prepare(row: OutboxRow, channel: Channel, nowMs: number): Promise<Ready> {
    const { outbox } = this.#options
    const before = row.thread_id === null ? undefined : await outbox.get(row.thread_id)
    // What was told by a digest instead never goes itself: the answer stands alone.
    const root = before?.state === 'merged' ? undefined : before
    if (root?.state === 'failed' || root?.state === 'held') {
      return { type: 'drop', reason: 'The mail about the problem itself could not be sent' }
    }
    if (root && root.state !== 'sent') return { type: 'wait' }
    const matters = await outbox.matters(row.id)
    const link = acknowledgeable(row, matters) ? (this.#options.link?.(row, nowMs) ?? null) : null
    const words =
      kept(row) ??
      (await this.#write(row, channel, {
        matters,
        root,
        link,
        nowMs,
        computers: await this.#computers(row),
      }))
    if (channel.form === 'sms' && words.text === '') {
      return { type: 'drop', reason: 'There is no short form of this message' }
    }
    return {
      type: 'send',
      letter: {
        ...words,
        key: row.message_id ?? messageId(row, matters, channel.domain),
        kind: row.kind,
        to: row.address,
        language: row.language,
        thread: root?.message_id ?? null,
        urgent: row.severity === 'critical' && row.kind !== 'recovery',
        link,
      },
    }
  }
  async #write(row: OutboxRow, { form }: Channel, given: Given): Promise<Words> {
    const { matters } = given
    const concerned = row.kind === 'summary' ? await this.#concerned(row, given.nowMs) : undefined
    const shown = [...matters.map(({ alert }) => alert), ...(concerned?.all ?? [])]
    const words = await this.#words(row, shown, given.link)
    if (form === 'data') {
      const data = dataOf(words, row, matters)
      return { subject: data.title, text: data.text, html: '', data: JSON.stringify(data) }
    }
    if (form === 'sms') {
      const text = await this.#short(words, row, matters)
      return { subject: text, text, html: '', data: '' }
    }
    const written = concerned
      ? new MailWriter(words).summary(row.name, given.nowMs, concerned)
      : mailOf(words, row, given)
    if (form === 'mail') return { ...written, data: '' }
    return { ...written, html: '', text: written.text.slice(0, chatCharactersMax), data: '' }
  }
  async #computers({ kind }: OutboxRow): Promise<number> {
    if (!isList(kind)) return 0
    const all = await this.#options.hosts.all()
    return all.filter(({ role }) => computerRoles.has(role)).length
  }
  async #short(
    words: MatterWords,
    row: OutboxRow,
    matters: readonly MailMatter[],
  ): Promise<string> {
    if (row.kind === 'lineDown') {
      const { count, oldestMs } = await this.#options.outbox.counts.waitingOn('mail')
      return words.filled('smsLineDown', { count, since: oldestMs / 1000 })
    }
    if (row.kind === 'summary' || isList(row.kind)) return ''
    return row.kind === 'recovery' ? smsRecovery(words, matters) : smsProblem(words, matters)
  }
  /** What a summary lists for this reader: since the last one, so over week-ends too. */
  async #concerned(row: OutboxRow, nowMs: number) {
    const { alerts, office, outbox } = this.#options
    const recipient = (await office.recipients()).find((one) => one.id === row.recipient_id)
    const calendar = officeCalendar(await office.calendar())
    let sinceMs = nowMs - dayMs
    for (let back = 1; back < 7 && !calendar.workingDay(sinceMs); back++) sinceMs -= dayMs
    const monthly = recipient?.route?.part === 'head' || recipient?.route?.part === 'director'
    if (monthly) sinceMs = nowMs - 31 * dayMs
    const allOpen = await alerts.open()
    const past = await alerts.history({ fromMs: sinceMs, toMs: nowMs, limit: historyMax })
    const hosts = await this.#hosts([...allOpen, ...past])
    const concerns = (alert: AlertRecord): boolean => {
      const department = hosts.get(alert.hostId ?? '')?.departmentId ?? null
      return (
        alert.parentId === null &&
        (!recipient?.siteId || recipient.siteId === alert.siteId) &&
        (!recipient?.departmentId || recipient.departmentId === department)
      )
    }
    const open = allOpen.filter(concerns)
    const cleared = past.filter((alert) => alert.clearedAtMs !== null && concerns(alert))
    const held = await outbox.counts.heldSince(row.recipient_id, sinceMs)
    const came = await outbox.counts.newsSince(row.recipient_id, sinceMs)
    const news = open.filter(({ id }) => came.has(id))
    return { open, cleared, held, news, all: [...open, ...cleared] }
  }
  async #words(
    row: OutboxRow,
    alerts: readonly AlertRecord[],
    link: string | null,
  ): Promise<MatterWords> {
    const { office, rule, consoleUrl } = this.#options
    const sites = new Map((await office.sites()).map(({ id, name }) => [id, name]))
    const departments = new Map((await office.departments()).map(({ id, name }) => [id, name]))
    const hosts = await this.#hosts(alerts)
    const context: MailContext = {
      organisation: await office.organisation(),
      escalation: await office.escalation(),
      host: (id) => hosts.get(id),
      siteName: (id) => sites.get(id),
      departmentName: (id) => departments.get(id),
      rule,
      local: zoneReader((await office.calendar()).zone),
      consoleUrl: consoleUrl(),
      link,
      deputy: await this.#deputy(row),
    }
    return new MatterWords(context, row.language)
  }
  /** Whom the message names as the next to be told. */
  async #deputy({ recipient_id }: OutboxRow): Promise<string | null> {
    const readers = await this.#options.office.recipients()
    if (readers.find(({ id }) => id === recipient_id)?.route?.part === 'deputy') return null
    return readers.find(({ route }) => route?.part === 'deputy')?.name ?? null
  }
  async #hosts(alerts: readonly AlertRecord[]) {
    const ids = [...new Set(alerts.flatMap(({ hostId }) => hostId ?? []))].slice(0, hostsMax)
    const hosts = await Promise.all(ids.map((id) => this.#options.hosts.get(id)))
    return new Map(hosts.flatMap((host) => (host ? [[host.id, host] as const] : [])))
  }
}

const computerRoles: ReadonlySet<string> = new Set(['server', 'desktop', 'laptop'])

/** A head who knows of missing copies has not taken the matter off the officer's hands. */
function acknowledgeable({ kind }: OutboxRow, matters: readonly MailMatter[]): boolean {
  return kind !== 'backups' && kind !== 'recovery' && !isList(kind) && matters.length > 0
}

/** The words of a message that was claimed before: every try sends the same. */
function kept(row: OutboxRow): Words | undefined {
  if (row.state !== 'waiting' || row.body === null || row.subject === null) return undefined
  const {
    text,
    html,
    data = '',
  } = JSON.parse(row.body) as {
    readonly text: string
    readonly html: string
    readonly data?: string
  }
  return { subject: row.subject, text, html, data }
}

/** Made from the alert and the reader alone, so that a second delivery is recognised as the same. */
function messageId(row: OutboxRow, matters: readonly MailMatter[], domain: string): string {
  const safe = (text: string): string => text.replace(/[^A-Za-z0-9-]/g, '')
  const alert = matters[0]?.alert.id ?? row.group_key
  const root = row.kind === 'problem' && row.thread_id === null
  const parts = [row.kind, safe(alert), safe(row.recipient_id), ...(root ? [] : [String(row.id)])]
  return `<${parts.join('.')}@${domain}>`
}
