/** One backup of state, authority, keys and settings a day, made up for after a night without power. */
import { isoDate, zoneReader } from '../config/office-time.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { PrivateFolder } from '../lib/private-folder.ts'
import type { CollectorHome } from './home.ts'
import { backUp } from './state/backup.ts'
import { loadBackupKey, makeRecoveryPhrase } from './state/backup-key.ts'

export interface NightlyBackupParts {
  readonly home: CollectorHome
  readonly state: { backup(path: string): Promise<void> }
  /** A second place, best on another disk; empty: only in the home. */
  readonly folder: string
  readonly keep: number
  readonly zone: () => string
  readonly clock: Clock
  readonly log: Log
}

/** In the office's time; a PC that was off then does it when it is on again. */
const hour = 1

export class NightlyBackup {
  readonly #parts: NightlyBackupParts
  #doneDay = ''

  constructor(parts: NightlyBackupParts) {
    this.#parts = parts
  }

  /** The phrase that opens the backups, when it has just been made: to be shown once. */
  async newPhrase(): Promise<string | null> {
    const files = new PrivateFolder(this.#parts.home.folder)
    return (await loadBackupKey(files)) ? null : makeRecoveryPhrase(files)
  }

  /** Called every few minutes; does the day's backup once its hour has come. */
  async turn(): Promise<void> {
    const { home, state, folder, keep, zone, clock, log } = this.#parts
    const nowMs = clock.now()
    const local = zoneReader(zone())(nowMs)
    if (local.hour < hour || isoDate(local) === this.#doneDay) return
    const key = await loadBackupKey(new PrivateFolder(home.folder))
    if (!key) return
    for (const target of folder ? [home.backups, folder] : [home.backups]) {
      await backUp({ home: home.folder, state, key, folder: target, nowMs, keep })
    }
    this.#doneDay = isoDate(local)
    log.info({ day: this.#doneDay }, 'The nightly backup is written')
  }
}
