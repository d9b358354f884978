/** Which tier answers a query: the coarsest that is exact, and none that has lost the beginning. */
import type { Tier } from '../model/store.ts'
import { dayHours, fiveMinutesMs, hourMs } from './shape.ts'

/** The first hour, day and period that the tiers still have whole. */
export interface Floors {
  readonly fullHour: number
  readonly m5Day: number
  readonly h1Period: number
}
const dayMs = dayHours * hourMs

export function chooseTier(fromMs: number, stepMs: number | undefined, floors: Floors): Tier {
  const inM5 = fromMs >= floors.m5Day * dayMs
  if (stepMs !== undefined && stepMs % hourMs === 0) return 'h1'
  if (stepMs !== undefined && stepMs % fiveMinutesMs === 0) return inM5 ? 'm5' : 'h1'
  if (fromMs >= floors.fullHour * hourMs) return 'full'
  return inM5 ? 'm5' : 'h1'
}

export function tierWidth(tier: Tier): number {
  return tier === 'full' ? 1 : tier === 'm5' ? fiveMinutesMs : hourMs
}
