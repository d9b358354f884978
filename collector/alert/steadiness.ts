/** A device that comes and goes is told once and then left until it is steady again (A8). */
import type { SilenceRule } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import { AlertLine, type Sink } from './alert-line.ts'
import { isGroup, type HostView, type Memory } from './check.ts'
import type { Deadline, Deadlines } from './deadlines.ts'
import { vanished } from './outage.ts'

/** Changes within the rule's time that make it unsteady. */
const changesMin = 3
/** By then it is known whether a device above it comes and goes. */
const aboveMs = 3 * 60_000

export interface SteadinessContext {
  readonly host: HostView
  readonly sink: Sink
  readonly deadlines: Deadlines
  /** Devices stand above it: their coming and going may be what is seen. */
  readonly isBehind: boolean
  /** One of them comes and goes itself, or is lost. */
  readonly isExplained: () => boolean
  /** It is steady again. */
  readonly onSteady: (nowMs: number) => void
}

export class Steadiness implements Deadline {
  readonly #rule: SilenceRule
  readonly #context: SteadinessContext
  readonly #line: AlertLine
  #gone: boolean
  /** When it went or came lately. */
  #changes: number[] = []
  constructor(rule: SilenceRule, context: SteadinessContext) {
    this.#rule = rule
    this.#context = context
    const { id: hostId, siteId } = context.host.record
    this.#line = new AlertLine({ ruleId: rule.id, hostId, siteId, object: '' }, context.sink)
    this.#gone = vanished.has(context.host.presence)
  }
  openId(): string | undefined {
    return this.#line.open?.id
  }
  /** It comes and goes, told already or about to be. */
  get isUnsteady(): boolean {
    return this.#line.open !== null || this.#changes.length >= changesMin
  }
  presenceChanged(nowMs: number): void {
    const { host, deadlines } = this.#context
    const gone = vanished.has(host.presence)
    // What is not known, or was switched off in order, is no coming and going.
    if (gone === this.#gone || (!gone && host.presence !== 'online')) return
    this.#gone = gone
    this.#changes = [...this.#changes.filter((ms) => ms > nowMs - this.#withinMs()), nowMs]
    if (this.#line.open) return deadlines.set(this, nowMs + this.#withinMs())
    if (this.#changes.length < changesMin) return
    deadlines.set(this, this.#context.isBehind ? nowMs + aboveMs : nowMs)
  }
  due(nowMs: number): void {
    if (this.#line.open === null) {
      if (this.#context.isExplained()) return
      this.#tell(nowMs)
      return this.#context.deadlines.set(this, (this.#changes.at(-1) ?? 0) + this.#withinMs())
    }
    this.#line.set(null, nowMs, {})
    this.#changes = []
    this.#context.onSteady(nowMs)
  }
  #withinMs(): number {
    const after = this.#rule.levels[0]?.after
    return after?.unit === 'milliseconds' ? after.amount : 30 * 60_000
  }
  #tell(nowMs: number): void {
    const { severity = 'warning' } = this.#rule.levels[0] ?? {}
    const [first = nowMs] = this.#changes
    const seconds = Math.round((nowMs - first) / 1000)
    this.#line.set(severity, nowMs, {
      changes: this.#changes.length,
      within: seconds,
      since: first / 1000,
    })
  }
  save(): Memory | undefined {
    if (this.#changes.length === 0) return undefined
    return { alert: this.openId() ?? null, changes: this.#changes, gone: this.#gone }
  }
  restore(memory: Memory | undefined, openAlert: (id: string) => AlertRecord | undefined): void {
    if (!isGroup(memory)) return
    const { alert, changes, gone } = memory
    if (Array.isArray(changes)) this.#changes = changes.filter((ms) => typeof ms === 'number')
    if (typeof gone === 'boolean') this.#gone = gone
    const open = typeof alert === 'string' ? openAlert(alert) : undefined
    if (!open) return
    this.#line.resume(open)
    this.#context.deadlines.set(this, (this.#changes.at(-1) ?? 0) + this.#withinMs())
  }
}
