/** Reports of backup-run on their way from the folder to the rows. */
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { replayHost } from '../../../../agent/host/replay.ts'
import { runReportFolder, writeRunReport } from '../../../../agent/host/run-reports.ts'
import { encodeRun, type RunEnd } from '../../../../agent/sources/backup/run-report.ts'
import { createSources } from '../../../../agent/sources/sources.ts'
import { agentDefaults } from '../../../../config/agent-defaults.ts'
import { temporaryFolder } from '../../../support/agent/temporary-folder.ts'
import { reader, someStatistics } from '../../../support/read-source.ts'
import { VirtualClock } from '../../../support/virtual-clock.ts'

const startMs = Date.parse('2026-11-20T20:00:00Z')
const hour = 3_600_000

function scene(folder = temporaryFolder()) {
  const clock = new VirtualClock(startMs + 100 * hour, 200 * hour)
  const source = createSources(agentDefaults.sources, {
    statistics: () => someStatistics,
    deliverInventory: () => undefined,
    backupRuns: runReportFolder(folder),
  }).find(({ name }) => name === 'backup')
  if (!source) throw new Error('no source')
  const read = reader(source, replayHost(temporaryFolder(), clock), clock)
  let number = 0
  return {
    folder,
    clock,
    files: () => readdirSync(folder).sort(),
    leave: (hours: number, ended?: Partial<RunEnd>, processId = process.pid, job = 'payroll') =>
      writeRunReport(
        folder,
        `${String(++number).padStart(9, '0')}-run`,
        encodeRun({
          job,
          product: 'restic',
          kind: 'data',
          copies: true,
          processId,
          startedMs: startMs + hours * hour,
          ...(ended && {
            ended: {
              exitCode: 0,
              durationMs: 6e4,
              bytes: 1e3,
              files: 3,
              ...ended,
            },
          }),
        }),
      ),
    rows: async () => {
      const readings = await read()
      return {
        jobs: readings
          .filter(({ measurement }) => measurement.name === 'backup')
          .map(({ tags, fields }): Readonly<Record<string, unknown>> => ({
            job: tags['job'],
            ...fields,
          })),
        summary: readings.find(({ measurement }) => measurement.name === 'backup_summary')?.fields,
      }
    },
  }
}
const seconds = (hours: number): number => (startMs + hours * hour) / 1000

test('a computer without any job is a finding of its own', async () => {
  const { rows } = scene()
  expect(await rows()).toMatchObject({
    jobs: [],
    summary: { state: 'none', jobs: 0, data_jobs: 0 },
  })
})

test('a good run is told once and stays the last good copy', async () => {
  const { leave, rows, files } = scene()
  await leave(1, {})
  const told = {
    job: 'run:payroll',
    product: undefined,
    state: 'ok',
    reason: 'none',
    exit_code: 0,
    last_success: seconds(1) + 60,
    last_attempt: seconds(1) + 60,
    size_bytes: 1e3,
    files: 3,
  }
  const { product: _, ...expected } = told
  const first = await rows()
  expect(first.jobs).toMatchObject([{ ...expected, attempt: '2026-11-20T21:01:00.000Z ok' }])
  expect(first.summary).toMatchObject({
    state: 'found',
    data_jobs: 1,
    last_success: seconds(1) + 60,
  })
  // Not before the reading after it: until then the spool may not have it.
  expect(files()).toEqual(['000000001-run.json'])
  expect((await rows()).jobs).toMatchObject([{ ...expected, attempt: null }])
  expect(files()).toEqual(['000000001-run.told.json'])
})

test('an agent that was killed before the spool had it tells it again, with the same text', async () => {
  const first = scene()
  await first.leave(1, {})
  const [told] = (await first.rows()).jobs
  const [again] = (await scene(first.folder).rows()).jobs
  expect(again).toEqual(told)
})

test('the last good copy is not the last attempt; failures in between are told one by one', async () => {
  const { leave, rows } = scene()
  await leave(1, {})
  await leave(25, { exitCode: 1, bytes: null })
  await leave(49, { exitCode: 12, bytes: null })
  await leave(73, { exitCode: 3, bytes: 900 })
  const story = []
  for (let turn = 0; turn < 4; turn++) story.push((await rows()).jobs[0])
  expect(story).toMatchObject([
    { state: 'failed', detail: 'exit 1', exit_code: 1, last_attempt: seconds(25) + 60 },
    { state: 'failed', detail: 'exit 12', last_attempt: seconds(49) + 60 },
    { state: 'warning', detail: 'exit 3', last_success: seconds(73) + 60, size_bytes: 900 },
    { state: 'warning', attempt: null },
  ])
  expect(story[0]?.['attempt']).toBe('2026-11-21T21:01:00.000Z failed exit 1')
})

test('while it runs it runs; killed, or from before the machine’s start, it was cut off', async () => {
  const running = scene()
  await running.leave(1, {})
  await running.rows()
  await running.leave(99)
  expect((await running.rows()).jobs).toMatchObject([
    { state: 'running', duration_s: 3600, last_success: seconds(1) + 60, attempt: null },
  ])
  const killed = scene()
  await killed.leave(99, undefined, 2 ** 30)
  expect((await killed.rows()).jobs).toMatchObject([
    { state: 'failed', detail: 'cut_off', last_success: null },
  ])
  const before = scene()
  await before.leave(-150)
  expect((await before.rows()).jobs).toMatchObject([{ state: 'failed', detail: 'cut_off' }])
})

test('a run whose clock stood in the future tells nothing, and hides no good copy', async () => {
  const { leave, rows } = scene()
  await leave(1, {})
  await rows()
  await leave(9000, {})
  expect((await rows()).jobs).toMatchObject([
    { state: 'unknown', reason: 'bad_output', detail: 'time_in_future', attempt: null },
  ])
})

test('what is kept of a job is bounded, and its last good copy is never forgotten', async () => {
  const { leave, rows, files } = scene()
  await leave(0, {})
  for (let run = 1; run <= 40; run++) await leave(run, { exitCode: 1 })
  for (let turn = 0; turn < 12; turn++) await rows()
  expect(files().length).toBeLessThan(15)
  expect(files()).toContain('000000001-run.told.json')
  expect((await rows()).jobs[0]).toMatchObject({ state: 'failed', last_success: seconds(0) + 60 })
})

test('the newest size is told against the median of those before it', async () => {
  const { leave, rows } = scene()
  for (const [run, bytes] of [1000, 1100, 900, 100].entries()) await leave(run * 20, { bytes })
  expect((await rows()).jobs[0]).toMatchObject({ size_bytes: 100, size_percent: 10 })
})

test('what other people put into the folder is no report', async () => {
  const { folder, rows } = scene()
  writeFileSync(path.join(folder, '000000001-x.json'), '{"version":1')
  writeFileSync(path.join(folder, '000000002-x.json'), 'x'.repeat(100_000))
  symlinkSync('/etc/passwd', path.join(folder, '000000003-x.json'))
  mkdirSync(path.join(folder, '000000004-x.json'))
  writeFileSync(path.join(folder, 'README'), 'x')
  chmodSync(path.join(folder, 'README'), 0)
  expect((await rows()).jobs).toEqual([])
})
