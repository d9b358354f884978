/** What a theme (one dashboard, one file in themes/) is given and gives. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog'
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard'
import type { Rule } from '../config/rule.ts'
import type { Measurement } from '../contract/catalogue/grammar.ts'
import type { Scope } from './influxql.ts'
import type { Mapping } from './states.ts'
import type { Rules } from './thresholds.ts'

export const languages = ['en', 'sw'] as const
export type Language = (typeof languages)[number]

/** "Heading | explanation" in each language: one that is missing does not compile. */
export type Spoken = Readonly<Record<Language, `${string} | ${string}`>>
/** A theme's texts by the names of its panels. */
export type SpokenTable = Readonly<Record<string, Spoken>>

export interface Desk {
  readonly language: Language
  readonly rules: Rules
  readonly everyRule: readonly Rule[]
  /** Address of the console, without a slash at its end. */
  readonly consoleUrl: string
  /** Heading of a column or name of a line. @throws when no language has it. */
  readonly label: (name: string) => string
  readonly mapping: (measurement: Measurement, field: string) => Mapping | undefined
  /** Ids of rules as what they say. */
  readonly ruleNames: Mapping
  /** Path of another dashboard of the same language. */
  readonly pathOf: (theme: string) => string
}

export interface Draft {
  readonly panel: Builder<Panel>
  /** Of 24. */
  readonly width: number
  readonly height: number
}
export interface Section {
  /** Left out: the first panels, above all headings. */
  readonly heading?: Spoken
  /** Shown closed; its queries run when somebody opens it. */
  readonly closed?: boolean
  readonly drafts: readonly Draft[]
}
export interface Theme {
  /** Part of the uid: it never changes. */
  readonly name: string
  readonly spoken: Spoken
  /** Which choices stand above it. */
  readonly scope: Scope
  readonly from: string
  readonly refresh: string
  readonly sections: (desk: Desk) => readonly Section[]
}

/** Heading and explanation in the reader's language. */
export function spokenIn(spoken: Spoken, language: Language): readonly [string, string] {
  const [heading = '', explanation = ''] = spoken[language].split(' | ')
  return [heading, explanation]
}

export function uidOf(theme: string, language: Language): string {
  return `mlinzi-${theme}-${language}`
}
