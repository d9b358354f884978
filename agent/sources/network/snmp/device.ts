/** One device: what it is, what has to be read of it now, and what that becomes. */
import { snmpDevice } from '../../../../contract/catalogue/families/snmp-device.ts'
import { ups as upsFamily } from '../../../../contract/catalogue/families/ups.ts'
import { reading, type Reading } from '../../../../contract/catalogue/grammar.ts'
import type { Clock } from '../../../../lib/clock.ts'
import { SnmpFault, type SnmpReason } from './fault.ts'
import { mergeReadings, type Told } from './merge.ts'
import { countInterfaces } from './mib/interfaces.ts'
import { busyPorts, countLinks } from './mib/links.ts'
import { identityOf, identityReading, system, uptimeOf, wrapSeconds } from './mib/system.ts'
import { Plan } from './plan.ts'
import type { Profile } from '../../../../contract/device-profile.ts'
import type { DecodeContext, Tier } from './reader.ts'
import type { SnmpSession } from './session.ts'
import { targetLimits, type SnmpTarget } from './target.ts'
import { DeviceView } from './view.ts'
import { getAll, type WalkState } from './walk.ts'

export interface DeviceParts {
  readonly profiles: readonly Profile[]
  readonly clock: Clock
  /** Opens the session; rejects with SnmpFault. */
  readonly open: (target: SnmpTarget) => Promise<SnmpSession>
}
interface Cost {
  readonly requests: number
  readonly retries: number
  readonly bytes: number
}
type SnmpState = 'ok' | 'partly' | 'silent' | 'refused' | 'unknown'

const slowMs = 300_000
const rareMs = 3_600_000
/** Faults after which nothing else of the device is asked. */
const endsAll = new Set(['no_answer', 'no_route', 'too_slow', 'not_in_time'])
const silentReasons = new Set(['no_answer', 'no_address', 'no_route'])
const unknownReasons = new Set(['no_egress', 'refused_here'])

export class Device {
  readonly target: SnmpTarget
  readonly #parts: DeviceParts
  readonly #view = new DeviceView()
  readonly #plan: Plan
  #session: SnmpSession | undefined
  #slowDueMs = -Infinity
  #rareDueMs = -Infinity
  #uptime: number | undefined
  #uptimeAtMs = 0
  #restarts = 0
  #links = { neighbours: 0, addresses: 0 }
  #busyPorts: ReadonlySet<string> = new Set()
  #repetitions: number = targetLimits.repetitionsFirst

  constructor(target: SnmpTarget, parts: DeviceParts) {
    this.target = target
    this.#parts = parts
    this.#plan = new Plan(target, parts.profiles, this.#view)
  }

