/** What `mlinzi agent doctor` says: one shape, filled by each language. */
import type { unknownReasons } from '../../contract/catalogue/unknown-reason.ts'

type Reason = Exclude<keyof typeof unknownReasons, 'none'>

export interface DoctorTexts {
  /** Above the list of what is wrong. */
  readonly toMend: string
  readonly nothingToMend: string
  /** Above the list of facts that are not known. */
  readonly notKnown: string
  readonly allKnown: string
  readonly notEnrolled: string
  readonly keyUnreadable: string
  readonly notRunning: string
  readonly notConnected: string
  readonly spoolFault: string
  readonly rowsDropped: string
  readonly sourceFailed: string
  readonly sourceTimedOut: string
  /** `{fact}: {why}`, which ends with what to do about it */
  readonly line: string
  readonly columns: readonly [source: string, state: string, took: string, why: string]
  readonly states: Readonly<
    Record<'ok' | 'not_present' | 'failed' | 'timed_out' | 'unknown' | 'not_read', string>
  >
  /** What a source tells, by its name or by `source/what` for a part of it; a noun phrase. */
  readonly facts: Readonly<Record<string, string>>
  /** A whole sentence for each reason. */
  readonly reasons: Readonly<Record<Reason, string>>
  /**
   * What to do, by `source/reason/platform`, else by `source/reason`; a reason without one has its
   * general sentence below.
   */
  readonly advice: Readonly<Record<string, string>>
  readonly generalAdvice: Readonly<Record<Reason, string>>
  /** Said once, where PowerShell itself is why so much is unknown: `{facts}`. */
  readonly powershell: Readonly<
    Record<'not_installed' | 'restricted' | 'timed_out' | 'other', string>
  >
  /** Facts of the machine itself that only some machines tell. */
  readonly machine: Readonly<
    Record<
      | 'noSensors'
      | 'virtualSensors'
      | 'noFans'
      | 'virtualFans'
      | 'noLoginManager'
      | 'noPressure'
      | 'firmwareSilent'
      | 'rootOnly'
      | 'noDmidecode',
      string
    >
  >
}
