/** What the poller is told about one device; checked before it comes here. */

export type AuthProtocol = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'
/** The two long keys differ between makers: Blumenthal (net-snmp, HP) and Reeder (Cisco). */
export type PrivProtocol = 'des' | 'aes128' | 'aes256' | 'aes256-reeder'

export interface CommunityCredentials {
  readonly version: 1 | 2
  readonly community: string
}
/** Without `auth` nothing is proved, without `priv` nothing is hidden. */
export interface UserCredentials {
  readonly version: 3
  readonly user: string
  readonly auth?: { readonly protocol: AuthProtocol; readonly password: string } | undefined
  readonly priv?: { readonly protocol: PrivProtocol; readonly password: string } | undefined
  readonly context?: string | undefined
}
export type Credentials = CommunityCredentials | UserCredentials

export interface SnmpTarget {
  /** Id of the device; the tag `device` of all that is read there. */
  readonly device: string
  /** An IP address or a name. */
  readonly address: string
  readonly port: number
  readonly credentials: Credentials
  /** Id of the profile when the device's own answer must not decide. */
  readonly profile?: string | undefined
  readonly beatSeconds: number
  /** One question waits so long for its answer. */
  readonly timeoutMs?: number | undefined
  /** Asked so often again. */
  readonly retries?: number | undefined
}

export const targetLimits = {
  /** Rows of one table. */
  rowsMax: 5000,
  /** Values of one reading of one device. */
  valuesMax: 60_000,
  /** One reading of one device, however slow. */
  readingMs: 45_000,
  timeoutMs: 2500,
  retries: 1,
  /** Rows asked for in one question at first. */
  repetitionsFirst: 20,
  /** Values that one answer should hold at most: about one Ethernet packet. */
  valuesPerAnswer: 60,
  /** Interfaces of one device that are told. */
  interfacesMax: 1024,
} as const
