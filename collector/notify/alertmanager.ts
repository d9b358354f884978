/**
 * Keeps an Alertmanager (API v2) in step with our open alerts. It forgets an alert five minutes after
 * it was last told and everything at its restart, so all that is open is told each minute; what is
 * over is told for a quarter of an hour. No outbox: the state itself is the message.
 */
import { post } from '../../lib/http-post.ts'
import type { Log } from '../../lib/log.ts'
import { severityOrder } from '../../config/rule.ts'
import type { AlertRecord, AlertsRepository } from '../model/alerts.ts'
import type { ChannelRecord, Language } from '../model/office.ts'

export interface AlertmanagerOptions {
  readonly alerts: Pick<AlertsRepository, 'open' | 'history'>
  readonly channels: () => Promise<readonly ChannelRecord[]>
  /** Words and names of an alert. */
  readonly describe: (alert: AlertRecord, language: Language) => Promise<Described>
  readonly consoleUrl: () => string | null
  readonly log: Log
}
export interface Described {
  readonly title: string
  readonly fact: string
  readonly steps: readonly string[]
  readonly host: string
  readonly site: string
}

const minuteMs = 60_000
const firesForMs = 5 * minuteMs
const toldAfterMs = 15 * minuteMs
const alertsPerPost = 500
const historyMax = 500

export class AlertmanagerMirror {
  readonly #options: AlertmanagerOptions
  readonly #told = new Map<string, { readonly atMs: number; readonly state: string }>()
  readonly #faults = new Map<string, string>()
  constructor(options: AlertmanagerOptions) {
    this.#options = options
  }
  /** What keeps each from being told; by channel. */
  get faults(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#faults)
  }
  /** Called often: posts when something is new and once a minute. Never rejects. */
  async turn(nowMs: number): Promise<void> {
    const all = await this.#options.channels()
    const targets = all.filter(({ kind, enabled }) => kind === 'alertmanager' && enabled)
    if (targets.length === 0) return
    const alerts = await this.#standing(nowMs)
    const state = JSON.stringify(
      alerts.map(({ id, severity, clearedAtMs }) => [id, severity, clearedAtMs]),
    )
    for (const target of targets) {
      const before = this.#told.get(target.id)
      if (before && before.state === state && nowMs - before.atMs < minuteMs) continue
      this.#told.set(target.id, { atMs: nowMs, state })
      await this.#tell(target, alerts, nowMs)
    }
  }
  async #standing(nowMs: number): Promise<readonly AlertRecord[]> {
    const { alerts } = this.#options
    const past = await alerts.history({
      fromMs: nowMs - toldAfterMs,
      toMs: nowMs,
      limit: historyMax,
    })
    const over = past.filter(
      ({ clearedAtMs }) => clearedAtMs !== null && clearedAtMs > nowMs - toldAfterMs,
    )
    return [...(await alerts.open()), ...over].filter(({ parentId }) => parentId === null)
  }
  async #tell(target: ChannelRecord, all: readonly AlertRecord[], nowMs: number): Promise<void> {
    const { severityMin, settings, language } = target
    const grave = all.filter(
      ({ severity }) => severityOrder[severity] >= severityOrder[severityMin],
    )
    const user = settings['user'] ?? ''
    const password = settings['password'] ?? ''
    const basic = Buffer.from(`${user}:${password}`).toString('base64')
    for (let at = 0; at < grave.length; at += alertsPerPost) {
      const some = grave.slice(at, at + alertsPerPost)
      const body = await Promise.all(some.map((alert) => this.#posted(alert, language, nowMs)))
      const result = await post({
        url: `${(settings['url'] ?? '').replace(/\/$/, '')}/api/v2/alerts`,
        headers: {
          'content-type': 'application/json',
          ...(user !== '' && { authorization: `Basic ${basic}` }),
        },
        body: JSON.stringify(body),
      })
      const good = result.type === 'answered' && result.status >= 200 && result.status < 300
      const answer = result.type === 'answered' ? `${result.status} ${result.text}` : result.message
      this.#note(target, good ? null : answer.slice(0, 300))
    }
  }
  /** A failure is said once, until it changes. */
  #note({ id, name }: ChannelRecord, answer: string | null): void {
    const before = this.#faults.get(id)
    if (answer === null) {
      if (this.#faults.delete(id))
        this.#options.log.info({ channel: name }, 'The Alertmanager takes alerts again')
      return
    }
    this.#faults.set(id, answer)
    if (before === undefined)
      this.#options.log.warn({ channel: name, answer }, 'The Alertmanager does not take alerts')
  }
  async #posted(alert: AlertRecord, language: Language, nowMs: number) {
    const { title, fact, steps, host, site } = await this.#options.describe(alert, language)
    const url = this.#options.consoleUrl()
    const ends = alert.clearedAtMs ?? nowMs + firesForMs
    const labels = { host, site, object: alert.object }
    return {
      labels: {
        alertname: alert.ruleId,
        severity: alert.severity,
        mlinzi_alert: alert.id,
        // An empty label is none to Alertmanager; left out it is not compared.
        ...Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '')),
      },
      annotations: { summary: title, description: fact, runbook: steps.join('\n') },
      startsAt: new Date(alert.openedAtMs).toISOString(),
      endsAt: new Date(ends).toISOString(),
      ...(url !== null && {
        generatorURL: `${url.replace(/\/$/, '')}/alerts/${encodeURIComponent(alert.id)}`,
      }),
    }
  }
}
