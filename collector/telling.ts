/** From commits and presence to mails: the alert engine and the notifier, joined. */
import type { Rule } from '../config/rule.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { AlertEngine } from './alert/engine.ts'
import type { TimeSeriesStore } from './model.ts'
import { MailDesk } from './notify/mail-desk.ts'
import { Notifier } from './notify/notifier.ts'
import { probeLine, sendMail } from './notify/smtp.ts'
import type { Repositories } from './repositories.ts'

export interface TellingParts {
  readonly repositories: Repositories
  readonly store: Pick<TimeSeriesStore, 'series' | 'commitsAfter' | 'release'>
  readonly past: Pick<TimeSeriesStore, 'range'>
  readonly rules: readonly Rule[]
  /** Address of the console for the links in mails. */
  readonly consoleUrl: () => string
  readonly clock: Clock
  readonly log: Log
}
export interface Telling {
  readonly engine: AlertEngine
  readonly notifier: Notifier
  readonly rule: (id: string) => Rule | undefined
  /** Judges and tells by these rules from now on. */
  readonly reload: (rules: readonly Rule[]) => void
}

export function createTelling(parts: TellingParts): Telling {
  const { repositories, store, clock, log } = parts
  let rules = byId(parts.rules)
  const rule = (id: string): Rule | undefined => rules.get(id)
  const { outbox, office, hosts } = repositories
  const desk = new MailDesk({ ...repositories, rule, consoleUrl: parts.consoleUrl })
  const notifier = new Notifier({
    outbox,
    desk,
    office,
    send: sendMail,
    probe: probeLine,
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
    onNotices: () => notifier.wake(),
  })
  const reload = (next: readonly Rule[]): void => {
    rules = byId(next)
    engine.reload(next)
  }
  return { engine, notifier, rule, reload }
}

function byId(rules: readonly Rule[]): ReadonlyMap<string, Rule> {
  return new Map(rules.map((rule) => [rule.id, rule]))
}
