/** Recorded output of real programs, and what must be read in it. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupCommand } from '../../../../agent/cli/backup-command.ts'
import {
  decodeArchives,
  borgTrouble,
  judgeArchives,
} from '../../../../agent/sources/backup/borg.ts'
import { decodeDuplicity } from '../../../../agent/sources/backup/duplicity.ts'
import { judgeExit } from '../../../../agent/sources/backup/exit-codes.ts'
import { logText } from '../../../../agent/sources/backup/log-text.ts'
import { decodeRclone } from '../../../../agent/sources/backup/rclone.ts'
import {
  decodeSnapshots,
  judgeSnapshots,
  resticTrouble,
} from '../../../../agent/sources/backup/restic.ts'
import { decodeRobocopy } from '../../../../agent/sources/backup/robocopy.ts'
import { decodeRsync } from '../../../../agent/sources/backup/rsync.ts'
import { decodeEvents } from '../../../../agent/sources/backup/windows/event.ts'
import { veeamJobs } from '../../../../agent/sources/backup/windows/veeam.ts'
import {
  decodeAttempts,
  decodeWbSummary,
  decodeWbVersions,
  imageFacts,
} from '../../../../agent/sources/backup/windows/windows-backup.ts'

const folder = path.join(import.meta.dirname, '../../../../../shared/fixtures/dev')
const bytes = (name: string): Buffer => readFileSync(path.join(folder, name))
const text = (name: string): string => bytes(name).toString('utf8')
const backup = (name: string): string => text(`backup/${name}`)
/** Fixtures keep a program's exit code in their last line. */
const exitOf = (name: string): number => Number(/exit=(\d+)/.exec(backup(name))?.[1])
const at = (iso: string): number => Date.parse(iso)

