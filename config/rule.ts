/** What a rule is once its file has been read: plain data, times in milliseconds. */

export type RuleSeverity = 'info' | 'warning' | 'critical'

export interface Selector {
  /** A measurement of the catalogue, or `foreign:<name>`; none for rules about a host or site. */
  readonly measurement?: string
  /** Allowed values by tag; `*` stands for anything, a leading `!` excludes. */
  readonly tags: Readonly<Record<string, readonly string[]>>
  /** Empty: all. */
  readonly roles: readonly string[]
  readonly sites: readonly string[]
  readonly departments: readonly string[]
  readonly critical?: boolean
}

export type Comparison = 'above' | 'below' | 'atLeast' | 'atMost' | 'is' | 'isNot'
export interface Condition {
  readonly field: string
  readonly comparison: Comparison
  /** A number in the field's unit, or the words of a state (`true`/`false` for a boolean). */
  readonly value: number | readonly string[]
}

/** One severity of a rule: all of `when` hold for that long; any of `clear` ends it. */
export interface Level {
  readonly severity: RuleSeverity
  readonly when: readonly Condition[]
  /** Observed time while the host is on (A2). */
  readonly forMs: number
  /** Empty: cleared when `when` no longer holds. */
  readonly clear: readonly Condition[]
  readonly clearForMs: number
}

/** A length of time by the wall, or in the office's working days. */
export interface Span {
  readonly unit: 'milliseconds' | 'workingDays'
  readonly amount: number
}

export interface AlertWords {
  /** At most 60 characters: subject line and lists. */
  readonly title: string
  /** The finding with its numbers. */
  readonly fact: string
  readonly meaning: string
  readonly steps: readonly string[]
  /** Told when it is over. */
  readonly cleared: string
  /** For a telephone, after the name of the place: what, since when, what to do. */
  readonly short?: string
  /** For a telephone, after when it was over: how it stands now. */
  readonly shortCleared?: string
}

/** Where an override holds; what is left empty holds everywhere. */
export interface RuleScope {
  /** Places by their id or name. */
  readonly sites: readonly string[]
  readonly departments: readonly string[]
  readonly roles: readonly string[]
  readonly critical?: boolean | undefined
  /** Computers by their id or name; `*` stands for anything. */
  readonly hosts: readonly string[]
  /** What the rule is about inside the computer: `D:`, a service's name. */
  readonly objects: readonly string[]
}
export type WrittenRule = Readonly<Record<string, unknown>>
/** An exception from a rule: `set` lies over the rule as it is written (rule-variants.ts). */
export interface RuleOverride {
  readonly scope: RuleScope
  readonly set: WrittenRule
  readonly file: string
}

interface RuleBase {
  readonly id: string
  /** Key of the texts in config/locales. */
  readonly text: string
  readonly enabled: boolean
  readonly select: Selector
  /** Tags whose values name what the alert is about; empty: all tags. */
  readonly object: readonly string[]
  /** So long after a computer was enrolled what is found is its baseline and not told. */
  readonly learnMs: number
  /** As it stands in its file; overrides lie over that. */
  readonly written: WrittenRule
  /** The most general first. */
  readonly overrides: readonly RuleOverride[]
  /** An officer's own texts. */
  readonly texts?: { readonly sw: AlertWords; readonly en: AlertWords }
}
/** Both kinds run on one machine: a state's words are conditions like any other. */
export interface LevelRule extends RuleBase {
  readonly kind: 'threshold' | 'state'
  /** Highest severity first. */
  readonly levels: readonly Level[]
  /** Words that say nothing: neither fine nor failed (A3). */
  readonly unknown: readonly string[]
}
export interface EventRule extends RuleBase {
  readonly kind: 'event'
  readonly field: string
  readonly severity: RuleSeverity
  readonly when: readonly Condition[]
  /** An event cannot be over; its alert is put away after this. */
  readonly staysMs: number
}
export interface ChangeRule extends RuleBase {
  readonly kind: 'change'
  readonly field: string
  readonly severity: RuleSeverity
  readonly from: readonly Condition[]
  readonly to: readonly Condition[]
  /** Smaller differences of a number are no change. */
  readonly by: number
  readonly staysMs: number
}
/**
 * Counters of old errors: what was there at first sight, or was accepted, is the baseline; only what
 * comes on top alarms. A counter that falls begins anew.
 */
export interface IncreaseRule extends RuleBase {
  readonly kind: 'increase'
  /** Any of them that rises by the amount decides. */
  readonly fields: readonly string[]
  readonly by: number
  readonly severity: RuleSeverity
  /** Counts found at first sight are told at this severity until they are accepted; null: silence. */
  readonly firstSight: RuleSeverity | null
  /** Only a rise within so long counts; 0: however slow. */
  readonly withinMs: number
  /** After so long without a further rise the new counts are the baseline by themselves; 0: never. */
  readonly settleMs: number
}
/** One severity of a forecast: the target is nearer than `withinMs`; over when further than `clearMs`. */
export interface ForecastLevel {
  readonly severity: RuleSeverity
  readonly withinMs: number
  readonly clearMs: number
  readonly when: readonly Condition[]
  /** Observed time while the host is on (A2). */
  readonly forMs: number
}
/** When a value will reach its end: the fits over two windows must agree. */
export interface ForecastRule extends RuleBase {
  readonly kind: 'forecast'
  readonly field: string
  readonly reaches: number
  readonly shortMs: number
  readonly longMs: number
  readonly levels: readonly ForecastLevel[]
}
export interface SilenceRule extends RuleBase {
  readonly kind: 'silence'
  readonly of: 'host' | 'source' | 'site' | 'parent' | 'missing' | 'unsteady' | 'collector'
  readonly levels: readonly {
    readonly severity: RuleSeverity
    readonly after: Span
    /** Posting intervals that must have passed too. */
    readonly missed: number
  }[]
  /** Of a site: share of its hosts (percent) and their least number. */
  readonly share: number
  readonly least: number
}
export interface AgeRule extends RuleBase {
  readonly kind: 'age'
  /** Seconds since 1970 at which the thing last happened. */
  readonly field: string
  readonly levels: readonly { readonly severity: RuleSeverity; readonly olderThan: Span }[]
}
export interface ScheduleRule extends RuleBase {
  readonly kind: 'schedule'
  readonly every?: number
  readonly cron?: string
  /** IANA zone of the cron pattern; without it the office's. */
  readonly zone?: string
  readonly days: 'all' | 'working'
  readonly graceMs: number
  /** A field with the time of the last success, or rows that are themselves the proof. */
  readonly proof: { readonly field: string } | { readonly when: readonly Condition[] }
  readonly levels: readonly { readonly severity: RuleSeverity; readonly missed: number }[]
}
export type Rule =
  | LevelRule
  | EventRule
  | ChangeRule
  | SilenceRule
  | AgeRule
  | ScheduleRule
  | IncreaseRule
  | ForecastRule

export const severityOrder = { info: 0, warning: 1, critical: 2 } as const
