/** Who the agents are: hosts, keys and enrolment tokens, over the tables of migration 0001. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { EnrolmentRepository, HostsRepository } from '../model/hosts.ts'
import { createAgentKeys, type AgentKeysRepository } from './agent-keys.ts'
import { createEnrolment } from './enrolment.ts'
import { createHosts } from './hosts.ts'
import type { IdentityTables } from './identity-tables.ts'
import { KeyWatch } from './key-watch.ts'

export interface Identity {
  /** For fleet, console and API. */
  readonly hosts: HostsRepository
  readonly enrolment: EnrolmentRepository
  /** For the gateway. */
  readonly keys: AgentKeysRepository
  readonly keyWatch: KeyWatch
}

export function createIdentity(db: Kysely<IdentityTables>, clock: Clock): Identity {
  const keyWatch = new KeyWatch()
  return {
    hosts: createHosts(db, keyWatch),
    enrolment: createEnrolment(db, clock, keyWatch),
    keys: createAgentKeys(db, () => clock.now(), keyWatch),
    keyWatch,
  }
}