  /** Reads what is due; never rejects: what goes wrong is a reading too. `all`: everything. */
  async read(signal: AbortSignal, all = false): Promise<readonly Reading[]> {
    const startedMs = this.#parts.clock.monotonic()
    let before = this.#cost()
    try {
      if (!this.#session) before = { requests: 0, retries: 0, bytes: 0 }
      this.#session ??= await this.#parts.open(this.target)
      const { readings, fault } = await this.#readFrom(this.#session, startedMs, signal, all)
      const state = fault ? 'partly' : 'ok'
      return [this.#report(state, fault, startedMs, before), ...readings]
    } catch (error) {
      if (!(error instanceof SnmpFault)) throw error
      const report = this.#report(stateOf(error.reason), error, startedMs, before)
      // A new session learns the device's clock and keys anew.
      this.close()
      this.#rareDueMs = -Infinity
      return [report]
    }
  }

  /** It could not be asked, for a reason that is not its own. */
  unasked(reason: 'no_egress' | 'refused_here'): readonly Reading[] {
    const fault = new SnmpFault(reason, reason)
    const nowMs = this.#parts.clock.monotonic()
    return [this.#report('unknown', fault, nowMs, this.#cost())]
  }

  close(): void {
    this.#session?.close()
    this.#session = undefined
  }

  async #readFrom(session: SnmpSession, startedMs: number, signal: AbortSignal, all: boolean) {
    const walk = this.#walkState(startedMs, signal)
    const restarted = await this.#hello(session, startedMs)
    if (all || restarted) this.#rareDueMs = -Infinity
    const tiers = this.#tiersDue(startedMs)
    if (tiers.has('rare')) await this.#plan.identify(session, walk)
    const context: DecodeContext = {
      monotonicMs: startedMs,
      nowMs: this.#parts.clock.now(),
      tiers,
      restarted,
      busyPorts: this.#busyPorts,
    }
    const told = await this.#readAll(session, walk, context)
    this.#repetitions = walk.repetitions
    if (tiers.has('rare')) {
      this.#links = countLinks(this.#view)
      this.#busyPorts = busyPorts(told.flatMap(({ readings }) => readings))
      const identity = identityOf(this.#view)
      const { profile } = this.#plan
      const known = {
        ...identity,
        profile: profile?.id,
        vendor: profile?.vendor ?? identity.vendor,
      }
      told.unshift({ pieces: true, readings: [identityReading(known)] })
      this.#plan.forgetRare()
    }
    return { readings: mergeReadings(compared(told)), fault: walk.fault }
  }

  /** The question that shows whether the device is there; true: it has restarted. */
  async #hello(session: SnmpSession, nowMs: number): Promise<boolean> {
    const oids = [system.upTime, system.engineTime]
    this.#view.putScalars(oids, await getAll(session, oids))
    const uptime = uptimeOf(this.#view)
    const before = this.#uptime
    const expected = (before ?? 0) + (nowMs - this.#uptimeAtMs) / 1000
    this.#uptime = uptime
    this.#uptimeAtMs = nowMs
    if (before === undefined || uptime === undefined || uptime >= before) return false
    // After 497 days the counter goes round while the device runs on.
    if (expected >= wrapSeconds && uptime < expected - wrapSeconds + 600) return false
    this.#restarts++
    return true
  }

  /** Readers one after another; one that fails does not take the others with it. */
  async #readAll(session: SnmpSession, walk: WalkState, context: DecodeContext): Promise<Told[]> {
    const told: Told[] = []
    let first: SnmpFault | undefined
    for (const active of this.#plan.active) {
      try {
        const readings = await active.read(session, walk, context)
        told.push({ pieces: active.reader.probes.length === 0, readings })
      } catch (error) {
        if (!(error instanceof SnmpFault)) throw error
        first ??= error
        if (endsAll.has(error.reason)) break
      }
    }
    walk.fault = first ?? walk.fault
    return told
  }

  #walkState(startedMs: number, signal: AbortSignal): WalkState {
    const { clock } = this.#parts
    return {
      repetitions: this.#repetitions,
      valuesLeft: targetLimits.valuesMax,
      fault: undefined,
      check: () => {
        const late = clock.monotonic() - startedMs > targetLimits.readingMs
        if (late || signal.aborted) throw new SnmpFault('too_slow', 'Its time is over')
      },
    }
  }

  #tiersDue(nowMs: number): ReadonlySet<Tier> {
    const tiers = new Set<Tier>(['fast'])
    if (nowMs >= this.#rareDueMs) {
      this.#rareDueMs = nowMs + rareMs
      this.#slowDueMs = -Infinity
      this.#repetitions = targetLimits.repetitionsFirst
      tiers.add('rare')
    }
    if (nowMs >= this.#slowDueMs) {
      // Half a beat early rather than half a beat late.
      this.#slowDueMs = nowMs + slowMs - (this.target.beatSeconds * 1000) / 2
      tiers.add('slow')
    }
    return tiers
  }

  #cost(): Cost {
    const traffic = this.#session?.traffic
    return {
      requests: this.#session?.questions ?? 0,
      retries: this.#session?.retries ?? 0,
      bytes: (traffic?.sent ?? 0) + (traffic?.received ?? 0),
    }
  }

  #report(
    state: SnmpState,
    fault: SnmpFault | undefined,
    startedMs: number,
    before: Cost,
  ): Reading {
    const cost = this.#cost()
    const interfaces = countInterfaces(this.#view)
    const isThere = state === 'ok' || state === 'partly'
    return reading(
      snmpDevice,
      {},
      {
        state,
        reason: fault?.reason ?? 'none',
        kind: this.#plan.kind,
        uptime: isThere ? this.#uptime : undefined,
        restarts: this.#restarts,
        interfaces: isThere ? interfaces.all : undefined,
        interfaces_up: isThere ? interfaces.up : undefined,
        neighbours: isThere ? this.#links.neighbours : undefined,
        addresses: isThere ? this.#links.addresses : undefined,
        duration_ms: Math.round(this.#parts.clock.monotonic() - startedMs),
        requests: Math.max(0, cost.requests - before.requests),
        retries: Math.max(0, cost.retries - before.retries),
        bytes: Math.max(0, cost.bytes - before.bytes),
      },
    )
  }
}

function stateOf(reason: SnmpReason): SnmpState {
  if (unknownReasons.has(reason)) return 'unknown'
  return silentReasons.has(reason) ? 'silent' : 'refused'
}

/** Where a UPS answers by the standard and by its maker's table, it is told whether they agree. */
function compared(told: readonly Told[]): readonly Told[] {
  const rows = told
    .flatMap(({ readings }) => readings)
    .filter(({ measurement }) => measurement.name === upsFamily.name)
  const words = new Set(rows.flatMap(({ fields }) => fields['battery'] ?? []))
  words.delete('unknown')
  const [row] = rows
  if (!row) return told
  const verdict = { ...row, fields: { disagrees: words.size > 1 } }
  return [...told, { pieces: true, readings: [verdict] }]
}
