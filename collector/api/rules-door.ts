/** What the console and the API may know of the rules, and try. Types only. */
import type { ConfigFault } from '../../config/load.ts'
import type { RuleFile } from '../../config/rules-file.ts'
import type { Rule, RuleOverride } from '../../config/rule.ts'
import type { AlertRecord } from '../model/alerts.ts'
import type { NewRuleException } from '../state/rule-exceptions.ts'
import type { ExceptionTrial } from './rules-views.ts'

export interface RulesTrial {
  /** Newest first; of many only the first hundreds. */
  readonly alerts: readonly AlertRecord[]
  readonly counts: readonly {
    readonly ruleId: string
    readonly alerts: number
    readonly hosts: number
  }[]
  readonly hosts: number
  readonly rows: number
}
export interface RulesDoor {
  inForce(): readonly Rule[]
  /** What is wrong with the office's own files as they stand; the rules in force are the older ones. */
  faults(): readonly ConfigFault[]
  /**
   * What the rules of these files would have told of the last days; without files, those of the
   * office's own folder as it stands. @throws ConfigError for files with faults; RulesBusy.
   */
  test(files: readonly RuleFile[], days: number): Promise<RulesTrial>
  /** The exception of the console that this is; undefined: it stands in a file. */
  exceptionId(override: RuleOverride): string | undefined
  /**
   * What its rule would have told of the last days without and with the exception; 0 days: it is
   * only checked. @throws ConfigError when it cannot be; RulesBusy.
   */
  tryException(exception: NewRuleException, days: number): Promise<ExceptionTrial>
  /** One was made or removed: the rules are taken up anew. */
  exceptionsChanged(): Promise<void>
}

/** One trial at a time: it reads much. */
export class RulesBusy extends Error {
  override name = 'RulesBusy'
}
