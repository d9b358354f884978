import { statSync } from 'node:fs'
import path from 'node:path'
import { fillIn } from './host/windows/places.ts'

/**
 * Folder of all state: MLINZI_HOME, or where the system keeps such things (Windows, macOS), or var/
 * beside the folder of the program.
 */
export function homeFolder(): string {
  return path.resolve(process.env['MLINZI_HOME'] ?? defaultHome(process.platform))
}

export function defaultHome(platform: NodeJS.Platform): string {
  if (platform === 'win32') return fillIn('%ProgramData%\\Mlinzi')
  if (platform === 'darwin') return '/Library/Application Support/Mlinzi'
  return path.join(path.dirname(process.argv[1] ?? '.'), '..', 'var')
}

/** The agent's own files in it. */
export function agentPaths(home: string): {
  readonly folder: string
  readonly spool: string
  readonly config: string
  /** Reports of `mlinzi agent backup-run`; beside the private folder, so that others may be let in. */
  readonly backupRuns: string
  /** The office's own device profiles (docs/SNMP.md). */
  readonly profiles: string
} {
  const folder = path.join(home, 'agent')
  return {
    folder,
    spool: path.join(folder, 'spool.db'),
    config: path.join(home, 'agent.yaml'),
    backupRuns: path.join(home, 'backup-runs'),
    profiles: path.join(home, 'profiles'),
  }
}

export function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false
}
