/** What the doctor found, as a colleague would say it. */
import type { DoctorTexts } from '../../config/locales/doctor-texts.ts'
import type { Host } from '../host/host.ts'
import type { SourceStatus } from '../source-runner.ts'
import type { MissingFact } from './missing-facts.ts'
import { table } from './table.ts'

type Platform = Host['platform']

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

/** `disk health (sda): the disk is behind … . Read the controller’s own tool …` */
export function missingText(missing: MissingFact, platform: Platform, texts: DoctorTexts): string {
  return line(nounsOf([missing], texts), reasonOf(missing, platform, texts), texts)
}

/** Facts that have one reason and one remedy are one line; the first of them gives its place. */
export function missingLines(
  missing: readonly MissingFact[],
  platform: Platform,
  texts: DoctorTexts,
): readonly string[] {
  const lost = missing.filter(isPowerShell)
  const others = missing.filter((one) => !isPowerShell(one))
  const byReason = Map.groupBy(others, (one) => reasonOf(one, platform, texts))
  return [
    ...[...Map.groupBy(lost, ({ reason }) => reason ?? 'other')].map(([reason, facts]) =>
      powershellText(reason, facts, texts),
    ),
    ...[...byReason].map(([reason, facts]) => line(nounsOf(facts, texts), reason, texts)),
  ]
}

/** In constrained language mode the query runs, and each part of it fails for that alone. */
function isPowerShell({ powershell, reason }: MissingFact): boolean {
  return powershell === true || reason === 'restricted'
}

function powershellText(reason: string, lost: readonly MissingFact[], texts: DoctorTexts): string {
  const sentences = new Map<string, string>(Object.entries(texts.powershell))
  const text = sentences.get(reason) ?? texts.powershell.other
  return filled(text, { facts: nounsOf(lost, texts) })
}

/** `disk health (sda, sdb), backups (restic)`. */
function nounsOf(missing: readonly MissingFact[], texts: DoctorTexts): string {
  return [...Map.groupBy(missing, ({ fact }) => fact)]
    .map(([fact, all]) => nounOf(fact, [...new Set(all.flatMap(({ of }) => of ?? []))], texts))
    .join(', ')
}

function nounOf(fact: string, of: readonly string[], { facts }: DoctorTexts): string {
  const noun = facts[fact] ?? fact.replaceAll('_', ' ')
  return of.length > 0 ? `${noun} (${of.join(', ')})` : noun
}

/** Why, and what to do. */
function reasonOf(
  { fact, reason, machine }: MissingFact,
  platform: Platform,
  { reasons, advice, generalAdvice, machine: ofMachine }: DoctorTexts,
): string {
  if (!reason) return machine ? ofMachine[machine] : ''
  const key = `${fact}/${reason}`
  const what = advice[`${key}/${platform}`] ?? advice[key] ?? generalAdvice[reason]
  return `${reasons[reason]} ${what}`
}

function line(fact: string, why: string, texts: DoctorTexts): string {
  return filled(texts.line, { fact, why })
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
