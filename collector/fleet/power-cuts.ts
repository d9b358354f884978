/** For the reports: when the power of a site went, as several of its computers tell it. */
import { presenceLine, spansOf, type PresenceSpan, type PresenceStore } from './presence-line.ts'

export interface PowerCut {
  readonly siteId: string
  readonly fromMs: number
  /** When the last of them was back; Infinity: one is not. */
  readonly toMs: number
  readonly hostIds: readonly string[]
}
export interface PowerLoss extends PresenceSpan {
  readonly hostId: string
  readonly siteId: string
}

/** One mains, one moment: lines are noticed late by minutes at most. */
const togetherMs = 600_000
const hostsMin = 2
/** Computers that were not switched on again for longer are not waited for. */
const lastsMsMax = 31 * 86_400_000

/**
 * Cuts that began in the time asked for, oldest first. What is older than the full readings is
 * known to five minutes: shorter cuts are then not found.
 */
export async function powerCuts(
  store: PresenceStore,
  hosts: readonly { readonly id: string; readonly siteId: string | null }[],
  fromMs: number,
  toMs: number,
): Promise<readonly PowerCut[]> {
  const losses: PowerLoss[] = []
  for (const { id: hostId, siteId } of hosts) {
    if (siteId === null) continue
    const { points } = await presenceLine(store, hostId, fromMs - togetherMs, toMs + lastsMsMax)
    for (const span of spansOf(points)) {
      const asked = span.fromMs < toMs + togetherMs
      if (span.word === 'power_lost' && asked) losses.push({ ...span, hostId, siteId })
    }
  }
  return powerCutsOf(losses).filter((cut) => cut.fromMs >= fromMs && cut.fromMs < toMs)
}

export function powerCutsOf(losses: readonly PowerLoss[]): readonly PowerCut[] {
  const cuts: PowerCut[] = []
  for (const [siteId, ofSite] of Map.groupBy(losses, (loss) => loss.siteId)) {
    let together: PowerLoss[] = []
    const close = (): void => {
      const hostIds = [...new Set(together.map(({ hostId }) => hostId))].toSorted()
      const [first] = together
      if (!first || hostIds.length < hostsMin) return
      const endMs = Math.max(...together.map(({ toMs }) => toMs))
      cuts.push({ siteId, fromMs: first.fromMs, toMs: endMs, hostIds })
    }
    for (const loss of ofSite.toSorted((a, b) => a.fromMs - b.fromMs)) {
      if (loss.fromMs - (together[0]?.fromMs ?? loss.fromMs) > togetherMs) {
        close()
        together = []
      }
      together.push(loss)
    }
    close()
  }
  return cuts.toSorted((a, b) => a.fromMs - b.fromMs)
}
