/** What the office keeps lists of: the staff notice, usage, programs, removable devices. */
import type { Kysely } from 'kysely'
import type { IdentityTables } from './identity-tables.ts'
import type { RegistersTables } from './registers-tables.ts'
import { createRemovables, type RemovablesRepository } from './removables.ts'
import { createSoftware, type SoftwareRepository } from './software.ts'
import { createStaffNotice, type StaffNoticeRepository } from './staff-notice.ts'
import { createUsage, type UsageRepository } from './usage.ts'

export interface Registers {
  readonly notice: StaffNoticeRepository
  readonly usage: UsageRepository
  readonly software: SoftwareRepository
  readonly removables: RemovablesRepository
}

export function createRegisters(db: Kysely<RegistersTables & IdentityTables>): Registers {
  return {
    notice: createStaffNotice(db),
    usage: createUsage(db),
    software: createSoftware(db),
    removables: createRemovables(db),
  }
}
