/** The backup stage over a real state database, with scripted facts and presence, on a virtual clock. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BackupDesk } from '../../../collector/backups/backup-desk.ts'
import type { HostRecord } from '../../../collector/model/hosts.ts'
import type { LatestRow, TimeSeriesStore } from '../../../collector/model/store.ts'
import { openCollectorState } from '../../../collector/state-tables.ts'
import type { JobDeclaration, PingRequest } from '../../../collector/state/backup-job.ts'
import { createBackupJobs } from '../../../collector/state/backup-jobs.ts'
import { createBackupRecords } from '../../../collector/state/backup-records.ts'
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import type { SeriesDescriptor } from '../../../contract/wire/series.ts'
import { rememberingLog } from '../../support/remembering-log.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

export const hour = 3_600_000
export const hostId = 'host-1'
const weekday = { open: '07:30', close: '15:30' }
const calendar = {
  zone: 'Africa/Dar_es_Salaam',
  days: { 0: null, 1: weekday, 2: weekday, 3: weekday, 4: weekday, 5: weekday, 6: null },
  holidays: [],
}
export const daily: JobDeclaration = {
  hostId,
  name: 'malipo',
  kind: 'data',
  agentJob: null,
  rotating: false,
  schedule: {
    everySeconds: null,
    cron: '0 10 * * *',
    zone: null,
    workingDays: false,
    graceSeconds: 7200,
    longestRunSeconds: 4 * 3600,
  },
}

/** Only what the stage reads of the store. */
interface Told {
  readonly tags: readonly (readonly [string, string])[]
  readonly measurement: string
  readonly row: Omit<LatestRow, 'seriesId' | 'flags'>
}

export async function backupScene(startMs = Date.UTC(2026, 10, 12, 5, 0)) {
  const folder = await mkdtemp(path.join(tmpdir(), 'mlinzi-backups-'))
  const file = path.join(folder, 'state.sqlite')
  const clock = new VirtualClock(startMs)
  let state = await openCollectorState(file)
  const hosts: HostRecord[] = []
  const told: Told[] = []
  const presence: { timeMs: number; value: string }[] = []
  const asked: string[] = []
  const readings: { hostId: string; one: Reading }[] = []
  const open = async () => {
    const jobs = createBackupJobs(state.db, clock)
    const records = createBackupRecords(state.db)
    const desk = new BackupDesk({
      jobs,
      records,
      store: scriptedStore(told, presence, asked),
      hosts: { all: async () => hosts },
      calendar: () => calendar,
      clock,
      log: rememberingLog(),
      add: (id, one) => readings.push({ hostId: id, one }),
    })
    await desk.start()
    return { jobs, records, desk }
  }
  const addHost = async (id: string) => {
    await state.db
      .insertInto('host')
      .values({
        id,
        name: id,
        site_id: null,
        department_id: null,
        role: 'desktop',
        critical: 0,
        simulated: 0,
        labels: '{}',
        created_at_ms: startMs,
        last_seen_ms: null,
        presence: 'online',
        presence_since_ms: null,
        clock_offset_seconds: null,
        confirmed: 1,
        agent_version: null,
      })
      .execute()
    hosts.push({ ...plainHost, id, name: id })
  }
  await addHost(hostId)
  const scene = {
    clock,
    hosts,
    told,
    presence,
    readings,
    asked,
    addHost,
    ...(await open()),
    /** So many daily jobs, in one transaction. */
    declareMany: (count: number) =>
      state.db.transaction().execute(async (transaction) => {
        const { schedule } = daily
        for (let n = 0; n < count; n++)
          await transaction
            .insertInto('backup_job')
            .values({
              id: `job-${n}`,
              host_id: hostId,
              name: `kazi ${n}`,
              kind: 'data',
              agent_job: null,
              every_s: schedule.everySeconds,
              cron: schedule.cron,
              zone: schedule.zone,
              working_days: 0,
              grace_s: schedule.graceSeconds,
              longest_run_s: schedule.longestRunSeconds,
              rotating: 0,
              waived_reason: null,
              waived_by: null,
              waived_at_ms: null,
              url_hash: null,
              created_at_ms: startMs,
              scheduled_from_ms: startMs,
            })
            .execute()
      }),
    /** Moves the time on in rounds that are near enough for no downtime to be seen between them. */
    pass: async (milliseconds: number, stepMs = 150_000) => {
      for (let passed = 0; passed < milliseconds; passed += stepMs) {
        await clock.advance(Math.min(stepMs, milliseconds - passed))
        await scene.desk.turn()
      }
    },
    /** The collector is stopped for so long. */
    restart: async (downMs: number) => {
      await scene.desk.close()
      await state.close()
      await clock.advance(downMs)
      state = await openCollectorState(file)
      Object.assign(scene, await open())
    },
    ping: (secret: string, more: Partial<PingRequest> = {}) =>
      scene.desk.ping({ ...plainPing, secret, ...more }),
    judged: async (name = daily.name) => {
      const found = (await scene.desk.jobs()).find(({ job }) => job.name === name)
      if (!found) throw new Error(`There is no job ${name}`)
      return found.judgement
    },
    /** The last reading of a job's state that was written. */
    written: (measurement = 'backup_job') =>
      readings.findLast(({ one }) => one.measurement.name === measurement)?.one.fields,
    close: async () => {
      await scene.desk.close()
      await state.close()
      await rm(folder, { recursive: true })
    },
  }
  return scene
}

const plainPing: PingRequest = {
  secret: '',
  signal: 'success',
  exitCode: null,
  run: null,
  durationSeconds: null,
  bytes: null,
  clientMs: null,
  address: '10.20.1.7',
}
const plainHost: HostRecord = {
  id: '',
  name: '',
  siteId: null,
  departmentId: null,
  role: 'desktop',
  critical: false,
  simulated: false,
  labels: {},
  createdAtMs: 0,
  lastSeenMs: null,
  presence: 'online',
  presenceSinceMs: null,
  clockOffsetSeconds: null,
  agentVersion: null,
  inventory: null,
}

function scriptedStore(
  told: readonly Told[],
  presence: readonly { readonly timeMs: number; readonly value: string }[],
  asked: string[],
): Pick<TimeSeriesStore, 'latest' | 'range' | 'series'> {
  const presenceId = 1_000_000
  const descriptor = (measurement: string, tags: Told['tags']): SeriesDescriptor => ({
    measurement,
    tags,
    fields: [],
  })
  const presenceSeries = { id: presenceId, hostId, descriptor: descriptor('presence', []) }
  return {
    latest: async () => {
      asked.push('latest')
      return told.map(({ row }, seriesId) => ({ ...row, seriesId, flags: 0 }))
    },
    range: async ({ fromMs, toMs }) => {
      asked.push('range')
      const points = presence.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
      return [{ seriesId: presenceId, tier: 'full', points }]
    },
    series: {
      get: (id) => {
        const one = told[id]
        return one && { id, hostId, descriptor: descriptor(one.measurement, one.tags) }
      },
      ofHost: () => [presenceSeries],
      all: () => [presenceSeries],
      register: async () => [],
    },
  }
}
