import type { UnknownReason } from '../../host/host.ts'

/** What was found out about the firewall of a computer. */
export interface FirewallVerdict {
  readonly state: 'unknown' | 'on' | 'partly' | 'off' | 'third_party'
  readonly reason?: UnknownReason | undefined
  readonly product?: string | undefined
  readonly activeOff?: boolean | undefined
  readonly network?: 'unknown' | 'public' | 'private' | 'domain' | 'none' | undefined
  readonly blockAll?: boolean | undefined
}
