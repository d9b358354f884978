/** Backups; the rows are made by the agent's own code. */
import type { Job } from '../../../agent/sources/backup/job.ts'
import { attemptText, jobReading, summaryReading } from '../../../agent/sources/backup/rows.ts'
import { backupTarget } from '../../../contract/catalogue/families/backup-target.ts'
import { reading, type Reading } from '../../../contract/catalogue/grammar.ts'
import type { SimulatedHost } from '../council.ts'
import type { Moment } from '../moment.ts'
import { noise, seedOf } from '../random.ts'
import { isWindows } from '../systems.ts'

const hour = 3_600_000
const day = 24 * hour
/** 02:00 in East Africa. */
const nightHourUtc = 23
const oldDays = 9
const gigabyte = 1e9

export function backupFacts(moment: Moment): readonly Reading[] {
  const { host } = moment
  const job = host.ills.has('backup_none') ? undefined : jobOf(moment)
  const jobs = job ? [job] : []
  return [
    ...jobs.map((one) => jobReading(one, attemptText(one))),
    summaryReading(jobs, { needed: true, blind: false }),
    ...(job
      ? [
          reading(
            backupTarget,
            { target: 'nas' },
            { state: job.targetPresent ? 'present' : 'absent' },
          ),
        ]
      : []),
  ]
}

function jobOf({ host, timeMs, storyMs }: Moment): Job {
  const seed = seedOf(`${host.name} backup`)
  const tookMs = (5 + (seed % 50)) * 60_000
  const lastNightMs = nightBefore(timeMs, tookMs) + tookMs
  const failed = host.ills.has('backup_failed')
  const nightsAgo = host.ills.has('backup_old') ? oldDays : 0
  // The copies fail since the night before the story: the last good one grows older.
  const lastGoodMs = failed ? nightBefore(storyMs, tookMs) + tookMs - day : lastNightMs
  const bytes = Math.round((3 + noise(seed, 1) * 30) * gigabyte)
  return {
    ...nameOf(host),
    state: failed ? 'failed' : 'ok',
    detail: failed ? 'exit 1' : undefined,
    lastSuccessMs: lastGoodMs - nightsAgo * day,
    lastAttemptMs: failed ? lastNightMs : lastNightMs - nightsAgo * day,
    sizes: [1, 0.998, 0.996, 0.993].map((share) => Math.round(bytes * share)),
    durationSeconds: tookMs / 1000,
    exitCode: failed ? 1 : 0,
    goodCopies: 14,
    // Nothing can be copied to where nothing is.
    targetPresent: !host.ills.has('backup_old'),
    target: 'nas',
  }
}

function nameOf({ system }: SimulatedHost) {
  return isWindows(system)
    ? ({ job: 'veeam_agent:Hati za ofisi', product: 'veeam_agent', kind: 'data' } as const)
    : ({ job: 'restic:nas', product: 'restic', kind: 'data' } as const)
}

/** The newest night in which a copy that takes so long is finished. */
function nightBefore(timeMs: number, tookMs: number): number {
  const shift = nightHourUtc * hour
  return Math.floor((timeMs - tookMs - shift) / day) * day + shift
}
