/** Many hosts of a site vanish together: one incident instead of one alert each (A5). */
import type { SilenceRule } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { Presence } from '../model/hosts.ts'
import { AlertLine } from './alert-line.ts'
import { isGroup, numberIn, type HostView, type Memory } from './check.ts'
import type { Deadline } from './deadlines.ts'
import type { SiteFacts } from './host-silence.ts'
import { isAlwaysOn, likelyCause, lossSeverity, PastOutages, provenCause } from './site-cause.ts'
import { batteryLastsMs, postMsOf, waitAfterReturn, waitBeforeTelling } from './site-times.ts'
import {
  countAnew,
  foldInto,
  idsIn,
  named,
  returnMs,
  vanished,
  type WatchedHost,
} from './outage.ts'
import type { SiteWatchContext } from './site-watch-context.ts'

/** Posting intervals within which the hosts must have vanished. */
const windowPosts = 2
/** A host's own alert waits at most so many posting intervals after its last contact. */
const holdPosts = 5
const lookAgainMs = 15_000

export class SiteWatch implements Deadline, SiteFacts {
  readonly rule: SilenceRule
  readonly postMs: number
  readonly #context: SiteWatchContext
  readonly #line: AlertLine
  readonly #past = new PastOutages()
  #lost = new Set<string>()
  /** Those of them that lost their power, as they told when they were back. */
  #sudden = new Set<string>()
  /** Who had gone by then belongs to an outage that is over. */
  #overMs = 0
  /** When the last of those went that made it an incident. */
  #newestMs = 0
  /** Enough are gone, and others may be about to follow: told then, with all of them. */
  #pendingMs: number | undefined
  /** When the second of the lost hosts was back. */
  #backMs: number | undefined
  constructor(rule: SilenceRule, context: SiteWatchContext) {
    this.rule = rule
    this.#context = context
    this.postMs = postMsOf[context.site.profile]
    const subject = { ruleId: rule.id, hostId: null, siteId: context.site.id, object: '' }
    this.#line = new AlertLine(subject, context.sink)
  }
  get openId(): string | undefined {
    return this.#line.open?.id
  }
  /** Whoever was there long after the others had gone has a fault of its own. */
  incidentFor(hostId: string, sinceMs: number): string | undefined {
    const known = this.#lost.has(hostId) || sinceMs <= this.#newestMs + holdPosts * this.postMs
    return known ? this.#line.open?.id : undefined
  }
  tookAway(hostId: string): string | undefined {
    return this.#lost.has(hostId) ? this.#line.open?.id : undefined
  }
  unclear(hostId: string, sinceMs: number, nowMs: number): boolean {
    const others = this.#context.hosts().filter(({ host }) => host.record.id !== hostId)
    const present = others.filter(({ host }) => host.presence === 'online')
    if (others.length + 1 < this.rule.least) return false
    if (this.#pendingMs !== undefined) return true
    // By then the fleet has judged each of the others: an incident would have begun.
    if (nowMs >= sinceMs + holdPosts * this.postMs) return false
    const heard = present.filter(({ host }) => host.heardMs > sinceMs + this.postMs)
    const gone = others.filter(({ host }) => this.#gone(host, sinceMs))
    const counted = present.length + gone.length + 1
    const aliveEnough = counted - this.#least(counted)
    return counted >= this.rule.least && heard.length <= aliveEnough
  }
  presenceChanged(nowMs: number): void {
    if (this.#line.open) return this.#judgeReturn(nowMs)
    if (nowMs < this.#context.quietUntilMs) {
      return this.#context.deadlines.set(this, this.#context.quietUntilMs)
    }
    this.#judgeLoss(nowMs)
  }
  due(nowMs: number): void {
    if (!this.#line.open) return this.#judgeLoss(nowMs)
    const backMs = this.#backMs
    if (backMs === undefined) return
    const missing = this.#ofLost(false)
    if (this.#lost.size - missing.length < Math.min(2, this.#lost.size)) {
      this.#backMs = undefined
      return
    }
    this.#restore(backMs, nowMs, missing)
  }
  /** Hosts that must have vanished, of so many that were there. */
  #least(present: number): number {
    return Math.max(this.rule.least, Math.ceil((present * this.rule.share) / 100))
  }
  #gone(host: HostView, aroundMs: number): boolean {
    const windowMs = windowPosts * this.postMs
    return vanished.has(host.presence) && Math.abs(host.presenceSinceMs - aroundMs) <= windowMs
  }
  #judgeLoss(nowMs: number): void {
    const hosts = this.#context.hosts()
    const overMs = this.#overMs > nowMs ? 0 : this.#overMs
    const lately = hosts.filter(
      ({ host }) => vanished.has(host.presence) && host.presenceSinceMs > overMs,
    )
    const newest = Math.max(...lately.map(({ host }) => host.presenceSinceMs))
    if (!Number.isFinite(newest)) {
      this.#pendingMs = undefined
      return
    }
    const gone = lately.filter(
      ({ host }) => host.presenceSinceMs <= newest && this.#gone(host, newest),
    )
    const present = hosts.filter(({ host }) => host.presence === 'online').length
    if (gone.length < this.#least(present + gone.length)) {
      this.#pendingMs = undefined
      return
    }
    const tellMs =
      Math.min(...gone.map(({ host }) => host.presenceSinceMs)) + waitBeforeTelling(this.rule, gone)
    // Presence is judged one host after the other: those that go with the last are counted too.
    this.#pendingMs ??= nowMs + (present > 0 ? this.postMs / 2 : lookAgainMs)
    const waitMs = Math.max(this.#pendingMs, tellMs)
    if (nowMs < waitMs) return this.#context.deadlines.set(this, waitMs)
    if (present > 0 && this.#context.mayBeBehind(gone, newest, nowMs)) {
      return this.#context.deadlines.set(this, nowMs + lookAgainMs)
    }
    this.#pendingMs = undefined
    this.#newestMs = newest
    this.#sudden = new Set()
    this.#lost = new Set(gone.map(({ host }) => host.record.id))
    this.#backMs = undefined
    const since = gone.map(({ host }) => host.presenceSinceMs)
    this.#line.set(lossSeverity(this.rule, gone), nowMs, {
      ...likelyCause({
        hosts,
        newestMs: newest,
        postMs: this.postMs,
        onBattery: this.#context.onBattery(newest - batteryLastsMs),
        past: this.#past,
      }),
      count: gone.length,
      total: present + gone.length,
      since: newest / 1000,
      first: Math.min(...since) / 1000,
      spread: newest - Math.min(...since) >= 60_000 ? 'yes' : 'no',
      names: named(gone),
    })
    foldInto(this.#line.open?.id, gone, this.#context.belongings)
  }
  /** Of the lost, those that are back, or those that are not. */
  #ofLost(back: boolean): readonly WatchedHost[] {
    const hosts = this.#context.hosts().filter(({ host }) => this.#lost.has(host.record.id))
    return hosts.filter(({ host }) => (host.presence === 'online') === back)
  }
  #judgeReturn(nowMs: number): void {
    this.#join(this.#context.hosts().filter(({ host }) => this.#belongs(host)))
    const missing = this.#ofLost(false).length
    const back = this.#lost.size - missing
    if (back < Math.min(2, this.#lost.size)) return
    this.#backMs ??= nowMs
    const awayMs = this.#backMs - this.#newestMs
    const wait = waitAfterReturn({
      missing,
      sudden: this.#sudden.size,
      awayMs,
      postMs: this.postMs,
    })
    this.#context.deadlines.set(this, this.#backMs + wait)
  }
  /** Those that vanish later in the same cut belong to it too. */
  #belongs(host: HostView): boolean {
    const inTime = host.presenceSinceMs <= this.#newestMs + holdPosts * this.postMs
    const known = this.#lost.has(host.record.id)
    return vanished.has(host.presence) && !known && (inTime || !isAlwaysOn(host))
  }
  #join(hosts: readonly WatchedHost[]): void {
    if (hosts.length === 0) return
    for (const { host } of hosts) this.#lost.add(host.record.id)
    foldInto(this.#line.open?.id, hosts, this.#context.belongings)
  }
  /** The host's next boot told what its absence was. */
  restated(hostId: string, presence: Presence): void {
    if (this.#line.open && presence === 'power_lost' && this.#lost.has(hostId)) {
      this.#sudden.add(hostId)
    }
  }
  #restore(backMs: number, nowMs: number, missing: readonly WatchedHost[]): void {
    const incident = this.#line.open?.id
    const back = this.#lost.size - missing.length
    const cause = provenCause(this.#ofLost(true), this.#sudden.size)
    this.#past.note(cause)
    this.#line.set(null, backMs, {
      back,
      total: this.#lost.size,
      missing: missing.length,
      names: named(missing),
      sudden: this.#sudden.size,
      cause,
      cuts: this.#context.powerCuts(this.#newestMs),
    })
    this.#overMs = Math.max(this.#newestMs, ...missing.map(({ host }) => host.presenceSinceMs))
    this.#lost = new Set()
    this.#sudden = new Set()
    this.#backMs = undefined
    countAnew(missing, incident, nowMs)
    this.#context.onMissing(missing, nowMs)
  }
  save(): Memory | undefined {
    const past = this.#past.save()
    const alert = this.#line.open?.id
    const over = this.#overMs
    if (alert === undefined) return past || over > 0 ? { past: past ?? null, over } : undefined
    const [lost, sudden] = [[...this.#lost], [...this.#sudden]]
    return {
      alert,
      lost,
      sudden,
      newest: this.#newestMs,
      back: this.#backMs ?? null,
      past: past ?? null,
      over,
    }
  }
  restore(memory: Memory | undefined, openAlert: (id: string) => AlertRecord | undefined): void {
    if (!isGroup(memory)) return
    this.#past.restore(memory['past'])
    this.#overMs = numberIn(memory['over'], 0)
    const alert = memory['alert']
    const open = typeof alert === 'string' ? openAlert(alert) : undefined
    if (!open) return
    this.#line.resume(open)
    this.#lost = idsIn(memory['lost'])
    this.#sudden = idsIn(memory['sudden'])
    this.#newestMs = numberIn(memory['newest'], 0)
    const back = numberIn(memory['back'], 0)
    if (back > 0) {
      this.#backMs = back
      this.#context.deadlines.set(this, back + Math.max(returnMs, this.postMs))
    }
  }
  /** Its rule or site is gone, or it is made anew. */
  end(nowMs: number, keep: boolean): void {
    this.#context.deadlines.delete(this)
    if (!keep) this.#line.set(null, nowMs, {})
  }
}
