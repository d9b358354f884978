/** Lengths of time and sizes as people write them: "15m", "3 wd", "15 GB". */
import type { Span } from './rule.ts'

const timeUnits: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}
/** As file managers count: a GB is 1024³ bytes. */
const sizeUnits: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
}

/** "90s", "5m", "2h", "3d", "1w"; "3wd" are working days. Undefined: not a length of time. */
export function parseSpan(text: string): Span | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(s|m|h|d|w|wd)$/.exec(text.trim())
  const amount = Number(match?.[1])
  const unit = match?.[2]
  if (!unit || amount > 10_000) return undefined
  if (unit === 'wd') {
    return Number.isInteger(amount) && amount > 0 ? { unit: 'workingDays', amount } : undefined
  }
  return { unit: 'milliseconds', amount: amount * (timeUnits[unit] ?? 0) }
}

/** "15 GB" in bytes. Undefined: not a size. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|TB)$/.exec(text.trim())
  return match ? Number(match[1]) * (sizeUnits[match[2] ?? ''] ?? 0) : undefined
}
