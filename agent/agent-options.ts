/** What an agent is made of: everything that touches the machine comes from outside. */
import type { AgentConfig } from '../config/agent-defaults.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { PrivateFiles } from '../lib/private-folder.ts'
import type { Host } from './host/host.ts'
import type { SectionCost } from './host/windows/query.ts'
import type { RunReports } from './sources/backup/runs.ts'
import type { SpoolFiles } from './spool/files.ts'

export interface AgentOptions {
  readonly config: AgentConfig
  readonly version: string
  readonly host: Host
  /** What the sections of the Windows query took, for `status`. */
  readonly windowsCost?: () => readonly SectionCost[]
  /** Whether the Windows query may ask what concerns persons; until it is told so, it does not. */
  readonly allowPersonal?: (allowed: boolean) => void
  readonly clock: Clock
  readonly log: Log
  readonly files: PrivateFiles
  readonly spoolPath: string
  readonly spoolFiles: SpoolFiles
  /** Where `mlinzi agent backup-run` leaves its reports. */
  readonly backupRuns?: RunReports
  /** Folder of the office's own device profiles (docs/SNMP.md). */
  readonly profiles?: string | undefined
  /** 0 to 1, like Math.random. */
  readonly random: () => number
}
