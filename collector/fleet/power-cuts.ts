/** When the power of a site went, as several of its computers tell it. */
import type { PowerCut } from '../state/incident-nouns.ts'
import { presenceLine, spansOf, type PresenceStore } from './presence-line.ts'

/** What one computer tells of it. */
export interface PowerLoss {
  readonly hostId: string
  readonly siteId: string
  readonly fromMs: number
  readonly toMs: number
}

/** One mains, one moment: last contacts lie apart by two posting intervals at most. */
const togetherMs = 600_000
const hostsMin = 2

/**
 * Power losses of one computer that began in the time asked for. What is older than the full
 * readings is known to five minutes: shorter ones are then not found.
 */
export async function powerLosses(
  store: PresenceStore,
  { hostId, siteId }: Pick<PowerLoss, 'hostId' | 'siteId'>,
  fromMs: number,
  toMs: number,
): Promise<readonly PowerLoss[]> {
  const { points } = await presenceLine(store, hostId, fromMs, toMs)
  return spansOf(points)
    .filter(({ word }) => word === 'power_lost')
    .map((span) => ({ hostId, siteId, fromMs: span.fromMs, toMs: span.toMs }))
}

/** Oldest first; one computer alone is its own plug and no cut. */
export function powerCutsOf(losses: readonly PowerLoss[]): readonly PowerCut[] {
  const cuts: PowerCut[] = []
  for (const [siteId, ofSite] of Map.groupBy(losses, (loss) => loss.siteId)) {
    let together: PowerLoss[] = []
    const close = (): void => {
      const hostIds = [...new Set(together.map(({ hostId }) => hostId))].toSorted()
      if (hostIds.length < hostsMin) return
      const fromMs = Math.max(...together.map((loss) => loss.fromMs))
      const toMs = Math.max(fromMs, Math.min(...together.map((loss) => loss.toMs)))
      cuts.push({ siteId, fromMs, toMs, hostIds })
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
