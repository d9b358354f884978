/** What agent.yaml may say about backups (sources.backup); without a file nothing is declared. */
type Kind = 'data' | 'system' | 'sync' | 'snapshot'
interface Declared {
  readonly kind: Kind
  readonly target?: string | undefined
}

export interface BackupConfig {
  readonly needed: boolean
  readonly roots: readonly string[]
  readonly restic: readonly (Declared & {
    readonly name: string
    readonly repository: string
    readonly passwordFile: string
    readonly host?: string | undefined
    readonly paths: readonly string[]
  })[]
  readonly borg: readonly (Declared & {
    readonly name: string
    readonly repository: string
    readonly passwordFile: string
    readonly prefix: string
  })[]
  readonly kopia: readonly (Declared & {
    readonly name: string
    readonly configFile: string
    readonly passwordFile: string
  })[]
  readonly timers: readonly (Declared & { readonly name: string; readonly unit: string })[]
  readonly logs: readonly (Declared & {
    readonly product: 'robocopy' | 'rsync' | 'rclone' | 'duplicity'
    readonly alias: string
    readonly path: string
  })[]
  readonly watch: readonly (Declared & {
    readonly alias: string
    readonly path: string
    readonly match: string
    readonly minBytes: number
    readonly depth: number
    readonly time: 'modified' | 'arrived'
  })[]
  readonly targets: readonly {
    readonly alias: string
    readonly path: string
    readonly marker?: string | undefined
    readonly rotating: boolean
  }[]
}

export const backupDefaults: BackupConfig = {
  needed: true,
  roots: [],
  restic: [],
  borg: [],
  kopia: [],
  timers: [],
  logs: [],
  watch: [],
  targets: [],
}
