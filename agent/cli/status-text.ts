/** How the agent gets on, as tables for a person. */
import type { AgentState } from '../state-file.ts'
import { table } from './table.ts'

/** Sections that together hardly matter are one line. */
const sectionsMax = 12

export function statusText(state: AgentState, running: boolean, nowMs: number): string {
  const parts = [table(['', ''], factsOf(state, running, nowMs)).trimStart(), sourcesOf(state)]
  const query = state.windowsQuery ?? []
  return [...parts, ...(query.length > 0 ? [windowsQueryOf(query)] : [])].join('\n\n')
}

function factsOf(
  state: AgentState,
  running: boolean,
  nowMs: number,
): readonly (readonly [string, string])[] {
  const link = state.connected ? `connected as ${state.hostName}` : 'not connected'
  const fault = state.spoolFault ? `, ${state.spoolFault}` : ''
  return [
    ['agent', running ? `runs (process ${state.processId})` : 'does not run'],
    ['version', state.version],
    ['collector', running ? link : 'not connected'],
    ['reads every', `${state.sampleSeconds} s`],
    ...cpuOf(state),
    ['rows waiting', String(state.backlogRows)],
    ['spool', `${(state.spoolBytes / 1e6).toFixed(1)} MB${fault}`],
    ['rows dropped', String(state.droppedRows)],
    ['as of', `${Math.max(0, Math.round((nowMs - state.writtenMs) / 1000))} s ago`],
  ]
}

/** Programs that it starts have their own; the first minutes say nothing of an hour. */
function cpuOf({ cpuSeconds, startedMs, writtenMs }: AgentState): readonly [string, string][] {
  if (cpuSeconds === undefined) return []
  const hours = (writtenMs - startedMs) / 3_600_000
  const rate = hours >= 0.25 ? `, ${(cpuSeconds / hours).toFixed(1)} s an hour` : ''
  return [['processor time', `${cpuSeconds.toFixed(1)} s since its start${rate}`]]
}

function sourcesOf({ sources }: AgentState): string {
  const rows = sources.map(({ name, state, reason, tookMs }) => [
    name,
    state.replaceAll('_', ' '),
    tookMs === undefined ? '' : lengthText(tookMs),
    reason ?? '',
  ])
  return table(['source', 'state', 'last took', 'why'], rows)
}

function windowsQueryOf(query: NonNullable<AgentState['windowsQuery']>): string {
  const dearest = query.toSorted((a, b) => b.milliseconds - a.milliseconds)
  const sum = sumOf(dearest)
  const row = (name: string, milliseconds: number): readonly string[] => [
    name,
    lengthText(milliseconds),
    sum > 0 ? `${Math.round((100 * milliseconds) / sum)} %` : '',
  ]
  const rest = dearest.slice(sectionsMax)
  const rows = dearest
    .slice(0, sectionsMax)
    .map(({ section, milliseconds }) => row(section, milliseconds))
  if (rest.length > 0) rows.push(row(`${rest.length} others`, sumOf(rest)))
  return table(['Windows query', 'took', 'share'], [...rows, row('in all', sum)])
}

function sumOf(query: NonNullable<AgentState['windowsQuery']>): number {
  return query.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
}

/** `0.4 ms`, `38 ms`, `2.1 s`. */
function lengthText(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
}
