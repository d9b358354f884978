import type { Generated } from 'kysely'
import type { Severity } from '../model/alerts.ts'
import type { Language } from '../model/office.ts'
import type { ProfileName } from '../../contract/wire/messages.ts'

/** Who may do what in the console; `head` sees only one department. */
export type ConsoleRole = 'viewer' | 'head' | 'officer' | 'admin'
export type TokenRole = Exclude<ConsoleRole, 'head'>

/** Tables of migration 0003. */
export interface OfficeTables {
  office_setting: { key: string; value: string }
  site: { id: string; name: string; profile: ProfileName; subnets: string }
  department: { id: string; name: string }
  recipient: {
    id: string
    name: string
    address: string
    language: Language
    severity_min: Severity
    site_id: string | null
    department_id: string | null
  }
  console_user: {
    id: string
    name: string
    role: ConsoleRole
    department_id: string | null
    language: Language | null
    password_hash: string | null
    disabled: number
    created_at_ms: number
    last_login_ms: number | null
  }
  console_session: {
    /** SHA-256 of the cookie's value: a stolen copy of this file opens no session. */
    hash: string
    user_id: string
    csrf: string
    created_at_ms: number
    seen_at_ms: number
  }
  login_link: { hash: string; user_id: string; expires_at_ms: number }
  api_token: {
    id: string
    hash: string
    name: string
    role: TokenRole
    created_at_ms: number
    last_used_ms: number | null
    revoked: number
  }
  audit_entry: {
    id: Generated<number>
    at_ms: number
    actor: string
    action: string
    subject: string
    details: string
  }
}
