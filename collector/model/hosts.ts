/** Computers and devices of the office, their keys and presence. Types only. */

export type Role = 'server' | 'network' | 'printer' | 'ups' | 'desktop' | 'laptop'

export type Presence =
  | 'online'
  | 'off'
  | 'off_assumed'
  | 'asleep'
  | 'power_lost'
  | 'unreachable'
  | 'site_down'
  | 'stale'
  | 'cut_off'
  | 'never_seen'

export type GoodbyeReason = 'shutdown' | 'sleep' | 'restart' | 'update' | 'stop'

/** One computer or device of the office; outlives its agents and keys. */
export interface HostRecord {
  readonly id: string
  readonly name: string
  readonly siteId: string | null
  readonly departmentId: string | null
  readonly role: Role
  readonly critical: boolean
  readonly simulated: boolean
  readonly labels: Readonly<Record<string, string>>
  readonly createdAtMs: number
  readonly lastSeenMs: number | null
  readonly presence: Presence
  readonly presenceSinceMs: number | null
  /** Seconds by which the agent's clock is ahead of the collector's, at the last contact. */
  readonly clockOffsetSeconds: number | null
  readonly agentVersion: string | null
  readonly inventory: Readonly<Record<string, unknown>> | null
}

/** How often a connected host reports, for whoever looks at it. */
export interface HostBeat {
  readonly seconds: number
  /** The computer's own settings allow no more. */
  readonly limitedHere: boolean
}

/** Of the time in which a host should be on. */
export interface HostAvailability {
  /** Online, of online and away; null: it was cut off all the time. */
  readonly percent: number | null
  readonly onlineMs: number
  readonly awayMs: number
  /** Not counted: without power, and with a site or line that was cut. */
  readonly powerMs: number
  readonly wayMs: number
}

/** A time in which a host was away; what it was is what is known of it by now. */
export interface HostAbsence {
  readonly presence: Presence
  readonly fromMs: number
  readonly toMs: number
}

export interface HostChange {
  readonly name?: string
  readonly siteId?: string | null
  readonly departmentId?: string | null
  readonly role?: Role
  readonly critical?: boolean
  readonly labels?: Readonly<Record<string, string>>
}

/** Hosts outlive agents: host id → keys → epochs. */
export interface HostsRepository {
  /** By name, without inventories. */
  all(): Promise<readonly HostRecord[]>
  get(id: string): Promise<HostRecord | undefined>
  change(id: string, change: HostChange): Promise<void>
  remove(id: string): Promise<void>
  setInventory(
    id: string,
    hash: string,
    inventory: Readonly<Record<string, unknown>>,
  ): Promise<void>
  setPresence(id: string, presence: Presence, sinceMs: number): Promise<void>
  setContact(
    id: string,
    contact: {
      readonly atMs: number
      readonly clockOffsetSeconds?: number
      readonly agentVersion?: string
    },
  ): Promise<void>
}

export interface EnrolmentToken {
  readonly id: string
  readonly createdAtMs: number
  readonly expiresAtMs: number
  readonly usesLeft: number
  readonly siteId: string | null
  readonly departmentId: string | null
  readonly role: Role
  /** False: each new machine waits for the officer's approval. */
  readonly autoApprove: boolean
  readonly revoked: boolean
  readonly note: string
}

export interface AgentKey {
  readonly agentId: string
  readonly hostId: string
  readonly hostname: string
  readonly state: 'pending' | 'approved' | 'revoked' | 'clone'
  readonly createdAtMs: number
  readonly lastSeenMs: number | null
  /** A host with the same machine facts, proposed as the same machine. */
  readonly sameHostAs: string | null
}

export interface EnrolmentRepository {
  tokens(): Promise<readonly EnrolmentToken[]>
  /** The secret is shown once and kept only as a hash. */
  createToken(
    request: Omit<EnrolmentToken, 'id' | 'createdAtMs' | 'revoked'>,
  ): Promise<{ readonly id: string; readonly secret: string }>
  revokeToken(id: string): Promise<void>
  keys(): Promise<readonly AgentKey[]>
  approve(agentId: string): Promise<void>
  revoke(agentId: string): Promise<void>
  /** The officer says: this key belongs to that existing host (history, site, department kept). */
  assignToHost(agentId: string, hostId: string): Promise<void>
}
