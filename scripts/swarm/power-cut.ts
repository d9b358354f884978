/** The power cut of the demo: the clinic's mains are away for nine minutes; its poller hangs on a UPS. */
import type { SimulatedHost } from './council.ts'
import { clinic, sitePollers } from './network/devices.ts'

const minute = 60_000
export const cutFromMs = 3 * minute
export const cutUntilMs = 12 * minute

/** Whether that much time after the story's begin the mains are away. */
export function isCut(elapsedMs: number): boolean {
  return elapsedMs > cutFromMs && elapsedMs < cutUntilMs
}
/** A computer that goes off with the mains. */
export function losesPower({ site, name }: Pick<SimulatedHost, 'site' | 'name'>): boolean {
  return site === clinic && name !== sitePollers[clinic]
}
