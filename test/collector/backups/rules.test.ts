/** What the shipped rules make of the readings of declared jobs. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { coverReading, jobReading } from '../../../collector/backups/job-readings.ts'
import type { BackupJob, HostCover, JobJudgement } from '../../../collector/state/backup-job.ts'
import { alertWords } from '../../../config/locales/alert-wording.ts'
import { zoneReader } from '../../../config/office-time.ts'
import {
  alertScene,
  office,
  shippedRules,
  zone,
  type AlertScene,
} from '../../support/alert-scene.ts'
import { daily } from './scene.ts'

let scene: AlertScene
beforeEach(async () => {
  scene = await alertScene({ startMs: office('2026-11-12T10:00') })
  await scene.start()
})
afterEach(() => scene.end())

const job: BackupJob = {
  ...daily,
  id: 'j',
  createdAtMs: office('2026-11-01T10:00'),
  scheduledFromMs: 0,
  waiver: null,
  hasUrl: true,
  lastTest: null,
  restoreTestedMs: null,
}
const fine: JobJudgement = {
  state: 'ok',
  why: 'none',
  lastSuccessMs: office('2026-11-11T10:00'),
  lastAttemptMs: office('2026-11-11T10:00'),
  nextDueMs: office('2026-11-12T10:00'),
  missed: 0,
  failures: 0,
  overlapping: false,
  sizeBytes: 100,
  sizePercent: 100,
  durationSeconds: 60,
  exitCode: 0,
}
async function say(change: Partial<JobJudgement>, of: BackupJob = job): Promise<readonly string[]> {
  await scene.advance(60_000)
  await scene.report('pc', jobReading(of, { ...fine, ...change }, scene.clock.now()))
  const open = await scene.alerts.open()
  return open.map(({ ruleId, severity, object }) => `${ruleId} ${severity} ${object}`).toSorted()
}

test('a missed copy warns by its cause, worsens, and ends with a good copy alone', async () => {
  expect(await say({})).toEqual([])
  expect(await say({ state: 'late', why: 'late', missed: 1 })).toEqual([
    'backup-job-late warning malipo',
  ])
  expect(await say({ state: 'late', why: 'computer_off', missed: 2 })).toEqual([
    'backup-job-computer-off warning malipo',
  ])
  expect(await say({ state: 'running', why: 'none', missed: 2 })).toEqual([
    'backup-job-computer-off warning malipo',
  ])
  expect(await say({ state: 'down', why: 'computer_off', missed: 3 })).toEqual([
    'backup-job-computer-off critical malipo',
  ])
  expect(await say({})).toEqual([])
  expect(await say({ state: 'late', why: 'target_absent', missed: 1 })).toEqual([
    'backup-job-target-absent warning malipo',
  ])
  expect(await say({ state: 'waived' })).toEqual([])
})

test('a failure warns at once, the second in a row is critical', async () => {
  expect(await say({ state: 'failed', why: 'run_failed', failures: 1 })).toEqual([
    'backup-job-failed warning malipo',
  ])
  expect(await say({ state: 'failed', why: 'run_failed', failures: 2 })).toEqual([
    'backup-job-failed critical malipo',
  ])
  expect(await say({})).toEqual([])
})

test('strange sizes, overlapping and endless runs are told', async () => {
  expect(await say({ sizePercent: 40 })).toEqual(['backup-job-small warning malipo'])
  expect(await say({ sizePercent: 5 })).toEqual(['backup-job-small critical malipo'])
  expect(await say({ sizePercent: null })).toEqual(['backup-job-small critical malipo'])
  expect(await say({ sizePercent: 250 })).toEqual(['backup-job-large warning malipo'])
  expect(await say({ overlapping: true })).toEqual(['backup-job-overlapping warning malipo'])
  expect(await say({ state: 'too_long', why: 'running_too_long' })).toEqual([
    'backup-job-too-long warning malipo',
  ])
  expect(await say({})).toEqual([])
})

test('a computer without any backup is information until it has one', async () => {
  const cover: HostCover = {
    hostId: 'pc',
    state: 'none',
    withoutSinceMs: office('2026-11-04T10:00'),
    jobs: 0,
    waiver: null,
  }
  await scene.report('pc', coverReading({ ...cover, state: 'none_yet' }))
  expect(await scene.alerts.open()).toEqual([])
  await scene.advance(60_000)
  await scene.report('pc', coverReading(cover))
  expect((await scene.alerts.open()).map(({ ruleId, severity }) => [ruleId, severity])).toEqual([
    ['host-without-backup', 'info'],
  ])
  await scene.advance(60_000)
  await scene.report('pc', coverReading({ ...cover, state: 'covered', withoutSinceMs: null }))
  expect(await scene.alerts.open()).toEqual([])
})

test('restore tests that are overdue are told, also when there never was one', async () => {
  const tested = (day: string) => ({ ...job, restoreTestedMs: office(`${day}T10:00`) })
  const declared = (day: string) => ({ ...job, createdAtMs: office(`${day}T10:00`) })
  expect(await say({}, tested('2026-08-20'))).toEqual([])
  expect(await say({}, tested('2026-08-10'))).toEqual(['restore-test-overdue info malipo'])
  expect(await say({}, tested('2026-05-10'))).toEqual(['restore-test-overdue warning malipo'])
  expect(await say({}, tested('2026-11-12'))).toEqual([])
  expect(await say({ state: 'waived' }, declared('2026-05-10'))).toEqual([])
  expect(await say({}, declared('2026-05-10'))).toEqual(['restore-test-overdue warning malipo'])
})

test.each([
  ['never_ran', 'backup-job-late', 'haijawahi kufanyika', 'never ran'],
  ['run_failed', 'backup-job-late', 'jaribio limeshindwa', 'the run failed'],
  ['computer_off', 'backup-job-computer-off', 'kompyuta ilizimwa', 'the computer was off'],
  ['target_absent', 'backup-job-target-absent', 'diski yake haipo', 'its disk is not there'],
] as const)('the mail says why it was missed: %s', async (why, ruleId, sw, en) => {
  await say({ state: 'late', why, missed: 1 })
  const alert = (await scene.alerts.open()).find((one) => one.ruleId === ruleId)
  const rule = shippedRules.find(({ id }) => id === ruleId)
  const local = zoneReader(zone)
  const said = (language: 'sw' | 'en') =>
    alert && JSON.stringify(alertWords(alert, rule, { language, local, zanzibar: false }))
  expect(said('sw')).toContain(sw)
  expect(said('en')).toContain(en)
})
