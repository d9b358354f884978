/** From findings to readings. */
import { antivirusProduct } from '../../../contract/catalogue/families/antivirus-product.ts'
import { antivirus } from '../../../contract/catalogue/families/antivirus.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import { ageMs, definitionsState, judge } from './judge.ts'
import type { AntivirusFindings, AntivirusProduct, Threat } from './product.ts'

const productsMax = 12
const dayMs = 86_400_000
const recentMs = 7 * dayMs

export function summaryRow(findings: AntivirusFindings, nowMs: number): Reading {
  const { state, reason, working } = judge(findings, nowMs)
  const { products, threats } = findings
  const definitionsMs = newest(working, ({ definitionsMs: ms }) => ms, nowMs)
  const quickMs = newest(products, ({ quickScanMs }) => quickScanMs, nowMs)
  const fullMs = newest(products, ({ fullScanMs }) => fullScanMs, nowMs)
  const otherMs = newest(products, ({ scanMs }) => scanMs, nowMs)
  return reading(
    antivirus,
    {},
    {
      state,
      reason,
      product: names(working),
      products: names(products),
      realtime: realtimeOf(working),
      definitions_at: epochSeconds(definitionsMs),
      definitions_age: ageSeconds(definitionsMs, nowMs),
      definitions_dated: working.length > 0 ? definitionsMs !== undefined : null,
      quick_scan_age: ageSeconds(quickMs, nowMs),
      full_scan_age: ageSeconds(fullMs, nowMs),
      scan_at: epochSeconds(latest([quickMs, fullMs, otherMs])),
      threats_found: threats ? threats.filter((one) => isRecent(one, nowMs)).length : null,
      threats_active: threats ? threats.filter(({ active }) => active).length : null,
      gatekeeper: findings.gatekeeper,
      system_integrity: findings.systemIntegrity,
    },
  )
}

export function productRows(
  products: readonly AntivirusProduct[],
  nowMs: number,
): readonly Reading[] {
  return products.slice(0, productsMax).map((product) =>
    reading(
      antivirusProduct,
      { product: product.name },
      {
        state: product.state,
        reason: product.state === 'unknown' ? (product.reason ?? 'provider_failed') : 'none',
        realtime: product.realtime,
        definitions: definitionsState(product, nowMs),
        definitions_at: epochSeconds(usable(product.definitionsMs, nowMs)),
        definitions_age: ageSeconds(product.definitionsMs, nowMs),
        definitions_version: product.definitionsVersion,
        update: product.update ?? 'unknown',
        version: product.version,
        quick_scan_age: ageSeconds(product.quickScanMs, nowMs),
        full_scan_age: ageSeconds(product.fullScanMs, nowMs),
        licence_end: epochSeconds(product.licenceEndMs),
        licence_left:
          product.licenceEndMs === undefined ? null : (product.licenceEndMs - nowMs) / dayMs,
      },
    ),
  )
}

/** A date ahead is a wrong clock, and no reason to keep quiet about a threat. */
export function isRecent({ detectedMs }: Threat, nowMs: number): boolean {
  return detectedMs === undefined || nowMs - detectedMs <= recentMs
}

/** One name is one product: of two rows with the same name the one at work counts. */
export function byName(products: readonly AntivirusProduct[]): readonly AntivirusProduct[] {
  const kept = new Map<string, AntivirusProduct>()
  for (const product of products) {
    const before = kept.get(product.name)
    if (!before || (before.state !== 'on' && product.state === 'on'))
      kept.set(product.name, product)
  }
  return [...kept.values()]
}

function names(products: readonly AntivirusProduct[]): string | null {
  return products.length === 0
    ? null
    : products
        .map(({ name }) => name)
        .slice(0, productsMax)
        .join(', ')
}

function realtimeOf(working: readonly AntivirusProduct[]): boolean | null {
  if (working.some(({ realtime }) => realtime === true)) return true
  return working.length > 0 && working.every(({ realtime }) => realtime === false) ? false : null
}

function usable(atMs: number | undefined, nowMs: number): number | undefined {
  return ageMs(atMs, nowMs) === undefined ? undefined : atMs
}

function newest(
  products: readonly AntivirusProduct[],
  when: (product: AntivirusProduct) => number | undefined,
  nowMs: number,
): number | undefined {
  return latest(products.map((product) => usable(when(product), nowMs)))
}

function latest(moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((ms) => ms !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

const epochSeconds = (ms: number | undefined): number | null =>
  ms === undefined ? null : Math.floor(ms / 1000)

function ageSeconds(atMs: number | undefined, nowMs: number): number | null {
  const age = ageMs(atMs, nowMs)
  return age === undefined ? null : Math.round(age / 1000)
}
