/** The data bundle of a line: its period, and whether it lasts. */
import { instantAt, type LocalTime } from '../../config/office-time.ts'
import type { BundleState, Span } from '../state/wan-nouns.ts'

const dayMs = 86_400_000
/** The first days of a period say nothing of its pace: one large update would be a forecast. */
const learnMs = 3 * dayMs

/** The period in which the instant lies; it begins at midnight of the office's calendar. */
export function bundlePeriod(
  local: (ms: number) => LocalTime,
  nowMs: number,
  renewDay: number,
): Span {
  const { year, month } = local(nowMs)
  const begins = (shift: number): number => {
    const index = year * 12 + (month - 1) + shift
    const [ofYear, ofMonth] = [Math.floor(index / 12), (index % 12) + 1]
    const days = new Date(Date.UTC(ofYear, ofMonth, 0)).getUTCDate()
    return instantAt(local, ofYear, ofMonth, Math.min(renewDay, days), 0)
  }
  const ofMonth = begins(0)
  return ofMonth <= nowMs
    ? { fromMs: ofMonth, toMs: begins(1) }
    : { fromMs: begins(-1), toMs: ofMonth }
}

/** By the mean pace since it began, or since counting began. */
export function bundleForecast(
  bundleBytes: number | null,
  usedBytes: number | null,
  countedFromMs: number | null,
  period: Span,
  nowMs: number,
): { readonly bundle: BundleState; readonly endsMs: number | null } {
  if (bundleBytes === null) return { bundle: 'none', endsMs: null }
  if (usedBytes === null || countedFromMs === null) return { bundle: 'unknown', endsMs: null }
  if (usedBytes >= bundleBytes) return { bundle: 'used_up', endsMs: nowMs }
  const elapsedMs = nowMs - Math.max(period.fromMs, countedFromMs)
  if (elapsedMs < learnMs || usedBytes === 0) return { bundle: 'enough', endsMs: null }
  const endsMs = nowMs + ((bundleBytes - usedBytes) * elapsedMs) / usedBytes
  if (endsMs >= period.toMs) return { bundle: 'enough', endsMs: null }
  return { bundle: endsMs < period.toMs - dayMs ? 'runs_out' : 'enough', endsMs }
}
