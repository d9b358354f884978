/** What the page of the rules shows. Types only. */
import type { ConfigFault } from '../../config/load.ts'
import type { Rule } from '../../config/rule.ts'

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
