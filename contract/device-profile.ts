/**
 * A device profile: what to read of a kind of device, and what it means. Plain data; config/profiles.ts
 * makes it from config/profiles/*.yaml, the poller reads by it.
 */

export type DeviceKind =
  | 'generic'
  | 'switch'
  | 'router'
  | 'access_point'
  | 'printer'
  | 'ups'
  | 'nas'
  | 'server'
export type ProfileTier = 'fast' | 'slow' | 'rare'

/** How a value becomes a field. */
export interface Conversion {
  /** The number is multiplied by it. */
  readonly scale?: number | undefined
  /** Added after that. */
  readonly offset?: number | undefined
  /** Numbers that stand for "not known". */
  readonly unknown?: readonly number[] | undefined
  /** Words of a state, or true and false, by number or text; `*` for all others. */
  readonly states?: Readonly<Record<string, string>> | undefined
  /** The first group of this expression is the value. */
  readonly pattern?: string | undefined
}
export interface ProfileValue extends Conversion {
  readonly measurement: string
  readonly field: string
  /** The first that answers with something known. */
  readonly oids: readonly string[]
  readonly tier: ProfileTier
  /** The ids are columns; what their rows make together. */
  readonly take?: 'sum' | 'mean' | 'max' | 'count' | undefined
  /** The value is told in percent of the sum of these. */
  readonly percentOf?: readonly string[] | undefined
  readonly tags: Readonly<Record<string, string>>
}
/** Rows whose column holds one of these numbers or texts, or fits the expression. */
export interface RowsThat {
  readonly column: string
  readonly is?: readonly string[] | undefined
  readonly matches?: string | undefined
}
/** A column, or its first group, else a text with {index}, else the row's number. */
export interface ProfileTag {
  readonly column?: string | undefined
  readonly pattern?: string | undefined
  readonly text?: string | undefined
}
export interface ProfileField extends Conversion {
  readonly field: string
  readonly column: string
  /** Another column by which it is multiplied: size of a block. */
  readonly times?: string | undefined
  readonly when?: RowsThat | undefined
}
export interface ProfileTable {
  readonly measurement: string
  readonly tier: ProfileTier
  readonly tags: Readonly<Record<string, ProfileTag>>
  readonly fields: readonly ProfileField[]
  /** Rows that are left out. */
  readonly without?: RowsThat | undefined
}
export interface Profile {
  readonly id: string
  readonly name: string
  readonly kind: DeviceKind
  readonly vendor?: string | undefined
  readonly match: {
    /** Beginnings of sysObjectID; the longest of all profiles wins. */
    readonly objectIds: readonly string[]
    /** Expression that sysDescr must match. */
    readonly description?: string | undefined
    /** A subtree that must not be empty. */
    readonly present?: string | undefined
  }
  /** Readers of standard tables that are not used: their answers are wrong here. */
  readonly without: readonly string[]
  readonly values: readonly ProfileValue[]
  readonly tables: readonly ProfileTable[]
}
