/** Whatever bytes come, no decoder throws and no time or amount is invented. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupCommand } from '../../../../agent/cli/backup-command.ts'
import {
  borgTrouble,
  decodeArchives,
  judgeArchives,
} from '../../../../agent/sources/backup/borg.ts'
import { decodeDuplicity } from '../../../../agent/sources/backup/duplicity.ts'
import { judgeExit } from '../../../../agent/sources/backup/exit-codes.ts'
import { instantOf } from '../../../../agent/sources/backup/instant.ts'
import type { JobFacts } from '../../../../agent/sources/backup/job.ts'
import { decodeKopia, judgeKopia } from '../../../../agent/sources/backup/kopia.ts'
import { logText } from '../../../../agent/sources/backup/log-text.ts'
import { judgeLog } from '../../../../agent/sources/backup/logs.ts'
import { decodeRclone } from '../../../../agent/sources/backup/rclone.ts'
import { decodeSnapshots, judgeSnapshots } from '../../../../agent/sources/backup/restic.ts'
import { decodeRobocopy } from '../../../../agent/sources/backup/robocopy.ts'
import {
  decodeRsnapshotConfig,
  decodeRsnapshotLog,
} from '../../../../agent/sources/backup/rsnapshot.ts'
import { decodeRsync } from '../../../../agent/sources/backup/rsync.ts'
import { decodeRun, encodeRun } from '../../../../agent/sources/backup/run-report.ts'
import { sizePercent } from '../../../../agent/sources/backup/sizes.ts'
import { decodeUnit, systemdTime } from '../../../../agent/sources/backup/systemd-timers.ts'
import { isMounted } from '../../../../agent/sources/backup/targets.ts'
import { decodeTimeMachine } from '../../../../agent/sources/backup/time-machine.ts'
import { decodeTimeshiftInfo } from '../../../../agent/sources/backup/timeshift.ts'
import { judgeFolder, liesUnder } from '../../../../agent/sources/backup/watch.ts'
import {
  decodeEvents,
  hresultIn,
  hresultText,
} from '../../../../agent/sources/backup/windows/event.ts'
import {
  azureJob,
  dmtfTime,
  fileHistoryJob,
  installedProducts,
  restorePointJob,
  shadowCopyJob,
} from '../../../../agent/sources/backup/windows/own-copies.ts'
import { veeamJobs } from '../../../../agent/sources/backup/windows/veeam.ts'
import {
  decodeAttempts,
  decodeWbSummary,
  decodeWbVersions,
  imageFacts,
  withAttempts,
} from '../../../../agent/sources/backup/windows/windows-backup.ts'
import { backupProducts } from '../../../../contract/catalogue/families/backup.ts'

const at = (iso: string): number => Date.parse(iso)

/** Text with the words that decoders look for, so that their inside is reached. */
const words = fc.constantFrom(
  '{"archives":[{"name":"a","start":"2026-11-22T16:00:50"}]}',
  '"time":"2026-01-01T00:00:00Z"',
  'rsync error: x (code 23) at',
  'sent 1 bytes  received 2 bytes',
  'total size is 1,5,5',
  '   Files :   5  5  0  0  1  0',
  '   ROBOCOPY     ::',
  'ERROR 2 (0x00000002)',
  '\u0000',
  '--------------[ Backup Statistics ]--------------',
  'EndTime 17',
  'Errors 0',
  '\n',
  '\t',
  '{"stats":{"bytes":1,"errors":0,"totalBytes":1}}',
  'snapshot_root\t/x/',
  'retain\tdaily\t7',
  'LoadState=loaded',
  'ExecMainExitTimestamp=Sun 2026-11-22 16:00:53 UTC',
  'Result=success',
  '<key>Destinations</key><array>',
  '<key>SnapshotDates</key><array><date>',
  '</array>',
  '13/45/2026-99:99',
  '06/30/2026-19:26',
  "Veeam Agent 'x' finished with Success.",
)
const anyText = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc
    .array(fc.oneof(words, fc.string({ maxLength: 20 })), { maxLength: 30 })
    .map((parts) => parts.join('')),
  fc
    .array(fc.oneof(words, fc.string({ maxLength: 20 })), { maxLength: 30 })
    .map((parts) => parts.join('\n')),
  fc.json(),
)
/** JSON with the right names and anything in them. */
const anyRecord = fc.dictionary(
  fc.constantFrom(
    'time',
    'paths',
    'summary',
    'name',
    'start',
    'startTime',
    'endTime',
    'source',
    'rootEntry',
    'log',
    'id',
    'at',
    'data',
    'msg',
    'HRESULT',
    'lastOk',
    'last',
    'hr',
    'versions',
    'op',
    'catalog',
    'version',
    'job',
    'product',
    'kind',
    'processId',
    'startedMs',
    'ended',
    'created',
    '__proto__',
  ),
  fc.oneof(
    fc.jsonValue(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom(4, 5, 14, 190, 'Microsoft-Windows-Backup', 'Veeam Agent', '0x8078011e', -1),
  ),
)

test('no text makes a decoder throw', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      decodeSnapshots(text)
      decodeArchives(text)
      borgTrouble(2, text)
      decodeKopia(text)
      decodeUnit(text)
      systemdTime(text)
      decodeRsnapshotConfig(text)
      decodeRsnapshotLog(text)
      decodeTimeshiftInfo(text)
      decodeTimeMachine(text)
      decodeWbVersions(text)
      dmtfTime(text)
      instantOf(text)
      decodeRun(text)
      isMounted(text, '/backup')
      for (const decode of [decodeRobocopy, decodeRsync, decodeRclone, decodeDuplicity]) {
        isSound(judgeLog(decode(text), 1e12, 1e12 + 1))
      }
      for (const program of ['restic', 'borg', 'rsync', 'robocopy.exe', 'duplicity', 'tar', 'x']) {
        const { bytes, files } = backupCommand(program, [text]).amounts(Buffer.from(text))
        for (const amount of [bytes, files]) expect(amount === null || amount >= 0).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('no bytes make the reading of a log throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (some) => {
      expect(typeof logText(Buffer.from(some))).toBe('string')
    }),
  )
})

