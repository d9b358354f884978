/** What the pages of the rules show. Types only. */
import type { ConfigFault } from '../../config/load.ts'
import type { Rule, RuleSeverity } from '../../config/rule.ts'
import type { FormState } from './form-views.ts'

export interface RuleLine {
  readonly rule: Rule
  /** Alerts of the last days, and how many of them somebody called useless. */
  readonly alerts: number
  readonly useless: number
  readonly percent: number
  readonly above: boolean
}
export interface RulesView {
  /** By what they look at; null: presence of computers and sites. */
  readonly groups: readonly {
    readonly measurement: string | null
    readonly lines: readonly RuleLine[]
  }[]
  readonly shown: number
  readonly total: number
  readonly query: string
  readonly days: number
  /** Faults of the office's own files; the rules before them are in force. */
  readonly faults: readonly ConfigFault[]
}

/** One value of a rule that can be set otherwise. */
export interface RuleSetting {
  /** Where it stands in the rule: `warning.when.0.above`. */
  readonly path: string
  /** Null: of the rule as a whole. */
  readonly level: RuleSeverity | null
  /** In its conditions, in those that end it, or beside them. */
  readonly part: 'when' | 'clear' | 'own'
  readonly key: string
  /** Of a condition. */
  readonly field: string
  /** As written: `90`, `15 GB`, `5m`, `3wd`. */
  readonly value: string
}
export interface ExceptionItem {
  /** Made in the console, and can be removed there; null: it stands in a file. */
  readonly id: string | null
  /** Name of its file, when it stands in one. */
  readonly file: string
  /** What it holds for, by names; empty: everywhere. */
  readonly places: readonly { readonly kind: ScopeKind; readonly names: readonly string[] }[]
  readonly critical: boolean | null
  readonly set: Readonly<Record<string, unknown>>
  readonly by: string
  readonly atMs: number | null
  readonly note: string
}
export type ScopeKind = 'sites' | 'departments' | 'roles' | 'hosts' | 'objects'

/** What the rule would have told of the last days, as it stands and with the exception. */
export interface ExceptionTrial {
  readonly days: number
  readonly before: { readonly alerts: number; readonly hosts: number }
  readonly after: { readonly alerts: number; readonly hosts: number }
  /** Stored readings that were judged. */
  readonly rows: number
}
export interface RuleView {
  readonly rule: Rule
  readonly fields: readonly { readonly name: string; readonly help: string }[]
  readonly severities: readonly RuleSeverity[]
  readonly settings: readonly RuleSetting[]
  readonly exceptions: readonly ExceptionItem[]
  readonly sites: readonly { readonly id: string; readonly name: string }[]
  readonly departments: readonly { readonly id: string; readonly name: string }[]
  readonly computers: readonly string[]
  readonly form: FormState | null
  readonly trial: ExceptionTrial | null
  /** Why the exception cannot be, in English as rule files are checked. */
  readonly faults: readonly string[]
}