describe.skipIf(!existsSync(folder))('recorded backups (needs the shared fixtures)', () => {
  test('restic snapshots: three of one folder, sizes not told by 0.14', () => {
    const snapshots = decodeSnapshots(backup('restic-snapshots.json'))
    expect(snapshots).toHaveLength(3)
    expect(judgeSnapshots(snapshots ?? [], ['/tmp/w/bk/src/docs'])).toMatchObject({
      state: 'ok',
      lastSuccessMs: at('2026-11-22T16:00:39.396Z'),
      goodCopies: 3,
      sizes: [],
    })
  })

  test('restic snapshots: a wanted folder that restic 0.14 skipped with exit 0 is missed', () => {
    const snapshots = decodeSnapshots(backup('restic-snapshots.json')) ?? []
    const facts = judgeSnapshots(snapshots, ['/tmp/w/bk/src/docs', '/tmp/w/bk/nope'])
    expect(facts).toMatchObject({ state: 'warning', detail: 'paths_missing 1', goodCopies: 0 })
    expect(facts.lastSuccessMs).toBeUndefined()
    expect(exitOf('restic-backup-missing-path.exit')).toBe(0)
  })

  test('restic backup --json under backup-run: size and files of the summary', () => {
    const { product, copies, amounts } = backupCommand('/usr/bin/restic', ['backup', '--json', 'x'])
    expect({ product, copies }).toEqual({ product: 'restic', copies: true })
    expect(amounts(bytes('backup/restic-backup-ok.jsonl'))).toEqual({ bytes: 100_000, files: 5 })
    expect(amounts(bytes('backup/restic-backup-missing-path.jsonl'))).toEqual({
      bytes: 105_000,
      files: 6,
    })
    for (const other of [
      'restic-check-ok.txt',
      'restic-init.txt',
      'restic-stats.json',
      'restic-version.txt',
    ]) {
      expect(amounts(bytes(`backup/${other}`))).toEqual({ bytes: null, files: null })
    }
    expect(amounts(bytes('backup/restic-backup-missing-path.stderr')).bytes).toBeNull()
  })

  test('restic: a wrong password, before codes of its own; other outputs are no list', () => {
    const stderr = backup('restic-wrong-password.txt')
    expect(resticTrouble(exitOf('restic-wrong-password.txt'), stderr)).toBe('wrong_password')
    for (const other of ['restic-stats.json', 'restic-check-ok.txt', 'restic-version.txt']) {
      expect(decodeSnapshots(backup(other))).toBeUndefined()
    }
    expect(decodeSnapshots(backup('restic-forget.json'))).toEqual([])
    expect(judgeExit('restic', exitOf('restic-check-ok.txt'))).toBe('ok')
  })

  test('borg list: three archives, times without zone as UTC', () => {
    const archives = decodeArchives(backup('borg-list.json')) ?? []
    expect(judgeArchives(archives)).toEqual({
      state: 'ok',
      lastSuccessMs: at('2026-11-22T16:00:50Z'),
      lastAttemptMs: at('2026-11-22T16:00:50Z'),
      goodCopies: 3,
    })
    expect(decodeArchives(backup('borg-info-archive.json'))).toHaveLength(1)
    expect(decodeArchives(backup('borg-info-repo.json'))).toBeUndefined()
    expect(decodeArchives(backup('borg-version.txt'))).toBeUndefined()
  })

  test('borg create --json under backup-run: size, files, and a missing source is a warning', () => {
    const { amounts, copies } = backupCommand('borg', ['create', '--json', 'r::a', 'src'])
    expect(copies).toBe(true)
    expect(amounts(bytes('backup/borg-create.json'))).toEqual({ bytes: 105_558, files: 7 })
    expect(amounts(bytes('backup/borg-create-warning.json'))).toEqual({ bytes: 105_512, files: 7 })
    expect(amounts(bytes('backup/borg-create-warning.stderr')).bytes).toBeNull()
    expect(judgeExit('borg', exitOf('borg-create-warning.exit'))).toBe('warning')
    expect(judgeExit('borg', exitOf('borg-check-ok.txt'))).toBe('ok')
    expect(judgeExit('borg', exitOf('borg-wrong-passphrase.txt'))).toBe('failed')
    expect(borgTrouble(2, backup('borg-wrong-passphrase.txt'))).toBe('exit 2')
  })

  test('duplicity: the statistics after a full backup', () => {
    expect(decodeDuplicity(backup('duplicity-full.txt'))).toEqual({
      result: 'ok',
      bytes: 117_294,
      files: 10,
      endMs: 1_795_363_255_000,
    })
    expect(decodeDuplicity(backup('duplicity-version.txt')).result).toBe('undecided')
  })

  test('rclone: done without an error; it does not know what the copy holds', () => {
    expect(decodeRclone(backup('rclone-sync-json.log'))).toEqual({
      result: 'ok',
      endMs: at('2026-11-22T16:00:57.844Z'),
    })
    expect(decodeRclone(backup('rclone-version.txt')).result).toBe('undecided')
  })

  test('rsync: log file and statistics say the same', () => {
    const whole = { result: 'ok', bytes: 105_006, files: 7 }
    expect(decodeRsync(backup('rsync-log-file.log'))).toEqual(whole)
    expect(decodeRsync(backup('rsync-stats-ok.txt'))).toEqual(whole)
    expect(decodeRsync(backup('rsync-version.txt')).result).toBe('undecided')
  })

  test('an unconfigured Timeshift says nothing that could be taken for a copy', () => {
    const output = backup('timeshift-list-unconfigured.txt')
    expect(decodeSnapshots(output)).toBeUndefined()
    expect(decodeRsync(output).result).toBe('undecided')
    expect(decodeRobocopy(output).result).toBe('undecided')
  })

  test('robocopy: the summary by its shape, also in UTF-16', () => {
    const log = bytes('windows/transcribed_robocopy_summary_en.txt')
    const whole = { result: 'ok', files: 5, bytes: 1024 }
    expect(decodeRobocopy(logText(log))).toEqual(whole)
    expect(decodeRobocopy(logText(Buffer.from(`\uFEFF${log.toString()}`, 'utf16le')))).toEqual(
      whole,
    )
    expect(decodeRobocopy(logText(Buffer.from(log.toString(), 'utf16le')))).toEqual(whole)
  })

  test('Windows Server Backup’s event 5: failed, access denied', () => {
    const attempts = decodeAttempts(
      decodeEvents([eventOf(text('windows/transcribed_event_windows_backup_5.xml'))]),
    )
    expect(attempts).toEqual([
      {
        atMs: at('2019-10-10T00:02:42.902Z'),
        state: 'failed',
        detail: '0x8078011E 0x80070005',
      },
    ])
  })

  test('Veeam Agent’s event 190: success', () => {
    const { channel, id, timeCreated, message } = JSON.parse(
      text('windows/transcribed_veeam_agent_190_success.json'),
    )
    const events = decodeEvents([{ log: channel, id, at: timeCreated, data: {}, msg: message }])
    expect(veeamJobs(events)).toMatchObject([
      {
        job: 'veeam_agent:PSMA2HVH',
        state: 'ok',
        lastSuccessMs: at('2020-06-19T23:49:40Z'),
        lastAttemptMs: at('2020-06-19T23:49:40Z'),
      },
    ])
  })

  test('wbadmin: the identifier is UTC, the line above it is not', () => {
    const versions = decodeWbVersions(
      text('windows/transcribed_wbadmin_get_versions_local_disk.txt'),
    )
    expect(versions).toEqual([at('2026-06-30T19:26:00Z')])
    expect(imageFacts(versions)).toMatchObject({ state: 'ok', goodCopies: 1 })
  })

  test('Get-WBSummary: good, with 101 versions', () => {
    expect(
      decodeWbSummary(summarySection(text('windows/transcribed_wbsummary_success.txt'))),
    ).toEqual({
      state: 'ok',
      detail: undefined,
      lastSuccessMs: at('2024-03-15T11:16:38Z'),
      lastAttemptMs: at('2024-03-15T11:16:38Z'),
      goodCopies: 101,
    })
  })
})

/** What the fragment of the Windows query makes of an event. */
function eventOf(xml: string): unknown {
  const data = [...xml.matchAll(/<Data Name="(\w+)">([^<]*)<\/Data>/g)]
  return {
    log: /<Channel>([^<]*)</.exec(xml)?.[1],
    id: Number(/<EventID>(\d+)</.exec(xml)?.[1]),
    at: /SystemTime="([^"]*)"/.exec(xml)?.[1],
    data: Object.fromEntries(data.map(([, name, value]) => [name, value])),
    msg: null,
  }
}

/** What it makes of the summary object, whose printed list the fixture is. */
function summarySection(list: string): unknown {
  const value = (name: string): string => new RegExp(`^${name} *: (.*)$`, 'm').exec(list)?.[1] ?? ''
  const iso = (name: string): string => `${value(name).replace(' ', 'T')}.0000000Z`
  return {
    lastOk: iso('LastSuccessfulBackupTime'),
    last: iso('LastBackupTime'),
    hr: Number(value('LastBackupResultHR')),
    hrDetail: Number(value('LastBackupResultDetailedHR')),
    versions: Number(value('NumberOfVersions')),
    op: value('CurrentOperationStatus'),
    policy: true,
  }
}
