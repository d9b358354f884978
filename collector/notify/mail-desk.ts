/** Gathers what a mail needs and has it written: names, rules, the thread that it belongs to. */
import { officeCalendar } from '../../config/calendar.ts'
import { zoneReader } from '../../config/office-time.ts'
import type { Rule } from '../../config/rule.ts'
import type { AlertRecord, AlertsRepository, HostsRepository, OfficeRepository } from '../model.ts'
import type { MailMatter, Outbox, OutboxRow } from '../state/outbox.ts'
import { MailWriter, type MailContext, type Written } from './compose.ts'
import { domainOf, type OutgoingMail } from './smtp.ts'

export interface MailDeskOptions {
  readonly outbox: Pick<Outbox, 'get' | 'matters'>
  readonly alerts: Pick<AlertsRepository, 'open' | 'history'>
  readonly hosts: Pick<HostsRepository, 'get'>
  readonly office: Pick<
    OfficeRepository,
    'organisation' | 'calendar' | 'sites' | 'departments' | 'recipients'
  >
  readonly rule: (id: string) => Rule | undefined
  readonly consoleUrl: () => string | null
}
/** What to do with a mail that is due. */
export type Ready =
  | { readonly type: 'send'; readonly mail: OutgoingMail }
  /** The mail that it answers has not gone yet. */
  | { readonly type: 'wait' }
  | { readonly type: 'drop'; readonly reason: string }

const hostsMax = 200
const dayMs = 86_400_000
const historyMax = 500

export class MailDesk {
  readonly #options: MailDeskOptions
  constructor(options: MailDeskOptions) {
    this.#options = options
  }
  /** @param from the sender as the settings give it. */
  async prepare(row: OutboxRow, from: string, nowMs: number): Promise<Ready> {
    const { outbox } = this.#options
    const root = row.thread_id === null ? undefined : await outbox.get(row.thread_id)
    if (root?.state === 'failed') {
      return { type: 'drop', reason: 'The mail about the problem itself could not be sent' }
    }
    if (root && root.state !== 'sent') return { type: 'wait' }
    const matters = await outbox.matters(row.id)
    const domain = domainOf(from)
    const written = kept(row) ?? (await this.#write(row, matters, root, nowMs))
    const thread = root?.message_id ?? null
    return {
      type: 'send',
      mail: {
        ...written,
        from,
        to: row.address,
        language: row.language,
        messageId: row.message_id ?? messageId(row, matters, domain),
        inReplyTo: thread,
        references: thread === null ? [] : [thread],
        listId: `Mlinzi <mlinzi.${domain}>`,
        urgent: row.severity === 'critical' && row.kind === 'problem',
      },
    }
  }
  async #write(
    row: OutboxRow,
    matters: readonly MailMatter[],
    root: OutboxRow | undefined,
    nowMs: number,
  ): Promise<Written> {
    if (row.kind === 'summary') return this.#summary(row, nowMs)
    const writer = await this.#writer(
      row,
      matters.map(({ alert }) => alert),
    )
    if (row.kind === 'digest') return writer.digest(row.name, matters)
    if (row.kind === 'recovery') return writer.recovery(row.name, matters, root?.subject ?? '')
    return root
      ? writer.worsened(row.name, matters, root.subject ?? '')
      : writer.problem(row.name, matters, row.severity)
  }
  async #summary(row: OutboxRow, nowMs: number): Promise<Written> {
    const { alerts, office } = this.#options
    const recipient = (await office.recipients()).find((one) => one.id === row.recipient_id)
    const calendar = officeCalendar(await office.calendar())
    let sinceMs = nowMs - dayMs
    for (let back = 1; back < 7 && !calendar.workingDay(sinceMs); back++) sinceMs -= dayMs
    const open = await alerts.open()
    const past = await alerts.history({ fromMs: sinceMs, toMs: nowMs, limit: historyMax })
    const hosts = await this.#hosts([...open, ...past])
    const concerns = (alert: AlertRecord): boolean => {
      const department = hosts.get(alert.hostId ?? '')?.departmentId ?? null
      return (
        alert.parentId === null &&
        (!recipient?.siteId || recipient.siteId === alert.siteId) &&
        (!recipient?.departmentId || recipient.departmentId === department)
      )
    }
    const cleared = past.filter((alert) => alert.clearedAtMs !== null && concerns(alert))
    const writer = await this.#writer(row, [...open, ...past])
    return writer.summary(row.name, nowMs, open.filter(concerns), cleared)
  }
  async #writer(row: OutboxRow, alerts: readonly AlertRecord[]): Promise<MailWriter> {
    const { office, rule, consoleUrl } = this.#options
    const sites = new Map((await office.sites()).map(({ id, name }) => [id, name]))
    const departments = new Map((await office.departments()).map(({ id, name }) => [id, name]))
    const hosts = await this.#hosts(alerts)
    const context: MailContext = {
      organisation: await office.organisation(),
      host: (id) => hosts.get(id),
      siteName: (id) => sites.get(id),
      departmentName: (id) => departments.get(id),
      rule,
      local: zoneReader((await office.calendar()).zone),
      consoleUrl: consoleUrl(),
    }
    return new MailWriter(context, row.language)
  }
  async #hosts(alerts: readonly AlertRecord[]) {
    const ids = [...new Set(alerts.flatMap(({ hostId }) => hostId ?? []))].slice(0, hostsMax)
    const hosts = await Promise.all(ids.map((id) => this.#options.hosts.get(id)))
    return new Map(hosts.flatMap((host) => (host ? [[host.id, host] as const] : [])))
  }
}

/** The words of a mail that was claimed before: every try sends the same. */
function kept(row: OutboxRow): Written | undefined {
  if (row.state !== 'waiting' || row.body === null || row.subject === null) return undefined
  const { text, html } = JSON.parse(row.body) as Pick<Written, 'text' | 'html'>
  return { subject: row.subject, text, html }
}

/** Made from the alert and the reader alone, so that a second delivery is recognised as the same. */
function messageId(row: OutboxRow, matters: readonly MailMatter[], domain: string): string {
  const safe = (text: string): string => text.replace(/[^A-Za-z0-9-]/g, '')
  const alert = matters[0]?.alert.id ?? row.group_key
  const root = row.kind === 'problem' && row.thread_id === null
  const parts = [row.kind, safe(alert), safe(row.recipient_id), ...(root ? [] : [String(row.id)])]
  return `<${parts.join('.')}@${domain}>`
}
