import type { ArrayState } from './array-facts.ts'

/** Optl, Dgrd … of storcli and Optimal, Degraded … of MegaCli. */
export function volumeState(word: string | undefined): ArrayState {
  const text = word?.toLowerCase() ?? ''
  if (/^opti?m?a?l$|^optl$/.test(text)) return 'ok'
  if (/^dgrd$|^pdgd$|degraded$/.test(text)) return 'degraded'
  if (/^rec$|^recovery$|^rebuild/.test(text)) return 'rebuilding'
  if (/^ofln$|^offln$|^offline$|^fail/.test(text)) return 'failed'
  return 'unknown'
}

/** "33C (91.40 F)", "23"; null: no number or the zero of a missing sensor. */
export function celsiusIn(text: string | undefined): number | null {
  const digits = /^\s*(\d{1,3})(?:\s*C\b|\s*$)/.exec(text ?? '')?.[1]
  const value = digits === undefined ? 0 : Number(digits)
  return value > 0 && value <= 150 ? value : null
}
