import { nearest } from '../../lib/nearest.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { sourceNames } from '../../config/agent-defaults.ts'
import type { Field, Reading, ReadingValue } from '../../contract/catalogue/grammar.ts'
import { agentPaths, homeFolder } from '../home.ts'
import { liveHost } from '../host/live.ts'
import { readOnlyRunReports } from '../host/run-reports.ts'
import { loadAgentConfig } from '../load-config.ts'
import { exitCodes } from '../exit-codes.ts'
import { sampleOf } from '../../contract/catalogue/sample.ts'
import type { CommandOutput } from './output.ts'
import { readOnce, type ReadOnce } from './read-once.ts'
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
      readings: readings.map((one) => ({
        measurement: one.measurement.name,
        tags: one.tags,
        fields: Object.fromEntries(sentFields(one)),
      })),
      sources: statuses,
      inventory,
    },
    null,
    2,
  )
}

function textOf({ readings, statuses, inventory }: ReadOnce): string {
  const rows = readings.flatMap((one) => {
    const tags = Object.entries(one.tags).flatMap(([name, tag]) => (tag ? [`${name}=${tag}`] : []))
    const series = [one.measurement.name, ...tags].join(' ')
    return sentFields(one).map(([name, value], index) => {
      const field = one.measurement.fields[name]
      return [index === 0 ? series : '', name, String(value), field ? unitOf(field) : '']
    })
  })
  const silent = statuses
    .filter(({ state }) => state !== 'ok')
    .map(({ name, state, reason }) => [name, state ?? '', reason ?? ''])
  const parts = [table(['series', 'field', 'value', 'unit'], rows)]
  if (silent.length > 0) parts.push(table(['source', 'state', 'why'], silent))
  if (inventory) parts.push(`inventory\n${JSON.stringify(inventory, null, 2)}`)
  return parts.join('\n\n')
}

/** Values as they would go onto the wire: with the declared decimals, what is wrong left out. */
function sentFields(one: Reading): readonly (readonly [string, ReadingValue])[] {
  const sample = sampleOf(one)
  if ('refused' in sample) return []
  return sample.descriptor.fields.flatMap(({ name, decimals, kind }, index) => {
    const value = sample.values[index]
    if (value === null || value === undefined) return []
    if (typeof value === 'string') return [[name, value] as const]
    if (kind === 'boolean') return [[name, value === 1] as const]
    if (kind === 'state') return [[name, one.fields[name] ?? value] as const]
    return [[name, value / 10 ** decimals] as const]
  })
}

function unitOf(field: Field): string {
  return 'unit' in field && field.unit !== 'none' ? field.unit.replaceAll('_', ' ') : ''
}
