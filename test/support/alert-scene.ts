import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AlertEngine } from '../../collector/alert/engine.ts'
import { readersOf } from '../../collector/alert/readers.ts'
import type { AlertRecord } from '../../collector/model/alerts.ts'
import type { HostRecord, Presence, Role } from '../../collector/model/hosts.ts'
import type { Recipient, SmtpSettings } from '../../collector/model/office.ts'
import { MailDesk } from '../../collector/notify/mail-desk.ts'
import { Notifier } from '../../collector/notify/notifier.ts'
import { mailChannelOf } from '../../collector/notify/channels/mail/mail-channel.ts'
import type { Channel } from '../../collector/notify/channels/channel.ts'
import { Escalator } from '../../collector/notify/escalator.ts'
import { createEscalations } from '../../collector/state/escalations.ts'
import { createEngineState, type EngineState } from '../../collector/state/alert-engine.ts'
import { createAlerts } from '../../collector/state/alerts.ts'
import { openCollectorState } from '../../collector/state-tables.ts'
import { createOffice } from '../../collector/state/office.ts'
import { Outbox } from '../../collector/state/outbox.ts'
import type { Rule } from '../../config/rule.ts'
import { parseRules, readRuleFolder } from '../../config/rules-file.ts'
import { catalogue } from '../../contract/catalogue/catalogue.ts'
import type { Reading } from '../../contract/catalogue/grammar.ts'
import type { Log } from '../../lib/log.ts'
import { ParentGraph, type ParentLink } from '../../lib/parent-graph.ts'
import { packed, rowOf, TimelineStore, type TimelineRow } from './timeline-store.ts'
import { VirtualClock } from './virtual-clock.ts'

export const zone = 'Africa/Dar_es_Salaam'
/** An instant by the office's clock: "2026-11-12T10:42". */
export const office = (text: string): number => Date.parse(`${text}:00+03:00`)
export const shippedRules = parseRules(
  readRuleFolder(path.resolve(import.meta.dirname, '../../config/rules')),
  catalogue,
)
export const rulesOf = (text: string): readonly Rule[] =>
  parseRules([{ file: 'test.yaml', text }], catalogue)

const hours = { open: '07:30', close: '15:30' }
const defaults = {
  organisation: {
    name: 'Halmashauri ya Mlimani',
    language: 'sw',
    zanzibar: false,
    phone: '022 000 000',
    email: 'tehama@mlimani.go.tz',
  },
  calendar: {
    zone,
    days: { 0: null, 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: null },
    holidays: [],
  },
} as const

export function hostNamed(id: string, more: Partial<HostRecord> = {}): HostRecord {
  return {
    id,
    name: id.toUpperCase(),
    siteId: null,
    departmentId: null,
    role: 'desktop' satisfies Role,
    critical: false,
    simulated: false,
    labels: {},
    createdAtMs: 0,
    lastSeenMs: null,
    presence: 'online' satisfies Presence,
    presenceSinceMs: 0,
    clockOffsetSeconds: null,
    agentVersion: null,
    inventory: null,
    ...more,
  }
}
export const reader = (id: string, more: Partial<Recipient> = {}): Recipient => ({
  id,
  name: id,
  address: `${id}@example.go.tz`,
  language: 'en',
  severityMin: 'warning',
  siteId: null,
  departmentId: null,
  ...more,
})

export interface SceneSetup {
  readonly rules?: readonly Rule[]
  readonly hosts?: readonly HostRecord[]
  readonly recipients?: readonly Recipient[]
  readonly startMs?: number
  readonly smtp?: SmtpSettings
  readonly clock?: VirtualClock
  /** Beside mail. */
  readonly channels?: readonly Channel[]
  /** What stands behind what. */
  readonly parents?: readonly ParentLink[]
  /** Wraps the engine's durable memory, to fail or die at a chosen call. */
  readonly wrapState?: (state: EngineState) => EngineState
}

