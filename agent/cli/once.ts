import { nearest } from '../../lib/nearest.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { sourceNames } from '../../config/agent-defaults.ts'
import { agentPaths, homeFolder } from '../home.ts'
import { liveHost } from '../host/live.ts'
import { readOnlyRunReports } from '../host/run-reports.ts'
import { loadAgentConfig } from '../load-config.ts'
import { exitCodes } from '../exit-codes.ts'
import type { CommandOutput } from './output.ts'
import { readOnce, type ReadOnce } from './read-once.ts'
import { plainReading, readingsTable } from './readings-text.ts'
import { table } from './table.ts'

export interface OnceRequest {
  readonly source: string | undefined
  readonly file: string
  readonly json: boolean
}

/** Prints what would be sent; gives the exit code. */
export async function showOnce(request: OnceRequest, output: CommandOutput): Promise<number> {
  const host = liveHost(systemClock)
  const config = await loadAgentConfig(host, request.file)
  const reports = readOnlyRunReports(agentPaths(homeFolder()).backupRuns)
  const read = await readOnce(host, systemClock, config, request.source, reports)
  host.close()
  if (!read) {
    const near = nearest(request.source ?? '', sourceNames)
    const hint = near ? `did you mean ${near}?` : `known: ${sourceNames.join(', ')}`
    output.printError(`There is no source ${request.source} here; ${hint}`)
    return exitCodes.usage
  }
  output.print(request.json ? jsonOf(read) : textOf(read))
  return exitCodes.ok
}

function jsonOf({ readings, statuses, inventory }: ReadOnce): string {
  return JSON.stringify(
    {
      readings: readings.map(plainReading),
      sources: statuses,
      inventory,
    },
    null,
    2,
  )
}

function textOf({ readings, statuses, inventory }: ReadOnce): string {
  const silent = statuses
    .filter(({ state }) => state !== 'ok')
    .map(({ name, state, reason }) => [name, state ?? '', reason ?? ''])
  const parts = [readingsTable(readings)]
  if (silent.length > 0) parts.push(table(['source', 'state', 'why'], silent))
  if (inventory) parts.push(`inventory\n${JSON.stringify(inventory, null, 2)}`)
  return parts.join('\n\n')
}
