/** Microsoft Defender's own account of itself (MSFT_MpComputerStatus). */
import { fieldsOf, flagOf, instantOf, numberOf, textOf } from '../../parts/narrow.ts'
import type { AntivirusProduct } from '../product.ts'

export const defenderName = 'Microsoft Defender'
const dayMs = 86_400_000
/** "Never" in a count of days: all bits set in 32 bits, or in 16 on old builds. */
const never = new Set([4_294_967_295, 65_535])

export interface DefenderStatus extends AntivirusProduct {
  /** It says "EDR Block Mode", in which it may or may not be the one that protects. */
  readonly blockMode: boolean
}

/** Undefined when the section holds nothing of it. `observedMs` is when the ages were counted. */
export function decodeDefender(section: unknown, observedMs: number): DefenderStatus | undefined {
  const row = fieldsOf(section)
  const realtime = flagOf(row['rtp'])
  const enabled = flagOf(row['av'])
  const mode = textOf(row['mode'])
  if (realtime === undefined && enabled === undefined && mode === undefined) return undefined
  const state = stateOf(mode, enabled, realtime, numberOf(row['forcePassive']) === 1)
  return {
    name: defenderName,
    state,
    reason: state === 'unknown' ? 'bad_output' : undefined,
    blockMode: mode !== undefined && /edr/i.test(mode),
    // In passive mode it reports true although it watches without stepping in.
    realtime: state === 'on' ? realtime : state === 'unknown' ? undefined : false,
    definitions: definitionsOf(row['outOfDate'], numberOf(row['productStatus'])),
    definitionsMs: instantOf(row['sigUpdated']) ?? agoMs(row['sigAgeDays'], observedMs),
    definitionsVersion: textOf(row['sig'], 40),
    version: textOf(row['platform'], 40),
    quickScanMs: scanMs(row['quickEnd'], row['quickAge'], observedMs),
    fullScanMs: scanMs(row['fullEnd'], row['fullAge'], observedMs),
  }
}

/** The mode decides: a passive Defender still says that it and its real-time protection are on. */
function stateOf(
  mode: string | undefined,
  enabled: boolean | undefined,
  realtime: boolean | undefined,
  forcedPassive: boolean,
): AntivirusProduct['state'] {
  if (mode !== undefined && /not running/i.test(mode)) return 'off'
  if (mode !== undefined && /passive/i.test(mode)) return 'passive'
  if (mode !== undefined && /edr/i.test(mode) && forcedPassive) return 'passive'
  if (enabled === false || realtime === false) return 'off'
  // Builds before the mode existed tell only the switches.
  if (realtime === true) return mode === undefined || /normal|edr/i.test(mode) ? 'on' : 'unknown'
  return 'unknown'
}

/** Bit 5 of ProductStatus: definitions for viruses are out of date. */
function definitionsOf(
  outOfDate: unknown,
  productStatus: number | undefined,
): 'current' | 'old' | undefined {
  const flag = flagOf(outOfDate)
  if (flag === true || (productStatus !== undefined && Math.trunc(productStatus / 32) % 2 === 1)) {
    return 'old'
  }
  return flag === false ? 'current' : undefined
}

function scanMs(end: unknown, ageDays: unknown, observedMs: number): number | undefined {
  const days = numberOf(ageDays)
  if (days !== undefined && never.has(days)) return undefined
  return instantOf(end) ?? agoMs(ageDays, observedMs)
}

function agoMs(days: unknown, observedMs: number): number | undefined {
  const count = numberOf(days)
  if (count === undefined || count < 0 || count > 36_500) return undefined
  // 65535 days lie beyond that bound too.
  return observedMs - count * dayMs
}
