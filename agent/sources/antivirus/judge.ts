/** One verdict over all products of a computer. */
import type { UnknownReason } from '../../host/host.ts'
import type { AntivirusFindings, AntivirusProduct } from './product.ts'

export type AntivirusState =
  | 'unknown'
  | 'protected'
  | 'definitions_old'
  | 'off'
  | 'none'
  | 'expired'
  | 'several'
  | 'not_applicable'
export interface AntivirusVerdict {
  readonly state: AntivirusState
  readonly reason: UnknownReason | 'none'
  /** The products at work. */
  readonly working: readonly AntivirusProduct[]
}

export const definitionsOldMs = 7 * 86_400_000
/** A date further ahead than this is a wrong clock, and tells no age. */
const aheadMaxMs = 86_400_000

export function judge(findings: AntivirusFindings, nowMs: number): AntivirusVerdict {
  const { products, withoutProduct } = findings
  const working = products.filter(({ state }) => state === 'on')
  const verdict = (state: AntivirusState, reason: UnknownReason | 'none' = 'none') => ({
    state,
    reason,
    working,
  })
  if (working.length === 0) {
    const uncertain = products.find(({ state }) => state === 'unknown')
    if (uncertain) return verdict('unknown', uncertain.reason ?? 'provider_failed')
    if (products.some(({ state }) => state === 'expired')) return verdict('expired')
    const complete = withoutProduct === 'none' || withoutProduct === 'not_applicable'
    // One that leaves the protection to another says that there is another.
    if (products.some(({ state }) => state !== 'passive' || complete)) return verdict('off')
    return complete ? verdict(withoutProduct) : verdict('unknown', withoutProduct)
  }
  if (working.every((product) => isOld(product, nowMs))) return verdict('definitions_old')
  const rivals = working.filter(({ besideOthers }) => !besideOthers)
  return verdict(rivals.length > 1 ? 'several' : 'protected')
}

function isOld(product: AntivirusProduct, nowMs: number): boolean {
  return definitionsState(product, nowMs) === 'old'
}

/** Old: the product says so, or they are older than 7 days. */
export function definitionsState(
  { definitions, definitionsMs }: AntivirusProduct,
  nowMs: number,
): 'unknown' | 'current' | 'old' {
  const age = ageMs(definitionsMs, nowMs)
  if (definitions === 'old' || (age !== undefined && age > definitionsOldMs)) return 'old'
  return definitions === 'current' || age !== undefined ? 'current' : 'unknown'
}

/** Undefined when there is no such moment or it lies ahead. */
export function ageMs(atMs: number | undefined, nowMs: number): number | undefined {
  if (atMs === undefined || atMs > nowMs + aheadMaxMs) return undefined
  return Math.max(0, nowMs - atMs)
}
