/** What the computer's own settings say about its backups (agent.yaml, sources.backup). */
import type { BackupKind } from '../../../contract/catalogue/families/backup.ts'

interface Declared {
  readonly kind: BackupKind
  /** Alias in `targets`. */
  readonly target?: string | undefined
}
export interface ResticOptions extends Declared {
  readonly name: string
  readonly repository: string
  readonly passwordFile: string
  /** Host name in the snapshots; without it the computer's own. */
  readonly host?: string | undefined
  /** Folders that a good copy must hold. */
  readonly paths: readonly string[]
}
export interface BorgOptions extends Declared {
  readonly name: string
  readonly repository: string
  readonly passwordFile: string
  /** Only archives whose name begins so. */
  readonly prefix: string
}
export interface KopiaOptions extends Declared {
  readonly name: string
  readonly configFile: string
  readonly passwordFile: string
}
export interface TimerOptions extends Declared {
  readonly name: string
  /** payroll-backup.service */
  readonly unit: string
}
export interface LogOptions extends Declared {
  readonly product: 'robocopy' | 'rsync' | 'rclone' | 'duplicity'
  readonly alias: string
  readonly path: string
}
export interface WatchOptions extends Declared {
  readonly alias: string
  readonly path: string
  readonly match: string
  readonly minBytes: number
  readonly depth: number
  readonly time: 'modified' | 'arrived'
}
export interface TargetOptions {
  readonly alias: string
  readonly path: string
  /** A file in it that shows that this is the right disk. */
  readonly marker?: string | undefined
  /** Taken out on purpose: absence is normal. */
  readonly rotating: boolean
}
export interface BackupOptions {
  /** False: this computer holds nothing worth a backup. */
  readonly needed: boolean
  /** Folders under which watched folders may lie. */
  readonly roots: readonly string[]
  readonly restic: readonly ResticOptions[]
  readonly borg: readonly BorgOptions[]
  readonly kopia: readonly KopiaOptions[]
  readonly timers: readonly TimerOptions[]
  readonly logs: readonly LogOptions[]
  readonly watch: readonly WatchOptions[]
  readonly targets: readonly TargetOptions[]
}
