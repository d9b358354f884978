import type { AgentKey, Presence, Role } from '../model/hosts.ts'
import type { FactKind } from './machine-facts.ts'

/** Tables of migration 0001. */
export interface IdentityTables {
  host: {
    id: string
    name: string
    site_id: string | null
    department_id: string | null
    role: Role
    critical: number
    simulated: number
    /** JSON object of texts. */
    labels: string
    /** 0 while its only key waits for the officer: such a host is not yet part of the fleet. */
    confirmed: number
    created_at_ms: number
    last_seen_ms: number | null
    presence: Presence
    presence_since_ms: number | null
    clock_offset_seconds: number | null
    agent_version: string | null
  }
  host_inventory: { host_id: string; hash: string; inventory: string }
  /** Machine facts that are worth comparing, one per row. */
  host_fact: { host_id: string; kind: FactKind; value: string }
  agent_key: {
    agent_id: string
    /** Raw Ed25519 public key, base64. */
    public_key: string
    host_id: string
    hostname: string
    state: AgentKey['state']
    created_at_ms: number
    last_seen_ms: number | null
    same_host_as: string | null
    token_id: string
  }
  enrolment_token: {
    id: string
    secret_hash: string
    created_at_ms: number
    expires_at_ms: number
    uses_left: number
    site_id: string | null
    department_id: string | null
    role: Role
    auto_approve: number
    revoked: number
    note: string
  }
}
