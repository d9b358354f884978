/** What the doctor found, as a colleague would say it. */
import type { DoctorTexts } from '../../config/locales/doctor-texts.ts'
import type { SourceStatus } from '../source-runner.ts'
import type { MissingFact } from './missing-facts.ts'
import { table } from './table.ts'

export type TroubleKey =
  | 'notEnrolled'
  | 'keyUnreadable'
  | 'notRunning'
  | 'notConnected'
  | 'spoolFault'
  | 'rowsDropped'
  | 'sourceFailed'
  | 'sourceTimedOut'

export interface Trouble {
  readonly key: TroubleKey
  /** Filled into the sentence: why, count, source. */
  readonly values: Readonly<Record<string, string>>
}

export function troubleText({ key, values }: Trouble, texts: DoctorTexts): string {
  return filled(texts[key], values)
}

/** `disk health /dev/sda: the disk is behind … . Read the controller’s own tool …` */
export function missingText(missing: MissingFact, texts: DoctorTexts): string {
  const { fact, of, reason, machine } = missing
  const noun = texts.facts[fact] ?? fact.replaceAll('_', ' ')
  const why = reason ? texts.reasons[reason] : machine ? texts.machine[machine] : ''
  const advice = reason ? (texts.advice[`${fact}/${reason}`] ?? texts.generalAdvice[reason]) : ''
  return filled(texts.line, { fact: of ? `${noun} ${of}` : noun, why, advice }).trimEnd()
}

export function sourceTable(sources: readonly SourceStatus[], texts: DoctorTexts): string {
  const rows = sources.map(({ name, state, lastDurationMs, reason }) => [
    name,
    texts.states[state ?? 'not_read'],
    `${lastDurationMs.toFixed(1)} ms`,
    reason ?? '',
  ])
  return table(texts.columns, rows)
}

export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `  - ${line}`).join('\n')
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}