/** An engine and a notifier on a real state database, with a virtual clock and a timeline of rows. */
export async function alertScene(setup: SceneSetup) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-alerts-'))
  const clock = setup.clock ?? new VirtualClock(setup.startMs)
  const store = new TimelineStore()
  const hosts = new Map((setup.hosts ?? [hostNamed('pc')]).map((host) => [host.id, host]))
  const state = await openCollectorState(path.join(folder, 'state.db'))
  const secrets = { seal: (plain: string) => plain, open: (sealed: string) => sealed }
  const settings = createOffice(state.db, secrets, defaults)
  for (const recipient of setup.recipients ?? []) {
    await settings.saveRecipient(recipient)
  }
  if (setup.smtp) await settings.setSmtp(setup.smtp)
  const hostsDoor = {
    all: async () => [...hosts.values()],
    get: async (id: string) => hosts.get(id),
  }
  const alerts = createAlerts(state.db)
  const outbox = new Outbox(state.db)
  const logged: string[] = []
  const note = (_: object, sentence: string): void => void logged.push(sentence)
  const log: Log = { debug: note, info: note, warn: note, error: note }
  let rules = setup.rules ?? shippedRules
  const desk = new MailDesk({
    outbox,
    alerts,
    hosts: hostsDoor,
    office: settings,
    rule: (id) => rules.find((rule) => rule.id === id),
    consoleUrl: () => 'https://mlinzi.example:8443',
  })
  const random = () => 0.5
  const escalator = new Escalator({
    escalations: createEscalations(state.db),
    host: hostsDoor.get,
    times: () => settings.escalation(),
  })
  let process = { dead: false }
  const makeNotifier = (own = process): Notifier =>
    new Notifier({
      outbox,
      desk,
      office: {
        recipients: () => settings.recipients(),
        calendar: () => (own.dead ? never() : settings.calendar()),
      },
      channels: async () => {
        const smtp = await settings.smtp()
        return [...(smtp ? [mailChannelOf(smtp)] : []), ...(setup.channels ?? [])]
      },
      escalate: (nowMs, readers, calendar) => escalator.turn(nowMs, readers, calendar),
      clock,
      log,
      random,
    })
  let notifier = makeNotifier()
  const durable = createEngineState(state.db)
  const makeEngine = (own = process): AlertEngine =>
    new AlertEngine({
      store,
      past: store,
      state: mortal(setup.wrapState?.(durable) ?? durable, own),
      hosts: hostsDoor,
      office: settings,
      rules,
      clock,
      log,
      parents: () => new ParentGraph(setup.parents ?? []),
      onNotices: () => notifier.wake(),
    })
  let engine = makeEngine()
  const settled = async (): Promise<void> => {
    await engine.idle()
    await notifier.idle()
  }
  const send = async (rows: readonly TimelineRow[]): Promise<void> => {
    engine.offer(store.append(packed(rows), clock.now()))
    await settled()
  }
  return {
    clock,
    store,
    hosts,
    settings,
    alerts,
    outbox,
    logged,
    db: state.db,
    settled,
    send,
    get engine() {
      return engine
    },
    get notifier() {
      return notifier
    },
    start: () => engine.start().then(settled),
    startMail: () => notifier.start().then(settled),
    /** One reading at the clock's time, or at another. */
    report: (hostId: string, reading: Reading, more: { timeMs?: number; flags?: number } = {}) =>
      send([rowOf(store, hostId, reading, more.timeMs ?? clock.now(), more.flags ?? 0)]),
    row: (hostId: string, reading: Reading, timeMs: number, flags = 0) =>
      rowOf(store, hostId, reading, timeMs, flags),
    /** The clock moves in steps, with all that falls due on the way. */
    advance: async (milliseconds: number, stepMs = milliseconds): Promise<void> => {
      for (let left = milliseconds; left > 0; left -= stepMs) {
        await clock.advance(Math.min(left, stepMs))
        await settled()
      }
    },
    /** A long time passes in which nothing is looked at until its end. */
    jump: async (until: number): Promise<void> => {
      clock.set(until - 60_000)
      await clock.advance(60_000)
      await settled()
    },
    /** Changes as the engine would write them, whatever rule found them. */
    raise: async (
      changes: readonly { alert: AlertRecord; kind: 'opened' | 'worsened' | 'cleared' }[],
    ): Promise<void> => {
      const readers = readersOf(await settings.recipients(), (id) => hosts.get(id))
      const nowMs = clock.now()
      const { cursor } = await durable.load()
      const batch = { cursor, nowMs, states: [], folds: [] }
      const told = changes.map((change) => ({ ...change, atMs: nowMs }))
      await durable.commit({ ...batch, changes: told }, readers)
      notifier.wake()
      await settled()
    },
    presence: async (hostId: string, presence: Presence, sinceMs = clock.now()): Promise<void> => {
      const host = hosts.get(hostId)
      if (host) hosts.set(hostId, { ...host, presence, presenceSinceMs: sinceMs })
      engine.onPresence(hostId, presence, sinceMs)
      await settled()
    },
    reload: async (next: readonly Rule[]): Promise<void> => {
      rules = next
      engine.reload(next)
      await settled()
    },
    /** The process dies without a word and comes up again after a while. */
    crash: async (downMs = 0): Promise<void> => {
      await settled()
      process.dead = true
      process = { dead: false }
      clock.set(clock.now() + downMs)
      engine = makeEngine()
      notifier = makeNotifier()
    },
    history: async () => {
      const all = await alerts.history({ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 1000 })
      const told = await Promise.all(
        all.map(async (alert) => (await alerts.transitions(alert.id)).map((one) => one.kind)),
      )
      return all.map((alert, at) => ({ ...alert, kinds: told[at] ?? [] }))
    },
    end: async (): Promise<void> => {
      await engine.stop()
      await notifier.stop()
      await state.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a process that is gone waits for. */
function never(): Promise<never> {
  return new Promise(() => undefined)
}

/** The durable memory as one process has it: dead, it does nothing any more. */
function mortal(state: EngineState, own: { readonly dead: boolean }): EngineState {
  return {
    load: () => (own.dead ? never() : state.load()),
    commit: (batch, readers) => (own.dead ? never() : state.commit(batch, readers)),
    tick: (nowMs, readers) => (own.dead ? never() : state.tick(nowMs, readers)),
    forgetSubjects: (subjects) => (own.dead ? never() : state.forgetSubjects(subjects)),
    forget: (nowMs) => (own.dead ? never() : state.forget(nowMs)),
  }
}
export type AlertScene = Awaited<ReturnType<typeof alertScene>>
