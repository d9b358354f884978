/** Declared jobs over hours and days: deadlines, causes, restarts of the collector. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JobDeclaration } from '../../../collector/state/backup-job.ts'
import { backupScene, daily, hostId, hour } from './scene.ts'

// 08:00 in Dar es Salaam, on a Thursday; the copy is due at 10:00 with two hours of grace.
let scene: Awaited<ReturnType<typeof backupScene>>
beforeEach(async () => {
  scene = await backupScene()
})
afterEach(() => scene.close())

async function declare(
  more: Partial<JobDeclaration> = {},
): Promise<{ id: string; secret: string }> {
  const made = await scene.jobs.declare({ ...daily, ...more })
  if (!made) throw new Error('The job was not taken')
  return { id: made.id, secret: await scene.jobs.newUrl(made.id) }
}
async function state(): Promise<string> {
  const { state: word, why } = await scene.judged()
  return why === 'none' ? word : `${word}: ${why}`
}
const tenMinutes = 600_000

describe('a job by its heartbeat', () => {
  test('waits, is good, is late after its grace, is down after three times, and is good again', async () => {
    const { secret } = await declare()
    await scene.pass(hour)
    expect(await state()).toBe('waiting')
    expect(await scene.ping(secret)).toBe('ok')
    expect(await state()).toBe('ok')
    await scene.pass(3 * hour - tenMinutes)
    expect(await state()).toBe('ok')
    await scene.pass(2 * tenMinutes)
    expect(await state()).toBe('late: late')
    expect(scene.written()).toMatchObject({ state: 'late', missed: 1 })
    await scene.pass(48 * hour)
    expect(await state()).toBe('down: late')
    await scene.ping(secret)
    await scene.pass(60_000)
    expect(scene.written()).toMatchObject({ state: 'ok', missed: 0, failures: 0 })
  })
  test('fails at once, by word or exit code, and counts how often', async () => {
    const { secret } = await declare()
    await scene.ping(secret, { signal: 'fail', exitCode: 12 })
    expect(await scene.judged()).toMatchObject({ state: 'failed', failures: 1, exitCode: 12 })
    await scene.clock.advance(60_000)
    await scene.ping(secret, { signal: 'fail' })
    await scene.pass(60_000)
    expect(scene.written()).toMatchObject({ state: 'failed', failures: 2, why: 'run_failed' })
  })
  test('that began and does not end runs too long', async () => {
    const { secret } = await declare()
    await scene.ping(secret, { signal: 'start' })
    expect(await state()).toBe('running')
    await scene.pass(4 * hour + tenMinutes)
    expect(await state()).toBe('too_long: running_too_long')
  })
  test('keeps the time that the sender tells, unless it cannot be', async () => {
    const { secret } = await declare()
    const now = scene.clock.now()
    await scene.ping(secret, { clientMs: now + 24 * hour })
    expect((await scene.judged()).lastSuccessMs).toBe(now)
    await scene.clock.advance(5 * hour)
    await scene.ping(secret, { clientMs: now + 3 * hour })
    expect((await scene.judged()).lastSuccessMs).toBe(now + 3 * hour)
  })
  test('says that it never ran, or that the computer was off at the time', async () => {
    await declare()
    scene.presence.push({ timeMs: scene.clock.now() - hour, value: 'online' })
    await scene.pass(5 * hour)
    expect(await state()).toBe('late: never_ran')
    await scene.pass(15 * hour)
    scene.presence.push({ timeMs: scene.clock.now(), value: 'off' })
    await scene.pass(12 * hour)
    expect(await state()).toBe('late: computer_off')
  })
  test('on a disk that is taken out is no fault before the third time', async () => {
    await declare({ rotating: true })
    await scene.pass(30 * hour)
    expect(await state()).toBe('away: target_absent')
    await scene.pass(48 * hour)
    expect((await scene.judged()).state).toBe('down')
  })
  test('that is waived tells nothing, and begins anew when it is needed again', async () => {
    const { id } = await declare()
    await scene.jobs.waive(id, 'maktaba imefungwa', 'amina')
    await scene.pass(30 * hour)
    expect(scene.written()).toMatchObject({ state: 'waived', missed: 0 })
    await scene.jobs.waive(id, null, 'amina')
    expect(await state()).toBe('waiting')
  })
  test('counts working days only, where that is said', async () => {
    const { secret } = await declare({ schedule: { ...daily.schedule, workingDays: true } })
    await scene.clock.advance(28 * hour)
    await scene.ping(secret)
    // From Friday noon to Monday morning.
    await scene.pass(68 * hour)
    expect(await state()).toBe('ok')
    await scene.pass(5 * hour)
    expect(await state()).toBe('late: late')
  })
  test('that is removed ends its alerts with a last word', async () => {
    const { id, secret } = await declare()
    await scene.ping(secret, { signal: 'fail' })
    await scene.pass(60_000)
    await scene.jobs.remove(id)
    await scene.pass(60_000)
    expect(scene.written()).toMatchObject({ state: 'waived', failures: 0 })
    expect(await scene.ping(secret)).toBe('unknown')
  })
})

describe('the collector’s own downtime', () => {
  test('moves a deadline once, by what was not heard, and never beyond twice the grace', async () => {
    const { secret } = await declare()
    await scene.ping(secret)
    // Due at 10:00, until 12:00; nothing is heard from 11:00 to 11:30.
    await scene.pass(3 * hour)
    await scene.restart(hour / 2)
    await scene.pass(hour / 2 + tenMinutes)
    expect(await state()).toBe('ok')
    await scene.pass(3 * tenMinutes)
    expect(await state()).toBe('late: late')
  })
  test('lets nothing be newly late before senders had time, and forgets no heartbeat', async () => {
    const { secret } = await declare()
    await scene.ping(secret, { signal: 'success', bytes: 7 })
    await scene.restart(40 * hour)
    expect(await scene.judged()).toMatchObject({ state: 'ok', sizeBytes: 7 })
    const before = scene.readings.length
    await scene.pass(5 * 60_000)
    expect(
      scene.readings.slice(before).filter(({ one }) => one.fields['missed'] !== undefined),
    ).toEqual([])
    await scene.ping(secret, { clientMs: scene.clock.now() - hour })
    await scene.pass(tenMinutes)
    expect(scene.written()).toMatchObject({ state: 'ok', missed: 0 })
  })
  test('does not clear what was late before it', async () => {
    await declare()
    await scene.pass(5 * hour)
    expect(scene.written()).toMatchObject({ state: 'late' })
    const before = scene.readings.length
    await scene.restart(hour)
    await scene.pass(8 * 60_000)
    const words = scene.readings.slice(before).map(({ one }) => one.fields['missed'])
    expect(words.every((missed) => missed === undefined)).toBe(true)
    await scene.pass(tenMinutes)
    expect(scene.written()).toMatchObject({ state: 'late' })
  })
})

describe('a job that the computer tells of too', () => {
  const tell = (job: string, values: Record<string, number | string | boolean | null>) =>
    scene.told.push({
      measurement: 'backup',
      tags: [['job', job]],
      row: { timeMs: scene.clock.now(), values },
    })

  test('is one truth: the newer good copy counts, whoever told of it', async () => {
    const { secret } = await declare({ agentJob: 'restic:nas' })
    const now = scene.clock.now()
    tell('restic:nas', {
      state: 'ok',
      last_success: now / 1000 - 60,
      last_attempt: now / 1000 - 60,
      size_bytes: 900,
      size_percent: 40,
    })
    expect(await scene.judged()).toMatchObject({
      state: 'ok',
      lastSuccessMs: now - 60_000,
      sizePercent: 40,
    })
    await scene.ping(secret, { bytes: 5 })
    expect(await scene.judged()).toMatchObject({ lastSuccessMs: now, sizeBytes: 5 })
  })
  test('is found by its own name, says what failed and when the disk is not there', async () => {
    await declare()
    tell('run:malipo', {
      state: 'failed',
      last_success: null,
      last_attempt: scene.clock.now() / 1000,
      exit_code: 3,
      target_present: false,
    })
    expect(await scene.judged()).toMatchObject({ state: 'failed', exitCode: 3 })
    scene.told.length = 0
    await scene.pass(5 * hour)
    tell('run:malipo', { state: 'ok', last_success: null, target_present: false })
    expect(await state()).toBe('late: target_absent')
  })
  test('waits for the computer’s own word before it is late', async () => {
    await declare()
    tell('run:malipo', { state: 'ok', last_success: scene.clock.now() / 1000 })
    await scene.pass(6 * hour)
    expect(await state()).toBe('ok')
    scene.told.length = 0
    tell('run:malipo', { state: 'ok', last_success: scene.clock.now() / 1000 - 6 * 3600 })
    expect(await state()).toBe('late: late')
  })
})

describe('a computer without any backup', () => {
  const summary = (word: string) => {
    scene.told.length = 0
    scene.told.push({
      measurement: 'backup_summary',
      tags: [],
      row: { timeMs: scene.clock.now(), values: { state: word } },
    })
  }
  test('is a finding after five working days, not while a job is declared or it is waived', async () => {
    summary('none')
    await scene.pass(60_000)
    expect(scene.written('backup_cover')).toMatchObject({ state: 'none_yet' })
    await scene.restart(60_000)
    await scene.pass(8 * 24 * hour, 6 * hour)
    expect(scene.written('backup_cover')).toMatchObject({ state: 'none', jobs: 0 })
    const waiver = { reason: 'haina nyaraka', by: 'amina', atMs: scene.clock.now() }
    await scene.records.waiveHost(hostId, waiver)
    await scene.pass(60_000)
    expect(scene.written('backup_cover')).toMatchObject({ state: 'waived' })
    await declare()
    await scene.pass(60_000)
    expect(scene.written('backup_cover')).toMatchObject({
      state: 'covered',
      jobs: 1,
      without_since: null,
    })
  })
  test('is not accused when it could not look, or told nothing', async () => {
    await scene.pass(60_000)
    expect(scene.written('backup_cover')).toMatchObject({ state: 'unknown', without_since: null })
    summary('unknown')
    await scene.pass(8 * 24 * hour, 12 * hour)
    expect(scene.written('backup_cover')).toMatchObject({ state: 'unknown' })
  })
})

test('many heartbeats of one job and many guesses are turned away', async () => {
  const { secret } = await declare()
  expect(await scene.ping(secret)).toBe('ok')
  const answers = await Promise.all(Array.from({ length: 79 }, () => scene.ping(secret)))
  expect(answers.filter((answer) => answer === 'ok')).toHaveLength(59)
  expect(answers.filter((answer) => answer === 'too_many')).toHaveLength(20)
  const guesses = []
  for (let n = 0; n < 40; n++) guesses.push(await scene.ping(`guess-${n}`))
  expect(guesses.filter((answer) => answer === 'unknown')).toHaveLength(30)
  expect(guesses.at(-1)).toBe('too_many')
  await scene.clock.advance(60_000)
  expect(await scene.ping(secret)).toBe('ok')
})

test(
  'ten thousand jobs are judged without a question or a row for each',
  { timeout: 60_000 },
  async () => {
    await scene.declareMany(10_000)
    await scene.pass(60_000)
    const rows = () =>
      scene.readings.filter(({ one }) => one.measurement.name === 'backup_job').length
    expect(rows()).toBe(10_000)
    const asked = scene.asked.length
    const before = process.cpuUsage()
    await scene.pass(3 * 60_000, 60_000)
    const { user, system } = process.cpuUsage(before)
    if (process.env['MLINZI_MEASURE']) console.log(`${(user + system) / 3000} ms a round`)
    expect(rows()).toBe(10_000)
    expect(scene.asked.slice(asked)).toEqual(['latest', 'latest', 'latest'])
  },
)
