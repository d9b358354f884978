/** The rules for passwords, before they become a reading. Undefined: not known here. */
import type { FieldsOf } from '../../../contract/catalogue/grammar.ts'
import type { passwordPolicy } from '../../../contract/catalogue/families/password-policy.ts'
import type { UnknownReason } from '../../host/host.ts'

export interface Policy {
  readonly scope: NonNullable<FieldsOf<typeof passwordPolicy>['scope']>
  readonly minLength?: number | undefined
  readonly complexity?: boolean | undefined
  readonly maxAgeDays?: number | undefined
  readonly minAgeDays?: number | undefined
  readonly history?: number | undefined
  readonly lockoutThreshold?: number | undefined
  readonly lockoutMinutes?: number | undefined
  readonly reversible?: boolean | undefined
  /** Why some of it is not known. */
  readonly reason?: UnknownReason | undefined
}
