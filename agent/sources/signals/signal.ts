import { systemSignal } from '../../../contract/catalogue/families/system-signal.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'

export const signalKinds = systemSignal.tags.kind.values
export type SignalKind = (typeof signalKinds)[number]

/** One entry of a log that means something. */
export interface Signal {
  readonly kind: SignalKind
  readonly atMs: number
  /** Provider and number, or the kernel's subsystem. */
  readonly source: string
}

const dayMs = 86_400_000

/** A row for each kind that this system's log can tell, also when there was none. */
export function signalRows(
  kinds: readonly SignalKind[],
  signals: readonly Signal[],
  nowMs: number,
): readonly Reading[] {
  return kinds.map((kind) => {
    const recent = signals.filter((one) => one.kind === kind && nowMs - one.atMs <= dayMs)
    const newest = recent.reduce<Signal | undefined>(
      (best, one) => (best && best.atMs >= one.atMs ? best : one),
      undefined,
    )
    return reading(
      systemSignal,
      { kind },
      {
        reason: 'none',
        count: recent.length,
        last: newest ? Math.floor(newest.atMs / 1000) : null,
        source: newest?.source ?? '',
      },
    )
  })
}
