/** What one manager of updates tells, before it becomes a reading. */
export interface Pending {
  readonly pending: number
  /** Null: the manager did not tell which of them are. */
  readonly security: number | null
  /** Milliseconds since 1970; undefined: nobody tells. */
  readonly oldestSecurityMs?: number | undefined
}

export interface UpdateHistory {
  readonly lastInstallMs?: number | undefined
  readonly lastCheckMs?: number | undefined
  readonly rebootPending?: boolean | undefined
  readonly automatic?: boolean | undefined
  readonly pausedUntilMs?: number | undefined
}
