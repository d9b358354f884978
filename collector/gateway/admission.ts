import type { Clock } from '../../lib/clock.ts'
import type { GatewayLimits } from './gateway-limits.ts'

export type ConnectionKind = 'pending' | 'http' | 'agent'
export type AdmissionRefusal =
  | 'too_many_pending'
  | 'too_many_http'
  | 'too_many_agents'
  | 'too_many_failures'

/** A connection's place; it is given back exactly once. */
export interface Place {
  readonly address: string
  readonly kind: ConnectionKind
  /** The kind changes when there is room for it; else the reason why not. */
  become(kind: ConnectionKind): AdmissionRefusal | undefined
  release(): void
}

type Counts = Record<ConnectionKind, number>

const minuteMs = 60_000
/** Addresses whose failures are remembered; past it the oldest is forgotten. */
const blamedMax = 4096

/** Counts connections; an address without any, and a refused connection, occupy no memory. */
export class Admission {
  readonly #limits: GatewayLimits
  readonly #clock: Clock
  readonly #all: Counts = { pending: 0, http: 0, agent: 0 }
  readonly #byAddress = new Map<string, Counts>()
  readonly #blamed = new Map<string, { blame: number; readonly sinceMs: number }>()

  constructor(limits: GatewayLimits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
  }
  get counts(): Readonly<Counts> {
    return this.#all
  }
  admit(address: string): Place | AdmissionRefusal {
    if (this.#mustWait(address)) return 'too_many_failures'
    const refusal = this.#full('pending', address)
    if (refusal !== undefined) return refusal
    return this.#place(address)
  }
  /** Something of this address came to nothing; see `blamePerMinuteMax`. */
  blame(address: string, weight: number): void {
    const now = this.#clock.monotonic()
    const before = this.#blamed.get(address)
    if (before !== undefined && now - before.sinceMs < minuteMs) {
      before.blame += weight
      return
    }
    this.#blamed.delete(address)
    this.#blamed.set(address, { blame: weight, sinceMs: now })
    if (this.#blamed.size <= blamedMax) return
    for (const oldest of this.#blamed.keys()) {
      this.#blamed.delete(oldest)
      break
    }
  }
  #mustWait(address: string): boolean {
    const entry = this.#blamed.get(address)
    if (entry === undefined) return false
    if (this.#clock.monotonic() - entry.sinceMs >= minuteMs) {
      this.#blamed.delete(address)
      return false
    }
    return entry.blame >= this.#limits.blamePerMinuteMax
  }
  #place(address: string): Place {
    let kind: ConnectionKind = 'pending'
    let released = false
    this.#count(kind, address, 1)
    return {
      address,
      get kind() {
        return kind
      },
      become: (next) => {
        const refusal = next === kind || released ? undefined : this.#full(next, address)
        if (refusal !== undefined || released) return refusal
        this.#count(kind, address, -1)
        this.#count(next, address, 1)
        kind = next
        return undefined
      },
      release: () => {
        if (released) return
        released = true
        this.#count(kind, address, -1)
        if (kind === 'pending') this.blame(address, 1)
      },
    }
  }
  #full(kind: ConnectionKind, address: string): AdmissionRefusal | undefined {
    const limits = this.#limits
    const here = this.#byAddress.get(address)?.[kind] ?? 0
    if (kind === 'agent') return this.#all.agent >= limits.agentsMax ? 'too_many_agents' : undefined
    const [max, hereMax] =
      kind === 'http'
        ? [limits.httpMax, limits.httpPerAddressMax]
        : [limits.pendingMax, limits.pendingPerAddressMax]
    return this.#all[kind] >= max || here >= hereMax ? `too_many_${kind}` : undefined
  }
  #count(kind: ConnectionKind, address: string, change: 1 | -1): void {
    const here = this.#byAddress.get(address) ?? { pending: 0, http: 0, agent: 0 }
    here[kind] += change
    this.#all[kind] += change
    if (here.pending + here.http + here.agent === 0) this.#byAddress.delete(address)
    else this.#byAddress.set(address, here)
  }
}