test('no JSON of the right names makes a decoder throw, and every time is a time', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.array(anyRecord, { maxLength: 8 }), anyRecord, fc.jsonValue()),
      (json) => {
        const text = JSON.stringify(json)
        isSound(judgeSnapshots(decodeSnapshots(text) ?? [], ['/srv']))
        isSound(judgeArchives(decodeArchives(text) ?? []))
        isSound(judgeKopia(decodeKopia(text) ?? [], 1e12))
        decodeRun(text)
        const events = decodeEvents(json)
        const attempts = decodeAttempts(events)
        isSound(withAttempts(decodeWbSummary(json) ?? imageFacts([]), attempts))
        for (const job of [
          ...veeamJobs(events),
          azureJob(events),
          fileHistoryJob(json),
          shadowCopyJob(json),
          restorePointJob(json),
        ]) {
          if (job) isSound(job)
        }
        installedProducts(json)
      },
    ),
    { numRuns: 500 },
  )
})

function isSound({ lastAttemptMs, lastSuccessMs, state, reason }: JobFacts): void {
  for (const ms of [lastAttemptMs, lastSuccessMs]) {
    expect(ms === undefined || Number.isFinite(ms)).toBe(true)
  }
  expect(state === 'ok' && lastSuccessMs === undefined, 'ok without a copy').toBe(false)
  expect(reason === undefined || state === 'unknown').toBe(true)
}

test('a report that is written is read back the same', () => {
  const report = fc.record({
    job: fc.stringMatching(/^[a-z0-9][a-z0-9 ._-]{0,20}$/),
    product: fc.constantFrom(...backupProducts),
    kind: fc.constantFrom('data' as const, 'sync' as const),
    copies: fc.boolean(),
    processId: fc.nat(),
    startedMs: fc.nat(),
    ended: fc.option(
      fc.record({
        exitCode: fc.nat(255),
        durationMs: fc.nat(),
        bytes: fc.option(fc.nat()),
        files: fc.option(fc.nat()),
      }),
      { nil: undefined },
    ),
  })
  fc.assert(
    fc.property(report, (one) => {
      expect(decodeRun(encodeRun(one))).toEqual(one)
    }),
  )
})

