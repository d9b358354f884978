/** Who can get in and how, before it becomes a reading. Undefined: not known here. */
import type { UnknownReason } from '../../host/host.ts'

export interface WaysIn {
  /** Names, in order. */
  readonly administrators?: readonly string[] | undefined
  readonly enabledAccounts?: number | undefined
  readonly noPassword?: number | undefined
  readonly dormant?: number | undefined
  readonly guestEnabled?: boolean | undefined
  readonly autoLogon?: boolean | undefined
  readonly screenLockSeconds?: number | undefined
  readonly uac?: boolean | undefined
  readonly rdpOpen?: boolean | undefined
  readonly rdpNla?: boolean | undefined
  readonly sshOpen?: boolean | undefined
  readonly sshPasswords?: boolean | undefined
  readonly sshRoot?: boolean | undefined
  readonly autorun?: boolean | undefined
  readonly openShares?: number | undefined
  readonly reason?: UnknownReason | undefined
}

/** An account that nobody used for so long is asked about. */
export const dormantMs = 90 * 86_400_000
