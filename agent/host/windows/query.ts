/** Keeps what the tiers told: one PowerShell at a time, whoever asks, and no oftener than a beat. */
import type { Clock } from '../../../lib/clock.ts'
import { Unknown } from '../host.ts'
import type { WindowsFacts, WindowsTier } from './facts.ts'
import { personalSections, withoutPersonal } from './personal-sections.ts'
import type { TierRun } from './powershell.ts'
import type { ResumeWatch } from './resume.ts'

const tiers: readonly WindowsTier[] = ['fast', 'slow', 'daily']
const beatMs: Readonly<Record<WindowsTier, number>> = {
  fast: 300_000,
  slow: 900_000,
  daily: 86_400_000,
}
/** A little younger than the beat, and each time otherwise, so that an office does not ask in step. */
const freshShareMin = 0.8
const freshShareMax = 0.9
/** A query that failed is not asked again by each source in turn. */
const failedRestMs = 300_000
/** Waking and starting machines have better things to do. */
const settleMinMs = 60_000
const settleSpreadMs = 60_000
const quietAfterBootMs = 600_000
const hungRestMs = 6 * 3_600_000
const hungMax = 32

export interface WindowsQueryParts {
  readonly run: (
    tier: WindowsTier,
    skip: readonly string[],
    signal: AbortSignal,
  ) => Promise<TierRun>
  readonly clock: Clock
  readonly resume: ResumeWatch
  /** 0 to 1. */
  readonly random: () => number
}

export interface SectionCost {
  readonly section: string
  readonly milliseconds: number
}

interface Kept {
  readonly facts: WindowsFacts
  readonly freshUntilMs: number
}

export class WindowsQuery {
  readonly #parts: WindowsQueryParts
  /** The newest run of that tier or of a slower one, which holds its sections too. */
  readonly #kept = new Map<WindowsTier, Kept>()
  readonly #failed = new Map<WindowsTier, { readonly error: unknown; readonly untilMs: number }>()
  readonly #hung = new Map<string, number>()
  readonly #durations = new Map<string, number>()
  readonly #stop = new AbortController()
  #personal = false
  #running: { readonly tier: WindowsTier; readonly done: Promise<WindowsFacts> } | undefined

  constructor(parts: WindowsQueryParts) {
    this.#parts = parts
  }

  /** Rejects with Unknown when nothing can be told. */
  async ask(tier: WindowsTier): Promise<WindowsFacts> {
    for (;;) {
      const known = this.#known(tier) ?? (await this.#waitForCalm(tier))
      if (known) return known
      const running = this.#running
      if (!running) return await this.#start(tier)
      if (tiers.indexOf(running.tier) >= tiers.indexOf(tier)) return await running.done
      // Another one is under way that does not hold this: its outcome is its own askers' affair.
      await running.done.catch(() => undefined)
    }
  }

  /** What each section took when it was last read, the dearest first. */
  cost(): readonly SectionCost[] {
    return [...this.#durations]
      .map(([section, milliseconds]) => ({ section, milliseconds }))
      .sort((a, b) => b.milliseconds - a.milliseconds)
  }

  /** Whether sections about persons are asked; what is known of them is forgotten when not. */
  allowPersonal(allowed: boolean): void {
    if (allowed === this.#personal) return
    this.#personal = allowed
    if (allowed) return
    for (const [tier, { facts, freshUntilMs }] of this.#kept)
      this.#kept.set(tier, { facts: withoutPersonal(facts), freshUntilMs })
  }

  close(): void {
    this.#stop.abort(new Error('The agent stops'))
  }

  /** Throws what the last try threw, while that is still fresh. */
  #known(tier: WindowsTier): WindowsFacts | undefined {
    const nowMs = this.#parts.clock.uptime()
    const kept = this.#kept.get(tier)
    if (kept && nowMs < kept.freshUntilMs) return kept.facts
    const failure = this.#failed.get(tier)
    if (failure && nowMs < failure.untilMs) throw failure.error
    return undefined
  }

  /**
   * After waking, older facts are good enough; they carry their own time. The fast tier waits for a
   * calm machine, the others are asked by sources that do so themselves after a start.
   */
  async #waitForCalm(tier: WindowsTier): Promise<WindowsFacts | undefined> {
    const { clock, resume, random } = this.#parts
    const settleMs = settleMinMs + settleSpreadMs * random()
    const wokeMs = resume.sinceResumeMs()
    if (wokeMs < settleMs) {
      const old = this.#kept.get(tier)
      if (old) return old.facts
      if (tier !== 'fast') throw new Unknown('busy', 'This computer has just woken')
      await clock.sleep(settleMs - wokeMs, this.#stop.signal)
    }
    const quietMs = quietAfterBootMs - clock.uptime()
    if (tier === 'fast' && quietMs > 0 && !this.#kept.has('fast')) {
      await clock.sleep(quietMs + settleSpreadMs * random(), this.#stop.signal)
      return this.#known(tier)
    }
    return undefined
  }

  #start(tier: WindowsTier): Promise<WindowsFacts> {
    const done = this.#run(tier).finally(() => (this.#running = undefined))
    this.#running = { tier, done }
    return done
  }

  async #run(tier: WindowsTier): Promise<WindowsFacts> {
    const { run, clock, random } = this.#parts
    const covered = tiers.slice(0, tiers.indexOf(tier) + 1)
    try {
      const told = await run(tier, this.#skipped(), this.#stop.signal)
      const { hung } = told
      // Also what was asked before it was forbidden.
      const facts = this.#personal ? told.facts : withoutPersonal(told.facts)
      if (hung !== undefined && this.#hung.size < hungMax) {
        this.#hung.set(hung, clock.uptime() + hungRestMs)
      }
      const share = freshShareMin + (freshShareMax - freshShareMin) * random()
      for (const one of covered) {
        this.#failed.delete(one)
        this.#kept.set(one, { facts, freshUntilMs: clock.uptime() + beatMs[one] * share })
      }
      for (const [name, took] of Object.entries(facts.durations)) this.#durations.set(name, took)
      return facts
    } catch (error) {
      this.#failed.set(tier, { error, untilMs: clock.uptime() + failedRestMs })
      throw error
    }
  }

  #skipped(): readonly string[] {
    const nowMs = this.#parts.clock.uptime()
    for (const [name, untilMs] of this.#hung) if (untilMs <= nowMs) this.#hung.delete(name)
    return [...this.#hung.keys(), ...(this.#personal ? [] : personalSections)]
  }
}