test('an exit code that nobody declared is a failure', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...backupProducts),
      fc.integer({ min: 128, max: 255 }),
      (product, code) => {
        expect(judgeExit(product, code)).toBe('failed')
      },
    ),
  )
  expect(judgeExit('restic', 3)).toBe('warning')
  expect([1, 10, 11, 12, 130].map((code) => judgeExit('restic', code))).not.toContain('ok')
  expect([0, 1, 2, 3, 4, 7, 8, 16].map((code) => judgeExit('robocopy', code))).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
    'warning',
    'warning',
    'failed',
    'failed',
  ])
  expect([0, 23, 24, 30].map((code) => judgeExit('rsync', code))).toEqual([
    'ok',
    'failed',
    'warning',
    'failed',
  ])
})

describe('times', () => {
  test.each([
    ['2026-11-22T16:00:39.396679568Z', '2026-11-22T16:00:39.396Z'],
    ['2026-11-22T19:00:39+03:00', '2026-11-22T16:00:39Z'],
    ['2026-11-22T16:00:50.000000', '2026-11-22T16:00:50Z'],
    ['2026-03-29 02:30:00', '2026-03-29T02:30:00Z'],
    ['2026-02-30T00:00:00Z', undefined],
    ['22.11.2026 16:00:39', undefined],
  ])('%s', (text, iso) => {
    expect(instantOf(text)).toBe(iso === undefined ? undefined : at(iso))
  })

  test('of restore points, with the minutes from UTC', () => {
    expect(dmtfTime('20261122190053.000000+180')).toBe(at('2026-11-22T16:00:53Z'))
    expect(dmtfTime('20261122160053.000000-000')).toBe(at('2026-11-22T16:00:53Z'))
    expect(dmtfTime('00000000000000.000000-000')).toBeUndefined()
  })
})

describe('restic', () => {
  const snapshot = (time: string, paths: readonly string[], bytes?: number) => ({
    time,
    paths,
    hostname: 'pc',
    id: 'x',
    ...(bytes !== undefined && {
      summary: {
        backup_end: time,
        total_bytes_processed: bytes,
        total_files_processed: 7,
      },
    }),
  })
  const judge = (list: readonly unknown[], wanted: readonly string[]) =>
    judgeSnapshots(decodeSnapshots(JSON.stringify(list)) ?? [], wanted)

  test('an empty list written as null is a repository without a copy', () => {
    expect(decodeSnapshots('null\n')).toEqual([])
    expect(decodeSnapshots('')).toBeUndefined()
    expect(judgeSnapshots([], ['/home']).state).toBe('never')
  })

  test('the last good copy is that of the folder copied longest ago', () => {
    const list = [
      snapshot('2026-11-19T20:00:00Z', ['/srv/payroll']),
      snapshot('2026-11-22T20:00:00Z', ['/home']),
      snapshot('2026-11-21T20:00:00Z', ['/home']),
    ]
    expect(judge(list, ['/home/asha', '/srv/payroll/'])).toMatchObject({
      state: 'warning',
      detail: 'paths_missing 1',
      goodCopies: 1,
      lastSuccessMs: at('2026-11-19T20:00:00Z'),
      lastAttemptMs: at('2026-11-22T20:00:00Z'),
    })
  })

  test('folders copied by two commands one after the other are one good copy', () => {
    const list = [
      snapshot('2026-11-22T20:00:00Z', ['/home']),
      snapshot('2026-11-22T20:20:00Z', ['/srv/payroll']),
    ]
    expect(judge(list, ['/home', '/srv/payroll'])).toMatchObject({
      state: 'ok',
      lastSuccessMs: at('2026-11-22T20:00:00Z'),
    })
  })

  test('sizes come newest first, of the same folders only', () => {
    const list = [
      snapshot('2026-11-20T20:00:00Z', ['/home'], 100),
      snapshot('2026-11-21T20:00:00Z', ['/etc'], 5),
      snapshot('2026-11-22T20:00:00Z', ['/home'], 120),
    ]
    expect(judge(list, [])).toMatchObject({ state: 'ok', sizes: [120, 100], files: 7 })
    expect(judge([], [])).toMatchObject({ state: 'never', goodCopies: 0 })
  })
})

test('kopia: what it saves by the way is work in hand, and a failure when no more follows', () => {
  const one = (startTime: string, extra: object) => ({ startTime, endTime: startTime, ...extra })
  const list = [
    one('2026-11-21T20:00:00Z', {}),
    one('2026-11-22T20:45:00Z', { incomplete: 'checkpoint' }),
  ]
  const snapshots = decodeKopia(JSON.stringify(list)) ?? []
  expect(judgeKopia(snapshots, at('2026-11-22T21:20:00Z'))).toMatchObject({
    state: 'running',
    detail: undefined,
    lastSuccessMs: at('2026-11-21T20:00:00Z'),
  })
  expect(judgeKopia(snapshots, at('2026-11-23T08:00:00Z')).state).toBe('failed')
})

