import type { MachineFacts } from '../../contract/wire/messages.ts'
import type { AgentKey } from '../model/hosts.ts'

export interface EnrolRequest {
  readonly ticket: { readonly id: string; readonly secret: string }
  readonly agentId: string
  readonly publicKey: Uint8Array
  readonly hostname: string
  readonly platform: string
  readonly version: string
  readonly facts: MachineFacts
  /** Where the agent's address belongs, for a token without a site. */
  readonly siteId: string | null
}
/** `wrong`: no such token or not its secret. Only its bearer learns what else is amiss. */
export type TicketRefusal = 'wrong' | 'revoked' | 'expired' | 'used_up'
export type EnrolResult =
  | { readonly type: 'enrolled'; readonly hostId: string; readonly state: AgentKey['state'] }
  | { readonly type: 'refused'; readonly reason: TicketRefusal }
