import path from 'node:path'

/** Folder of all state: MLINZI_HOME, or var/ beside the folder of the program. */
export function homeFolder(): string {
  const beside = path.join(path.dirname(process.argv[1] ?? '.'), '..', 'var')
  return path.resolve(process.env['MLINZI_HOME'] ?? beside)
}

/** The agent's own files in it. */
export function agentPaths(home: string): {
  readonly folder: string
  readonly spool: string
  readonly config: string
} {
  const folder = path.join(home, 'agent')
  return { folder, spool: path.join(folder, 'spool.db'), config: path.join(home, 'agent.yaml') }
}
