/** What is wrong with some computers of the invented council, besides its story. */
export type Ill =
  | 'definitions_old'
  | 'antivirus_off'
  | 'antivirus_none'
  /** A threat is found while one watches. */
  | 'threat'
  | 'firewall_off'
  | 'bitlocker_suspended'
  | 'updates_old'
  | 'restart_pending'
  | 'disk_worn'
  | 'disk_failing'
  /** A controller hides it. */
  | 'disk_hidden'
  | 'array_degraded'
  | 'backup_none'
  | 'backup_failed'
  | 'backup_old'
  | 'weak_passwords'
  /** Somebody is made an administrator while one watches. */
  | 'administrator_added'
  | 'no_password'
  | 'anydesk'
  | 'power_lost'
  | 'spooler_stopped'
  | 'clock_not_set'
  | 'not_activated'
  /** A memory stick is plugged in while one watches. */
  | 'memory_stick'

/** Places in the council; it begins with 0. */
const sick: Readonly<Record<Ill, readonly number[]>> = {
  definitions_old: [6, 18, 30],
  antivirus_off: [9],
  antivirus_none: [23],
  threat: [14],
  firewall_off: [25],
  bitlocker_suspended: [5],
  updates_old: [12, 24, 36],
  restart_pending: [8, 20],
  disk_worn: [10, 28],
  disk_failing: [3],
  disk_hidden: [27],
  array_degraded: [1],
  backup_none: [4, 17, 26, 35],
  backup_failed: [15, 32],
  backup_old: [19],
  weak_passwords: [4, 11, 23, 31],
  administrator_added: [21],
  no_password: [31],
  anydesk: [29],
  power_lost: [33],
  spooler_stopped: [37],
  clock_not_set: [16],
  not_activated: [34],
  memory_stick: [2, 22],
}

export function illsOf(index: number): ReadonlySet<Ill> {
  const own = new Set<Ill>()
  let ill: Ill
  for (ill in sick) if (sick[ill].includes(index)) own.add(ill)
  return own
}
