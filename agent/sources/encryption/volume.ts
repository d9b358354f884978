import type { UnknownReason } from '../../host/host.ts'

export type VolumeState =
  | 'unknown'
  | 'encrypted'
  | 'not_encrypted'
  | 'suspended'
  | 'encrypting'
  | 'decrypting'
  | 'locked'
  | 'not_applicable'

/** What was found out about one volume. Never a key, never an id of a key. */
export interface EncryptedVolume {
  readonly name: string
  readonly kind: 'unknown' | 'system' | 'data' | 'removable' | 'swap'
  readonly state: VolumeState
  readonly reason?: UnknownReason | undefined
  readonly method?: string | undefined
  /** Percent, while it is being encrypted or decrypted. */
  readonly progress?: number | undefined
  readonly paused?: boolean | undefined
}

/** The volumes of a computer, or why there is nothing to tell of them. */
export type EncryptionFindings =
  | { readonly volumes: readonly EncryptedVolume[] }
  | { readonly notApplicable: true }
