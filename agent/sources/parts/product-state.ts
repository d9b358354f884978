/** The state that Windows Security Center keeps for each registered product. */
export interface ProductState {
  readonly state: 'on' | 'off' | 'snoozed' | 'expired' | 'unknown'
  readonly definitions: 'current' | 'old' | undefined
  /** The product is a part of Windows. */
  readonly ofWindows: boolean
}

/**
 * Decodes productState, a 32-bit number of which Microsoft documents only the calls that take it
 * apart (iwscapi.h): bits 12 to 15 the state, 8 to 11 the owner, 4 to 7 the definitions. Higher bits
 * name the kinds of provider and say nothing about protection.
 */
export function decodeProductState(productState: number): ProductState {
  const part = (shift: number): number => Math.trunc(productState / 2 ** shift) % 16
  const states = ['off', 'on', 'snoozed', 'expired'] as const
  const definitions = ['current', 'old'] as const
  return {
    state: states[part(12)] ?? 'unknown',
    definitions: definitions[part(4)],
    ofWindows: part(8) === 1,
  }
}
