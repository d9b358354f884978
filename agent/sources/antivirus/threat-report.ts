/** Which threats go into a reading: each new one at least once, then the newest and those still there. */
import { antivirusThreat } from '../../../contract/catalogue/families/antivirus-threat.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { Threat } from './product.ts'
import { isRecent } from './rows.ts'

const slots = antivirusThreat.tags.slot.values
const rememberedMax = 1024

export class ThreatReport {
  /** Ids already reported, oldest first; forgetting one only reports it again, which tells nobody twice. */
  readonly #reported = new Set<string>()

  /**
   * At most as many rows as there are slots; what does not fit comes with the next reading. Old
   * ones that were dealt with long ago are no news, and are left out.
   */
  rows(threats: readonly Threat[], nowMs: number): readonly Reading[] {
    const relevant = threats
      .filter((threat) => threat.active || isRecent(threat, nowMs))
      .sort(newestFirst)
    const fresh = relevant.filter(({ id }) => !this.#reported.has(id))
    const known = relevant.filter(({ id }) => this.#reported.has(id))
    // The oldest of the new ones first, so that none waits for ever behind newer ones.
    const chosen = [...fresh.toReversed().slice(0, slots.length), ...known]
      .slice(0, slots.length)
      .sort(newestFirst)
    for (const { id } of chosen) this.#remember(id)
    return chosen.flatMap((threat, index) => {
      const slot = slots[index]
      return slot === undefined ? [] : [threatRow(threat, slot)]
    })
  }

  #remember(id: string): void {
    this.#reported.add(id)
    if (this.#reported.size <= rememberedMax) return
    for (const oldest of this.#reported) {
      this.#reported.delete(oldest)
      return
    }
  }
}

const newestFirst = (a: Threat, b: Threat): number => (b.detectedMs ?? 0) - (a.detectedMs ?? 0)

function threatRow(threat: Threat, slot: (typeof slots)[number]): Reading {
  return reading(
    antivirusThreat,
    { product: threat.product, slot },
    {
      detection: threat.id,
      threat: threat.name,
      severity: threat.severity,
      state: threat.state,
      detected_at: threat.detectedMs === undefined ? null : Math.floor(threat.detectedMs / 1000),
    },
  )
}
