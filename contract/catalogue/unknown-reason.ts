/** Why a fact is unknown: a closed, append-only set. Each has a hint in `mlinzi agent doctor`. */
export const unknownReasons = {
  none: 0,
  /** The program or feature that could tell is not installed. */
  not_installed: 1,
  /** Only an administrator (root, LocalSystem) may read it. */
  no_privilege: 2,
  /** The program or provider did not answer in time. */
  timed_out: 3,
  /** The provider answered with an error. */
  provider_failed: 4,
  /** The answer could not be understood. */
  bad_output: 5,
  /** The hardware or this edition of the system cannot tell it. */
  not_supported: 6,
  /** PowerShell runs in constrained language mode. */
  restricted: 7,
  /** The officer has to configure it on that computer first. */
  not_configured: 8,
  /** Locked or in use by somebody else just now. */
  busy: 9,
  /** A disk behind a controller that hides it. */
  behind_controller: 10,
  /** The repository, share or server could not be reached. */
  unreachable: 11,
  /** Others than root may change the program that could tell, so root does not run it. */
  unsafe_program: 12,
} as const
