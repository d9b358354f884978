import type { UnknownReason } from '../../host/host.ts'

/** What was found out about one product; undefined is not known, and never a guess. */
export interface AntivirusProduct {
  readonly name: string
  readonly state: 'unknown' | 'on' | 'off' | 'snoozed' | 'expired' | 'passive'
  /** Why the state is unknown. */
  readonly reason?: UnknownReason | undefined
  /**
   * A product that watches what programs do beside an antivirus (EDR): that both are at work is
   * the usual way and no conflict.
   */
  readonly besideOthers?: boolean | undefined
  readonly realtime?: boolean | undefined
  /** What the product itself says of its definitions. */
  readonly definitions?: 'current' | 'old' | undefined
  readonly definitionsMs?: number | undefined
  readonly definitionsVersion?: string | undefined
  readonly update?: 'ok' | 'failed' | undefined
  readonly version?: string | undefined
  readonly quickScanMs?: number | undefined
  readonly fullScanMs?: number | undefined
  /** A scan of which is not known whether it was quick or full. */
  readonly scanMs?: number | undefined
  readonly licenceEndMs?: number | undefined
}

/** Everything that one look at a computer gave. */
export interface AntivirusFindings {
  readonly products: readonly AntivirusProduct[]
  /** Undefined: no product tells of threats. */
  readonly threats?: readonly Threat[] | undefined
  /** What it means that there is no product at all. */
  readonly withoutProduct: 'none' | 'not_applicable' | UnknownReason
  readonly gatekeeper?: boolean | undefined
  readonly systemIntegrity?: boolean | undefined
}

export interface Threat {
  /** The same for every report of one detection. */
  readonly id: string
  readonly product: string
  readonly name: string | undefined
  readonly severity: 'unknown' | 'low' | 'moderate' | 'high' | 'severe'
  readonly state:
    | 'unknown'
    | 'detected'
    | 'cleaned'
    | 'quarantined'
    | 'removed'
    | 'allowed'
    | 'blocked'
    | 'failed'
    | 'abandoned'
  readonly detectedMs: number | undefined
  /** Known to be still on the computer. */
  readonly active: boolean
}

/**
 * The name of a threat as a product writes it (`Trojan:Win32/Wacatac.B!ml`), or undefined when it
 * could be a path: what holds a backslash or begins with a slash is none.
 */
export function threatName(value: string | undefined): string | undefined {
  const name = value?.trim()
  if (name === undefined || name === '' || name.startsWith('/')) return undefined
  return /^[^\\\p{Cc}]{1,120}$/u.test(name) ? name : undefined
}