test('kopia: a snapshot broken off is no copy', () => {
  const one = (endTime: string, extra: object) => ({
    source: {
      host: 'PC-1',
      path: '/home',
    },
    startTime: endTime,
    endTime,
    ...extra,
    rootEntry: {
      summ: {
        size: 10,
        files: 2,
        numFailed: 0,
      },
    },
  })
  const list = [
    one('2026-11-21T20:00:00Z', {}),
    one('2026-11-22T20:00:00Z', { incomplete: 'canceled' }),
  ]
  expect(
    judgeKopia(decodeKopia(JSON.stringify(list)) ?? [], at('2030-01-01T00:00:00Z')),
  ).toMatchObject({
    state: 'failed',
    detail: 'incomplete',
    goodCopies: 1,
    lastSuccessMs: at('2026-11-21T20:00:00Z'),
    lastAttemptMs: at('2026-11-22T20:00:00Z'),
  })
})

describe('logs', () => {
  const now = at('2026-11-22T20:00:00Z')
  const summary = (failed: number, mismatch = 0): string =>
    [
      ' Verz. :        10         1         9         0         0         0',
      `Dateien :       200        12       188         ${mismatch}         ${failed}         3`,
      '  Bytes :   1.234 m    34.5 k   1.200 m         0         0         0',
      '  Zeiten:   0:00:01   0:00:00                       0:00:00   0:00:00',
    ].join('\r\n')

  test('robocopy in German: rows by shape, sizes with k and m', () => {
    expect(decodeRobocopy(summary(0))).toEqual({
      result: 'ok',
      files: 200,
      bytes: Math.round(1.234 * 1024 ** 2),
    })
    expect(decodeRobocopy(summary(0, 2))).toMatchObject({ result: 'warning', detail: 'mismatch' })
    expect(decodeRobocopy(`2026/11/22 FEHLER 32 (0x00000020) x\r\n${summary(2)}`)).toMatchObject({
      result: 'failed',
      detail: 'failed 2 error 0x00000020',
    })
  })

  test('robocopy without a summary: runs while its log is fresh, then has died', () => {
    const text = `${summary(0)}\r\n   ROBOCOPY     ::     Robustes Dateikopieren\r\n  Quelle : C:\\x\\`
    const run = decodeRobocopy(text)
    expect(judgeLog(run, now - 60_000, now)).toMatchObject({ state: 'running' })
    expect(judgeLog(run, now - 3 * 3_600_000, now)).toMatchObject({
      state: 'failed',
      detail: 'no_summary',
    })
  })

  test('robocopy with a missing source: an error and no summary is a failure', () => {
    const run = decodeRobocopy(
      '   ROBOCOPY     ::     x\r\n2026/11/22 16:00:00 ERROR 2 (0x00000002) Accessing Source Directory C:\\no\\\r\n',
    )
    expect(judgeLog(run, now - 3_600_000, now)).toMatchObject({
      state: 'failed',
      detail: 'error 0x00000002',
    })
  })

  test('rsync: the error line decides though the sums stand there too', () => {
    const line = (message: string): string => `2026/11/22 16:00:53 [77] ${message}`
    const sums = [
      line('sent 105 bytes  received 164 bytes  2.00 bytes/sec'),
      line('total size is 5,006  speedup is 0.99'),
    ]
    const failed = [
      ...sums,
      line(
        'rsync error: some files/attrs were not transferred (code 23) at main.c(1338) [sender=3.2.7]',
      ),
    ]
    expect(judgeLog(decodeRsync(failed.join('\n')), now, now)).toMatchObject({
      state: 'failed',
      detail: 'exit 23',
      exitCode: 23,
    })
    const vanished = [
      ...sums,
      line(
        'rsync warning: some files vanished before they could be transferred (code 24) at main.c(1338)',
      ),
    ]
    expect(judgeLog(decodeRsync(vanished.join('\n')), now, now)).toMatchObject({
      state: 'warning',
      lastSuccessMs: now,
      sizes: [5006],
    })
  })

  test('rsync: an amount beyond all disks is none', () => {
    const text =
      'sent 1 bytes  received 2 bytes\ntotal size is 999,999,999,999,999,999  speedup is 1\n'
    expect(decodeRsync(text)).toMatchObject({ result: 'ok', bytes: undefined })
  })

  test('rsync: a file that is called like an error is none, and a new run begins anew', () => {
    const text = [
      '2026/11/21 16:00:53 [76] rsync error: error in file IO (code 11) at receiver.c(1)',
      '2026/11/22 16:00:53 [77] >f+++++++++ rsync error: x (code 11) at',
      '2026/11/22 16:00:53 [77] sent 105 bytes  received 164 bytes  2.00 bytes/sec',
    ].join('\n')
    expect(decodeRsync(text)).toMatchObject({ result: 'ok' })
  })

  test('rclone: errors fail it; while it moves it runs', () => {
    const line = (stats: object): string =>
      JSON.stringify({ level: 'info', time: '2026-11-22T19:00:00.123456789+03:00', stats })
    const done = { bytes: 5, totalBytes: 5, errors: 2 }
    expect(decodeRclone(line(done))).toEqual({
      result: 'failed',
      detail: 'errors 2',
      endMs: at('2026-11-22T16:00:00.123Z'),
    })
    expect(decodeRclone(line({ ...done, errors: 0, transferring: [{}] })).result).toBe('undecided')
  })
})

