import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import type { SourceStatus } from '../source-runner.ts'
import { liveHost } from '../host/live.ts'
import { loadIdentity } from '../identity.ts'
import { loadAgentConfig } from '../load-config.ts'
import { exitCodes } from '../exit-codes.ts'
import { readState } from '../state-file.ts'
import type { CommandOutput } from './output.ts'
import { missingFacts, type MissingFact } from './missing-facts.ts'
import { readOnce } from './read-once.ts'
import { table } from './table.ts'

interface Findings {
  readonly enrolled: boolean
  /** In the order of how much they matter; empty: all is well. */
  readonly troubles: readonly string[]
  readonly missing: readonly MissingFact[]
  readonly sources: readonly SourceStatus[]
}

/** Explains what is missing here, and why; exit code 1 when something is wrong. */
export async function showDoctor(
  paths: { readonly folder: string; readonly config: string },
  json: boolean,
  output: CommandOutput,
): Promise<number> {
  const findings = await examine(paths)
  output.print(json ? JSON.stringify(findings, null, 2) : textOf(findings))
  return findings.troubles.length > 0 ? exitCodes.failed : exitCodes.ok
}

async function examine(paths: {
  readonly folder: string
  readonly config: string
}): Promise<Findings> {
  const host = liveHost(systemClock)
  const files = new PrivateFolder(paths.folder)
  try {
    const config = await loadAgentConfig(host, paths.config)
    const read = await readOnce(host, systemClock, config)
    const sources = read?.statuses ?? []
    const identity = await identityOf(files)
    return {
      enrolled: identity.enrolled,
      troubles: [...identity.troubles, ...(await linkTroubles(files)), ...sourceTroubles(sources)],
      missing: read ? missingFacts(host, read) : [],
      sources,
    }
  } finally {
    host.close()
  }
}

async function identityOf(
  files: PrivateFolder,
): Promise<{ readonly enrolled: boolean; readonly troubles: readonly string[] }> {
  try {
    const enrolled = (await loadIdentity(files)) !== undefined
    return {
      enrolled,
      troubles: enrolled ? [] : ['This computer is not enrolled: mlinzi agent enrol TOKEN'],
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { enrolled: false, troubles: [`The agent's key cannot be read: ${why}`] }
  }
}

async function linkTroubles(files: PrivateFolder): Promise<readonly string[]> {
  const state = await readState(files).catch(() => undefined)
  if (!state) return []
  const troubles: string[] = []
  if (!state.running) troubles.push('The agent does not run: it was stopped.')
  else if (!state.connected) troubles.push('The agent has no connection to a collector.')
  if (state.spoolFault) troubles.push(`The spool cannot be written: ${state.spoolFault}`)
  if (state.droppedRows > 0) troubles.push(`${state.droppedRows} rows were dropped unsent.`)
  return troubles
}

function sourceTroubles(sources: readonly SourceStatus[]): readonly string[] {
  return sources
    .filter(({ state }) => state === 'failed' || state === 'timed_out')
    .map(({ name, state, reason }) => `The source ${name} ${state?.replace('_', ' ')}: ${reason}`)
}

function textOf({ troubles, missing, sources }: Findings): string {
  const states = sources.map(({ name, state, lastDurationMs, reason }) => [
    name,
    (state ?? 'not read').replace('_', ' '),
    `${lastDurationMs.toFixed(1)} ms`,
    reason ?? '',
  ])
  return [
    troubles.length > 0 ? `To be mended:\n${bullets(troubles)}` : 'Nothing needs mending.',
    `Not known of this computer:\n${bullets(missing.map(({ fact, why }) => `${why}: ${fact} unknown`))}`,
    table(['source', 'state', 'took', 'why'], states),
  ].join('\n\n')
}

function bullets(lines: readonly string[]): string {
  return lines.length === 0 ? '  nothing' : lines.map((line) => `  - ${line}`).join('\n')
}
