/** Compares each agent's version with the collector's own, which its installers carry. */
import { agentVersion } from '../contract/catalogue/families/agent-version.ts'
import { reading, type Reading } from '../contract/catalogue/grammar.ts'
import type { Clock } from '../lib/clock.ts'
import type { HostRecord } from './model/hosts.ts'

export interface AgentVersionsParts {
  readonly hosts: () => readonly Pick<HostRecord, 'id' | 'agentVersion' | 'presence'>[]
  /** The collector's. */
  readonly version: string
  readonly clock: Clock
  readonly add: (hostId: string, one: Reading, timeMs: number) => void
}

const dayMs = 86_400_000

export class AgentVersions {
  readonly #parts: AgentVersionsParts
  /** What was last written of each host, so that an update is seen within minutes. */
  #told = new Map<string, string>()

  constructor(parts: AgentVersionsParts) {
    this.#parts = parts
  }

  turn(): void {
    const { hosts, version, clock, add } = this.#parts
    const nowMs = clock.now()
    const told = new Map<string, string>()
    for (const { id, agentVersion: of, presence } of hosts()) {
      const before = this.#told.get(id)
      // Devices have no agent; of a computer that is off nothing new is known.
      if (of === null || presence !== 'online') {
        if (before !== undefined) told.set(id, before)
        continue
      }
      const key = `${Math.floor(nowMs / dayMs)} ${of}`
      told.set(id, key)
      if (before === key) continue
      const behind = isOlder(of, version) ?? null
      add(id, reading(agentVersion, {}, { behind, version: of, wanted: version }), nowMs)
    }
    this.#told = told
  }
}

/** By major, minor and patch; undefined: one of them is no released version. */
export function isOlder(one: string, other: string): boolean | undefined {
  const [a, b] = [numbersOf(one), numbersOf(other)]
  if (!a || !b) return undefined
  const at = a.findIndex((part, index) => part !== b[index])
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0)
}

function numbersOf(version: string): readonly number[] | undefined {
  const match = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})(?:\+.*)?$/.exec(version)
  return match ? match.slice(1).map(Number) : undefined
}