describe('watched folders', () => {
  const options = {
    alias: 'accounts',
    path: '/srv/dumps',
    match: '*',
    minBytes: 1,
    depth: 0,
    ...({
      time: 'modified',
      kind: 'data',
    } as const),
  }
  const folder = (...bytes: readonly number[]) => ({
    files: bytes.length,
    bytes: bytes.reduce((a, b) => a + b, 0),
    complete: true,
    newest: bytes.map((size, day) => ({
      bytes: size,
      modifiedMs: now - day * 864e5,
      arrivedMs: 0,
    })),
  })
  const now = at('2026-11-22T20:00:00Z')

  test('an empty newest dump failed; the good one before it stays the last', () => {
    expect(judgeFolder(folder(0, 500, 500), options)).toMatchObject({
      state: 'failed',
      detail: 'too_small',
      lastAttemptMs: now,
      lastSuccessMs: now - 864e5,
      sizes: [500, 500],
      goodCopies: 2,
    })
  })

  test('one of the last five a tenth of the others is a warning', () => {
    expect(judgeFolder(folder(500, 20, 500, 500, 500), options)).toMatchObject({
      state: 'warning',
      detail: 'one_much_smaller',
      files: 5,
      totalBytes: 2020,
    })
    expect(judgeFolder(folder(500, 480, 500), options)).toMatchObject({ state: 'ok' })
    expect(judgeFolder(folder(), options)).toMatchObject({ state: 'never' })
  })

  test('only folders under the allowed roots are looked into', () => {
    expect(liesUnder('/srv/dumps', ['/srv'])).toBe(true)
    expect(liesUnder('/srv-other', ['/srv'])).toBe(false)
    expect(liesUnder('/srv/../etc', ['/srv'])).toBe(false)
    expect(liesUnder('d:\\Backup\\Pay', ['D:\\BACKUP'])).toBe(true)
    expect(liesUnder('/srv', [])).toBe(false)
  })
})

test('the newest copy against the median of those before it', () => {
  expect(sizePercent([50, 100, 100, 100])).toBe(50)
  expect(sizePercent([50, 100, 100])).toBeUndefined()
  expect(sizePercent([50, 0, 0, 0])).toBeUndefined()
  expect(sizePercent([100, 90, 110, 100, 100, 100, 100, 100, 9999])).toBe(100)
})

