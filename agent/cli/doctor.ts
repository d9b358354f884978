import type { DoctorTexts } from '../../config/locales/doctor-texts.ts'
import { PrivateFolder } from '../../lib/private-folder.ts'
import { systemClock } from '../../lib/system-clock.ts'
import type { SourceStatus } from '../source-runner.ts'
import { agentPaths, homeFolder } from '../home.ts'
import type { Host } from '../host/host.ts'
import { liveHost } from '../host/live.ts'
import { readOnlyRunReports } from '../host/run-reports.ts'
import { loadIdentity } from '../identity.ts'
import { loadAgentConfig } from '../load-config.ts'
import { exitCodes } from '../exit-codes.ts'
import { readState } from '../state-file.ts'
import {
  bullets,
  missingLines,
  missingText,
  sourceTable,
  troubleText,
  type Trouble,
  type TroubleKey,
} from './doctor-text.ts'
import type { CommandOutput } from './output.ts'
import { missingFacts, type MissingFact } from './missing-facts.ts'
import { readOnce } from './read-once.ts'

interface Findings {
  readonly enrolled: boolean
  /** In the order of how much they matter; empty: all is well. */
  readonly troubles: readonly Trouble[]
  readonly missing: readonly MissingFact[]
  readonly sources: readonly SourceStatus[]
  readonly platform: Host['platform']
}
export interface DoctorRequest {
  readonly folder: string
  readonly config: string
  readonly json: boolean
  readonly language: 'en' | 'sw'
}

/** Explains what is missing here, and why; exit code 1 when something is wrong. */
export async function showDoctor(request: DoctorRequest, output: CommandOutput): Promise<number> {
  const findings = await examine(request)
  const texts = await textsOf(request.language)
  output.print(request.json ? jsonOf(findings, texts) : textOf(findings, texts))
  return findings.troubles.length > 0 ? exitCodes.failed : exitCodes.ok
}

/** Loaded when the doctor is asked: a running agent keeps no sentences in memory. */
async function textsOf(language: 'en' | 'sw'): Promise<DoctorTexts> {
  return language === 'sw'
    ? (await import('../../config/locales/doctor-sw.ts')).doctorSw
    : (await import('../../config/locales/doctor-en.ts')).doctorEn
}

async function examine(paths: DoctorRequest): Promise<Findings> {
  const host = liveHost(systemClock)
  const files = new PrivateFolder(paths.folder)
  try {
    const config = await loadAgentConfig(host, paths.config)
    const reports = readOnlyRunReports(agentPaths(homeFolder()).backupRuns)
    const read = await readOnce(host, systemClock, config, undefined, reports)
    const sources = read?.statuses ?? []
    const identity = await identityOf(files)
    return {
      enrolled: identity.enrolled,
      troubles: [...identity.troubles, ...(await linkTroubles(files)), ...sourceTroubles(sources)],
      missing: read ? missingFacts(host, read) : [],
      sources,
      platform: host.platform,
    }
  } finally {
    host.close()
  }
}

async function identityOf(
  files: PrivateFolder,
): Promise<{ readonly enrolled: boolean; readonly troubles: readonly Trouble[] }> {
  try {
    const enrolled = (await loadIdentity(files)) !== undefined
    return { enrolled, troubles: enrolled ? [] : [trouble('notEnrolled')] }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { enrolled: false, troubles: [trouble('keyUnreadable', { why })] }
  }
}

async function linkTroubles(files: PrivateFolder): Promise<readonly Trouble[]> {
  const state = await readState(files).catch(() => undefined)
  if (!state) return []
  const troubles: Trouble[] = []
  if (!state.running) troubles.push(trouble('notRunning'))
  else if (!state.connected) troubles.push(trouble('notConnected'))
  if (state.spoolFault) troubles.push(trouble('spoolFault', { why: state.spoolFault }))
  if (state.droppedRows > 0) {
    troubles.push(trouble('rowsDropped', { count: String(state.droppedRows) }))
  }
  return troubles
}

function sourceTroubles(sources: readonly SourceStatus[]): readonly Trouble[] {
  return sources.flatMap(({ name, state, reason }) =>
    state === 'failed' || state === 'timed_out'
      ? [
          trouble(state === 'failed' ? 'sourceFailed' : 'sourceTimedOut', {
            source: name,
            why: reason ?? '',
          }),
        ]
      : [],
  )
}

function trouble(key: TroubleKey, values: Readonly<Record<string, string>> = {}): Trouble {
  return { key, values }
}

function jsonOf({ troubles, missing, ...rest }: Findings, texts: DoctorTexts): string {
  const told = {
    ...rest,
    troubles: troubles.map((one) => ({ key: one.key, text: troubleText(one, texts) })),
    missing: missing.map((one) => ({ ...one, text: missingText(one, rest.platform, texts) })),
  }
  return JSON.stringify(told, null, 2)
}

function textOf({ troubles, missing, sources, platform }: Findings, texts: DoctorTexts): string {
  const wrong = troubles.map((one) => troubleText(one, texts))
  const unknown = missingLines(missing, platform, texts)
  return [
    wrong.length > 0 ? `${texts.toMend}\n${bullets(wrong)}` : texts.nothingToMend,
    unknown.length > 0 ? `${texts.notKnown}\n${bullets(unknown)}` : texts.allKnown,
    sourceTable(sources, texts),
  ].join('\n\n')
}
