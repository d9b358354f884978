/** Many hosts of a site vanish together: one incident instead of one alert each (A5). */
import type { SilenceRule } from '../../config/rule.ts'
import type { AlertRecord, Presence, Site } from '../model.ts'
import { AlertLine, type Sink } from './alert-line.ts'
import { isGroup, numberIn, type HostView, type Memory } from './check.ts'
import type { Deadline, Deadlines } from './deadlines.ts'
import type { HostSilence, SiteFacts } from './host-silence.ts'

/** How often agents of a profile are heard; on a thin line that is the site's heartbeat. */
const postMsOf = { lan: 60_000, wan: 300_000, thin: 300_000 } as const
/** Posting intervals within which the hosts must have vanished. */
const windowPosts = 2
/** A host's own alert waits at most so many posting intervals after its last contact. */
const holdPosts = 5
/** After the first two are back, the others get so long before the restoration is told. */
const returnMs = 5 * 60_000
const vanished: ReadonlySet<Presence> = new Set(['unreachable', 'power_lost', 'site_down'])
const namesMax = 20

export interface WatchedHost {
  readonly host: HostView
  readonly silences: readonly HostSilence[]
}
export interface SiteWatchContext {
  readonly site: Pick<Site, 'id' | 'profile'>
  readonly hosts: () => readonly WatchedHost[]
  readonly sink: Sink
  readonly deadlines: Deadlines
  readonly fold: (alertId: string, parentId: string) => void
  readonly quietUntilMs: number
}

export class SiteWatch implements Deadline, SiteFacts {
  readonly rule: SilenceRule
  readonly postMs: number
  readonly #context: SiteWatchContext
  readonly #line: AlertLine
  #lost = new Set<string>()
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
  incidentId(): string | undefined {
    return this.#line.open?.id
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
    const missing = this.#missing()
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
    const newest = Math.max(
      ...hosts
        .filter(({ host }) => vanished.has(host.presence))
        .map(({ host }) => host.presenceSinceMs),
    )
    if (!Number.isFinite(newest)) {
      this.#pendingMs = undefined
      return
    }
    const gone = hosts.filter(
      ({ host }) => host.presenceSinceMs <= newest && this.#gone(host, newest),
    )
    const present = hosts.filter(({ host }) => host.presence === 'online').length
    if (gone.length < this.#least(present + gone.length)) {
      this.#pendingMs = undefined
      return
    }
    if (present > 0 && nowMs < (this.#pendingMs ??= nowMs + this.postMs / 2)) {
      return this.#context.deadlines.set(this, this.#pendingMs)
    }
    this.#pendingMs = undefined
    this.#lost = new Set(gone.map(({ host }) => host.record.id))
    this.#backMs = undefined
    const since = gone.map(({ host }) => host.presenceSinceMs)
    this.#line.set(this.rule.levels[0]?.severity ?? 'critical', nowMs, {
      count: gone.length,
      total: present + gone.length,
      since: newest / 1000,
      first: Math.min(...since) / 1000,
      names: named(gone),
    })
    this.#foldChildren(gone)
  }
  #foldChildren(gone: readonly WatchedHost[]): void {
    const incident = this.#line.open?.id
    for (const silence of gone.flatMap((one) => one.silences)) {
      const open = silence.open
      if (!open || incident === undefined || open.parentId !== null) continue
      silence.fold(incident)
      this.#context.fold(open.id, incident)
    }
  }
  #missing(): readonly WatchedHost[] {
    const hosts = this.#context.hosts().filter(({ host }) => this.#lost.has(host.record.id))
    return hosts.filter(({ host }) => host.presence !== 'online')
  }
  #judgeReturn(nowMs: number): void {
    for (const { host } of this.#context.hosts()) {
      // Those that vanish later in the same cut belong to it too.
      if (vanished.has(host.presence)) this.#lost.add(host.record.id)
    }
    const missing = this.#missing().length
    const back = this.#lost.size - missing
    if (back < Math.min(2, this.#lost.size)) return
    this.#backMs ??= nowMs
    const wait = missing === 0 ? 0 : Math.max(returnMs, this.postMs)
    this.#context.deadlines.set(this, this.#backMs + wait)
  }
  #restore(backMs: number, nowMs: number, missing: readonly WatchedHost[]): void {
    const incident = this.#line.open?.id
    const back = this.#lost.size - missing.length
    this.#line.set(null, backMs, {
      back,
      total: this.#lost.size,
      missing: missing.length,
      names: named(missing),
    })
    this.#lost = new Set()
    this.#backMs = undefined
    for (const silence of missing.flatMap((one) => one.silences)) {
      if (silence.open === null || silence.open.parentId === incident) silence.countFrom(nowMs)
    }
  }
  save(): Memory | undefined {
    const alert = this.#line.open?.id
    return alert === undefined
      ? undefined
      : { alert, lost: [...this.#lost], back: this.#backMs ?? null }
  }
  restore(memory: Memory | undefined, openAlert: (id: string) => AlertRecord | undefined): void {
    if (!isGroup(memory)) return
    const alert = memory['alert']
    const open = typeof alert === 'string' ? openAlert(alert) : undefined
    if (!open) return
    this.#line.resume(open)
    const lost = memory['lost']
    if (Array.isArray(lost)) this.#lost = new Set(lost.filter((id) => typeof id === 'string'))
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

function named(hosts: readonly WatchedHost[]): string {
  const names = hosts.map(({ host }) => host.record.name).sort()
  const more = names.length > namesMax ? ` (+${names.length - namesMax})` : ''
  return names.slice(0, namesMax).join(', ') + more
}