describe('Windows', () => {
  test('event 14 is a success only with HRESULT 0', () => {
    const event = (id: number, data: object) => ({
      log: 'Microsoft-Windows-Backup',
      id,
      at: '2026-11-22T01:00:00.0000000Z',
      data,
      msg: null,
    })
    const state = (id: number, data: object) =>
      decodeAttempts(decodeEvents([event(id, data)]))[0]?.state
    expect(state(14, { HRESULT: '0x0' })).toBe('ok')
    expect(state(14, { HRESULT: '0x80780119' })).toBe('failed')
    expect(state(14, {})).toBeUndefined()
    expect(state(4, {})).toBe('ok')
    expect(state(5, { HRESULT: '0x0' })).toBe('failed')
    expect(state(8, { HRESULT: '0x0' })).toBe('warning')
  })

  test('codes as signed, unsigned, decimal or hexadecimal', () => {
    const codes = [-2_139_619_042, 2_155_348_254, '2155348254', '0x8078011e', '-2139619042']
    for (const hr of codes) expect(hresultText(hresultIn({ hr }, 'hr') ?? 0)).toBe('0x8078011E')
    expect(hresultIn({ hr: 'e_fail' }, 'hr')).toBeUndefined()
  })

  test('an event after the daily summary says how it stands; the good copy stays', () => {
    const facts = decodeWbSummary({
      lastOk: '2026-11-21T01:10:00.0000000Z',
      last: '2026-11-21T01:10:00.0000000Z',
      hr: 0,
      hrDetail: 0,
      versions: 12,
      op: 'NoOperationInProgress',
      policy: true,
    })
    const failed = {
      atMs: at('2026-11-22T01:10:00Z'),
      state: 'failed' as const,
      detail: '0x80780048',
    }
    expect(facts && withAttempts(facts, [failed])).toMatchObject({
      state: 'failed',
      detail: '0x80780048',
      lastAttemptMs: failed.atMs,
      lastSuccessMs: at('2026-11-21T01:10:00Z'),
      goodCopies: 12,
    })
    expect(decodeWbSummary({ policy: true })).toMatchObject({ state: 'never' })
    expect(decodeWbSummary({ policy: false })).toBeUndefined()
  })

  test('Veeam: a job with an apostrophe, a failure after a success', () => {
    const event = (day: number, word: string) => ({
      log: 'Veeam Agent',
      id: word === 'Success' ? 190 : 191,
      at: `2026-11-${day}T01:00:00Z`,
      msg: `Veeam Agent 'Asha's PC' finished with ${word}.`,
    })
    expect(veeamJobs(decodeEvents([event(22, 'Failed'), event(21, 'Success')]))).toMatchObject([
      {
        job: "veeam_agent:Asha's PC",
        state: 'failed',
        lastAttemptMs: at('2026-11-22T01:00:00Z'),
        lastSuccessMs: at('2026-11-21T01:00:00Z'),
      },
    ])
  })

  test('File History is as good as the person furthest behind', () => {
    const users = [{ catalog: '2026-11-22T09:00:00Z' }, { catalog: '2026-11-10T09:00:00Z' }]
    expect(fileHistoryJob(users)).toMatchObject({
      state: 'ok',
      lastSuccessMs: at('2026-11-10T09:00:00Z'),
    })
    expect(fileHistoryJob([...users, { catalog: null }])).toMatchObject({ state: 'unknown' })
    expect(fileHistoryJob([])).toBeUndefined()
  })
})

test('Time Machine: the newest of all disks’ copies, and a switch that is off', () => {
  const plist = (automatic: string) => `<dict><key>AutoBackup</key>${automatic}
    <key>Destinations</key><array><dict><key>SnapshotDates</key><array>
      <date>2026-11-20T10:00:00Z</date><date>2026-11-22T10:00:00Z</date></array></dict>
    <dict><key>SnapshotDates</key><array><date>2026-11-21T10:00:00Z</date></array></dict></array></dict>`
  expect(decodeTimeMachine(plist('<true/>'))).toMatchObject({
    state: 'ok',
    lastSuccessMs: at('2026-11-22T10:00:00Z'),
    goodCopies: 3,
  })
  expect(decodeTimeMachine(plist('<false/>'))).toMatchObject({
    state: 'warning',
    detail: 'switched_off',
  })
  expect(decodeTimeMachine('<dict></dict>')).toBeUndefined()
})

test('a disk that is taken out leaves its folder; the automounter’s placeholder is no disk', () => {
  const line = (mount: string, type: string) =>
    `36 35 98:0 / ${mount} rw,noatime master:1 - ${type} /dev/sdb1 rw`
  expect(isMounted(line('/mnt/usb\\040disk', 'ext4'), '/mnt/usb disk')).toBe(true)
  expect(isMounted(line('/mnt', 'ext4'), '/mnt/usb disk')).toBe(false)
  expect(isMounted(line('/mnt/usb', 'autofs'), '/mnt/usb')).toBe(false)
})
