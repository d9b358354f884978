/** The alert part of the collector as it ships: real series file, real state file, real mail server. */
import path from 'node:path'
import { AlertEngine } from '../../collector/alert/engine.ts'
import type { HostRecord } from '../../collector/model/hosts.ts'
import type { OfficeCalendar, Recipient, SmtpSettings } from '../../collector/model/office.ts'
import { MailDesk } from '../../collector/notify/mail-desk.ts'
import { Notifier } from '../../collector/notify/notifier.ts'
import { mailChannelOf } from '../../collector/notify/channels/mail/mail-channel.ts'
import { sendMail, type SendMail } from '../../collector/notify/channels/mail/smtp.ts'
import { createEngineState, type EngineState } from '../../collector/state/alert-engine.ts'
import { createAlerts } from '../../collector/state/alerts.ts'
import { openCollectorState } from '../../collector/state-tables.ts'
import { createIdentity } from '../../collector/state/identity.ts'
import { createOffice } from '../../collector/state/office.ts'
import { Outbox } from '../../collector/state/outbox.ts'
import { openEmbeddedStore } from '../../collector/store/embedded-store.ts'
import type { Rule } from '../../config/rule.ts'
import { describeSeries } from '../../contract/catalogue/describe.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { packed, valuesOf } from './timeline-store.ts'

export interface AlertCollectorSetup {
  readonly folder: string
  readonly clock: Clock
  readonly log?: Log
  readonly rules: readonly Rule[]
  /** A free calendar keeps the morning summary away. */
  readonly days?: OfficeCalendar['days']
  /** Wraps what is durable or goes out, to die at a chosen call. */
  readonly wrap?: <T extends object>(name: string, part: T) => T
}
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }

export async function alertCollector(setup: AlertCollectorSetup) {
  const { folder, clock, rules, log = silent, wrap = (_, part) => part } = setup
  const state = await openCollectorState(path.join(folder, 'state.db'))
  const store = await openEmbeddedStore({
    path: path.join(folder, 'series.db'),
    log,
    clock,
    retention: { full: 14, m5: 400, h1: 1830 },
  })
  const { hosts } = createIdentity(state.db, clock)
  const secrets = { seal: (plain: string) => plain, open: (sealed: string) => sealed }
  const office = createOffice(state.db, secrets, {
    organisation: { name: 'Mlimani', language: 'sw', zanzibar: false, phone: '1', email: 'a@b' },
    calendar: { zone: 'Africa/Dar_es_Salaam', days: setup.days ?? {}, holidays: [] },
  })
  const alerts = createAlerts(state.db)
  const outbox = wrap('outbox', new Outbox(state.db))
  const post = wrap('smtp', { send: sendMail satisfies SendMail })
  const desk = new MailDesk({
    outbox,
    alerts,
    hosts,
    office,
    rule: (id) => rules.find((rule) => rule.id === id),
    consoleUrl: () => null,
  })
  const notifier = new Notifier({
    outbox,
    desk,
    office,
    channels: async () => {
      const smtp = await office.smtp()
      return smtp ? [mailChannelOf(smtp, (settings, mail) => post.send(settings, mail))] : []
    },
    clock,
    log,
  })
  const engine = new AlertEngine({
    store: wrap('commits', store),
    past: store,
    state: wrap<EngineState>('engine', createEngineState(state.db)),
    hosts,
    office,
    rules,
    clock,
    log,
    onNotices: () => notifier.wake(),
  })
  let sequence = 0
  return {
    store,
    alerts,
    outbox,
    office,
    engine,
    notifier,
    hosts,
    db: state.db,
    settled: async (): Promise<void> => {
      await engine.idle()
      await notifier.idle()
    },
    addHost: async (host: HostRecord): Promise<void> => {
      await state.db
        .insertInto('host')
        .values({
          id: host.id,
          name: host.name,
          site_id: host.siteId,
          department_id: host.departmentId,
          role: host.role,
          critical: Number(host.critical),
          simulated: 0,
          labels: '{}',
          confirmed: 1,
          created_at_ms: host.createdAtMs,
          last_seen_ms: host.lastSeenMs,
          presence: host.presence,
          presence_since_ms: host.presenceSinceMs,
          clock_offset_seconds: null,
          agent_version: null,
        })
        .execute()
    },
    settings: async (smtp: SmtpSettings, recipients: readonly Recipient[]): Promise<void> => {
      await office.setSmtp(smtp)
      for (const recipient of recipients) await office.saveRecipient(recipient)
    },
    /** Makes one reading durable and answers its commit. */
    append: async (hostId: string, reading: Reading, timeMs: number, flags = 0) => {
      const descriptor = describeSeries(reading.measurement, reading.tags)
      const [series = 0] = await store.series.register(hostId, [descriptor])
      const rows = packed([{ series, timeMs, flags, values: valuesOf(descriptor, reading) }])
      rows.data[1] = ++sequence
      const epoch = String(process.pid).padStart(32, '0')
      const settled = [[sequence, sequence]] as const
      return store.append([{ agentId: hostId, epoch, rows, settled }], clock.now())
    },
    close: async (): Promise<void> => {
      await engine.stop()
      await notifier.stop()
      await store.close()
      await state.close()
    },
  }
}
export type AlertCollector = Awaited<ReturnType<typeof alertCollector>>
