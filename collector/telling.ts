/** From commits and presence to mails: the alert engine and the notifier, joined. */
import { alertWords } from '../config/locales/alert-wording.ts'
import { zoneReader } from '../config/office-time.ts'
import type { Rule } from '../config/rule.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { AlertEngine } from './alert/engine.ts'
import type { PowerRegister } from './fleet/power-register.ts'
import type { AlertRecord } from './model/alerts.ts'
import type { Language } from './model/office.ts'
import type { TimeSeriesStore } from './model/store.ts'
import { MailDesk } from './notify/mail-desk.ts'
import { Notifier } from './notify/notifier.ts'
import { AlertmanagerMirror } from './notify/alertmanager.ts'
import { channelsOf } from './notify/channels/configured.ts'
import { Escalator } from './notify/escalator.ts'
import type { OwnLine } from './own-line.ts'
import type { Repositories } from './repositories.ts'
import type { Lines } from './wan-root.ts'
import type { WaysDesk } from './ways-desk.ts'
import type { CollectorHome } from './home.ts'
import { RulesDesk, type RulesDeskParts } from './rules-desk.ts'

export interface TellingParts {
  readonly repositories: Repositories
  readonly store: Pick<TimeSeriesStore, 'series' | 'commitsAfter' | 'release'>
  readonly past: Pick<TimeSeriesStore, 'range'>
  readonly rules: readonly Rule[]
  readonly ways: WaysDesk
  readonly power: PowerRegister
  readonly ownLine: Pick<OwnLine, 'cutOffSinceMs'>
  readonly loadRules?: RulesDeskParts['load']
  readonly home: Pick<CollectorHome, 'rules'>
  /** Address of the console for the links in mails. */
  readonly consoleUrl: () => string
  readonly lines: Lines
  readonly clock: Clock
  readonly log: Log
}
export interface Telling {
  readonly engine: AlertEngine
  readonly notifier: Notifier
  readonly rule: (id: string) => Rule | undefined
  readonly rules: () => readonly Rule[]
  readonly rulesDesk: RulesDesk
}

export function createTelling(parts: TellingParts): Telling {
  const { repositories, store, clock, log } = parts
  let rules = byId(parts.rules)
  const rule = (id: string): Rule | undefined => rules.get(id)
  const { outbox, office, hosts, escalations } = repositories
  const desk = new MailDesk({
    ...repositories,
    rule,
    consoleUrl: parts.consoleUrl,
    link: (row, nowMs) =>
      new URL(`a/${repositories.links.sign(row, nowMs)}`, parts.consoleUrl()).href,
  })
  const escalator = new Escalator({
    escalations,
    host: (id) => hosts.get(id),
    times: () => office.escalation(),
  })
  const notifier = new Notifier({
    outbox,
    desk,
    office,
    channels: async () => channelsOf(await office.smtp(), await repositories.channels.all(), clock),
    escalate: (nowMs, readers, calendar) => escalator.turn(nowMs, readers, calendar),
    mirror: new AlertmanagerMirror({
      alerts: repositories.alerts,
      channels: () => repositories.channels.all(),
      describe: describer(repositories, rule),
      consoleUrl: parts.consoleUrl,
      log,
    }),
    clock,
    log,
  })
  const engine = new AlertEngine({
    store,
    past: parts.past,
    state: repositories.engine,
    hosts,
    office,
    rules: parts.rules,
    clock,
    log,
    parents: () => parts.ways.graph,
    cutOffSinceMs: () => parts.ownLine.cutOffSinceMs,
    powerCuts: (siteId, atMs) => parts.power.countOfQuarter(siteId, atMs),
    onNotices: () => notifier.wake(),
    ...parts.lines,
  })
  const reload = (next: readonly Rule[]): void => {
    rules = byId(next)
    engine.reload(next)
  }
  const rulesDesk = createRulesDesk(parts, reload)
  return { engine, notifier, rule, rules: () => [...rules.values()], rulesDesk }
}

function createRulesDesk(parts: TellingParts, reload: (next: readonly Rule[]) => void): RulesDesk {
  return new RulesDesk({
    ...parts.repositories,
    folder: parts.home.rules,
    rules: parts.rules,
    load: parts.loadRules ?? (() => parts.rules),
    reload,
    store: { series: parts.store.series, range: (query) => parts.past.range(query) },
    parents: () => parts.ways.graph,
    clock: parts.clock,
    log: parts.log,
  })
}

/** An alert in words, with the names of where it is. */
function describer({ office, hosts }: Repositories, rule: (id: string) => Rule | undefined) {
  return async (alert: AlertRecord, language: Language) => {
    const { zanzibar } = await office.organisation()
    const local = zoneReader((await office.calendar()).zone)
    const { title, fact, steps } = alertWords(alert, rule(alert.ruleId), {
      language,
      local,
      zanzibar,
    })
    const host = alert.hostId === null ? undefined : await hosts.get(alert.hostId)
    const site = (await office.sites()).find(({ id }) => id === (alert.siteId ?? host?.siteId))
    return { title, fact, steps, host: host?.name ?? '', site: site?.name ?? '' }
  }
}

function byId(rules: readonly Rule[]): ReadonlyMap<string, Rule> {
  return new Map(rules.map((rule) => [rule.id, rule]))
}
