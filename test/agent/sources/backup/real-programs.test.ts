/** Real repositories: made, filled, damaged, emptied, and read by our source through the live door. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { liveHost } from '../../../../agent/host/live.ts'
import { runReportFolder } from '../../../../agent/host/run-reports.ts'
import { decodeRsync } from '../../../../agent/sources/backup/rsync.ts'
import { createSources } from '../../../../agent/sources/sources.ts'
import { agentDefaults } from '../../../../config/agent-defaults.ts'
import type { BackupConfig } from '../../../../config/agent-backup.ts'
import { systemClock } from '../../../../lib/system-clock.ts'
import { eventually } from '../../../support/door.ts'
import { temporaryFolder } from '../../../support/agent/temporary-folder.ts'
import { reader, someStatistics } from '../../../support/read-source.ts'
import { missing } from '../../../support/service.ts'

const entry = path.join(import.meta.dirname, '../../../../agent/main.ts')

/** The rows of the named job, on this machine. */
async function jobs(
  home: string,
  backup: Partial<BackupConfig>,
  prefix: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const host = liveHost(systemClock)
  try {
    const settings = { ...agentDefaults.sources.backup, ...backup }
    const source = createSources(
      { ...agentDefaults.sources, backup: settings },
      {
        statistics: () => someStatistics,
        deliverInventory: () => undefined,
        backupRuns: runReportFolder(path.join(home, 'backup-runs')),
      },
    ).find(({ name }) => name === 'backup')
    if (!source) throw new Error('no source')
    const readings = await reader(source, host, systemClock)()
    return readings
      .filter(({ tags }) => tags['job']?.startsWith(prefix))
      .map(({ tags, fields }) => ({ job: tags['job'], ...fields }))
  } finally {
    host.close()
  }
}

/** Under the wrapper, as an officer's crontab would have it; gives the exit code. */
function backupRun(home: string, words: readonly string[], environment: object): number | null {
  const { status } = spawnSync(
    process.execPath,
    [entry, 'backup-run', '--name', 'docs', '--', ...words],
    {
      env: { ...process.env, ...environment, MLINZI_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  return status
}

function documents(): {
  readonly home: string
  readonly source: string
  readonly password: string
} {
  const home = temporaryFolder()
  const source = path.join(home, 'docs')
  mkdirSync(source)
  for (let file = 0; file < 5; file++) {
    writeFileSync(path.join(source, `${file}.bin`), randomBytes(20_000))
  }
  const password = path.join(home, 'password')
  writeFileSync(password, 'siri kubwa\n', { mode: 0o600 })
  return { home, source, password }
}
const recent = (value: unknown): boolean =>
  typeof value === 'number' && Math.abs(systemClock.now() / 1000 - value) < 600

describe.skipIf(missing('restic', 'restic'))('restic', () => {
  const made = () => {
    const { home, source, password } = documents()
    const repository = path.join(home, 'repository')
    const environment = { RESTIC_REPOSITORY: repository, RESTIC_PASSWORD_FILE: password }
    const restic = (...words: readonly string[]) =>
      spawnSync('restic', ['--no-cache', ...words], { env: { ...process.env, ...environment } })
        .status
    expect(restic('init')).toBe(0)
    const job = {
      name: 'nas',
      repository,
      passwordFile: password,
      paths: [source],
      kind: 'data' as const,
    }
    return { home, source, password, repository, environment, restic, job }
  }

  test('empty, filled, and with a folder that was not there', { timeout: 60_000 }, async () => {
    const { home, source, restic, job } = made()
    expect(await jobs(home, { restic: [job] }, 'restic')).toMatchObject([
      { state: 'never', good_copies: 0, last_success: null, attempt: null },
    ])
    expect(restic('backup', source)).toBe(0)
    const [row] = await jobs(home, { restic: [job] }, 'restic')
    expect(row).toMatchObject({ job: 'restic:nas', state: 'ok', good_copies: 1 })
    expect(recent(row?.['last_success'])).toBe(true)
    const wanting = { ...job, paths: [source, path.join(home, 'payroll')] }
    expect(await jobs(home, { restic: [wanting] }, 'restic')).toMatchObject([
      { state: 'warning', detail: 'paths_missing 1', last_success: null, good_copies: 0 },
    ])
    const other = { ...job, host: 'another-pc' }
    expect(await jobs(home, { restic: [other] }, 'restic')).toMatchObject([{ state: 'never' }])
  })

  test('locked, wrong password, pruned, gone', { timeout: 60_000 }, async () => {
    const { home, source, password, repository, restic, job } = made()
    expect(restic('backup', source)).toBe(0)
    expect(restic('backup', source)).toBe(0)
    writeFileSync(
      path.join(repository, 'locks', 'a'.repeat(64)),
      'not a lock that anybody can read',
    )
    expect(await jobs(home, { restic: [job] }, 'restic')).toMatchObject([
      { state: 'ok', good_copies: 2 },
    ])
    rmSync(path.join(repository, 'locks', 'a'.repeat(64)))
    expect(restic('forget', '--keep-last', '1', '--prune')).toBe(0)
    expect(await jobs(home, { restic: [job] }, 'restic')).toMatchObject([
      { state: 'ok', good_copies: 1 },
    ])
    writeFileSync(password, 'another\n')
    expect(await jobs(home, { restic: [job] }, 'restic')).toMatchObject([
      { state: 'unknown', reason: 'not_configured', detail: 'wrong_password' },
    ])
    rmSync(password)
    expect(await jobs(home, { restic: [job] }, 'restic')).toMatchObject([{ state: 'unknown' }])
    writeFileSync(password, 'siri kubwa\n')
    rmSync(path.join(repository, 'config'))
    expect(await jobs(home, { restic: [job] }, 'restic')).toMatchObject([
      { state: 'failed', detail: 'no_repository' },
    ])
    rmSync(repository, { recursive: true })
    expect(await jobs(home, { restic: [job] }, 'restic')).toMatchObject([
      { state: 'unknown', reason: 'unreachable' },
    ])
  })

  test(
    'under backup-run: sizes, a lost pack, a repository in use',
    { timeout: 60_000 },
    async () => {
      const { home, source, repository, environment } = made()
      const restic = ['restic', '--no-cache']
      expect(backupRun(home, [...restic, '--json', 'backup', source], environment)).toBe(0)
      expect(await jobs(home, {}, 'run:')).toMatchObject([
        { state: 'ok', size_bytes: 100_000, files: 5, exit_code: 0 },
      ])
      const writing = spawn('restic', ['--no-cache', 'backup', '--stdin'], {
        env: { ...process.env, ...environment },
        stdio: ['pipe', 'ignore', 'ignore'],
      })
      const locks = path.join(repository, 'locks')
      await eventually('the repository is locked', () => readdirSync(locks).length > 0)
      expect(backupRun(home, [...restic, 'prune'], environment)).toBe(1)
      const ended = new Promise((resolve) => writing.once('close', resolve))
      writing.stdin.end()
      await ended
      expect(await jobs(home, {}, 'run:')).toMatchObject([{ state: 'failed', detail: 'exit 1' }])
      // The largest holds the files; for lost folders restic would ask again and again.
      const packs = readdirSync(path.join(repository, 'data'), {
        recursive: true,
        encoding: 'utf8',
      })
        .map((name) => path.join(repository, 'data', name))
        .filter((file) => statSync(file).isFile())
        .sort((a, b) => statSync(b).size - statSync(a).size)
      rmSync(packs[0] ?? '')
      expect(backupRun(home, [...restic, 'check'], environment)).toBe(1)
      const [checked] = await jobs(home, {}, 'run:')
      expect(checked).toMatchObject({ state: 'failed', detail: 'exit 1', size_bytes: 100_000 })
      expect(recent(checked?.['last_success'])).toBe(true)
      const wrong = { ...environment, RESTIC_PASSWORD_FILE: '/dev/null' }
      expect(backupRun(home, [...restic, 'backup', source], wrong)).not.toBe(0)
    },
  )
})

describe.skipIf(missing('borg', 'borgbackup'))('borg', () => {
  const made = () => {
    const { home, source, password } = documents()
    const repository = path.join(home, 'repository')
    const environment = {
      BORG_REPO: repository,
      BORG_PASSCOMMAND: `cat ${password}`,
      BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
    }
    const borg = (...words: readonly string[]) =>
      spawnSync('borg', words, { env: { ...process.env, ...environment } }).status
    expect(borg('init', '-e', 'repokey')).toBe(0)
    const job = {
      name: 'nas',
      repository,
      passwordFile: password,
      prefix: '',
      kind: 'data' as const,
    }
    return { home, source, password, repository, environment, borg, job }
  }

  test('empty, filled, locked, wrong password, pruned, damaged', { timeout: 90_000 }, async () => {
    const { home, source, password, repository, borg, job } = made()
    expect(await jobs(home, { borg: [job] }, 'borg')).toMatchObject([{ state: 'never' }])
    expect(borg('create', '::pc1-a', source)).toBe(0)
    expect(borg('create', '::pc1-b', source)).toBe(0)
    expect(borg('create', '::pc2-a', source)).toBe(0)
    const [row] = await jobs(home, { borg: [{ ...job, prefix: 'pc1-' }] }, 'borg')
    expect(row).toMatchObject({ state: 'ok', good_copies: 2 })
    expect(recent(row?.['last_success'])).toBe(true)
    mkdirSync(path.join(repository, 'lock.exclusive'))
    writeFileSync(path.join(repository, 'lock.exclusive', 'elsewhere@1.1-1'), '')
    expect(await jobs(home, { borg: [job] }, 'borg')).toMatchObject([
      { state: 'ok', good_copies: 3 },
    ])
    rmSync(path.join(repository, 'lock.exclusive'), { recursive: true })
    expect(borg('prune', '--keep-last', '1')).toBe(0)
    expect(await jobs(home, { borg: [job] }, 'borg')).toMatchObject([{ good_copies: 1 }])
    writeFileSync(password, 'another\n')
    expect(await jobs(home, { borg: [job] }, 'borg')).toMatchObject([
      { state: 'unknown', reason: 'not_configured', detail: 'wrong_password' },
    ])
    writeFileSync(password, 'siri kubwa\n')
    const segments = path.join(repository, 'data', '0')
    for (const name of readdirSync(segments)) rmSync(path.join(segments, name))
    const [damaged] = await jobs(home, { borg: [job] }, 'borg')
    expect(damaged).toMatchObject({ state: 'unknown', reason: 'provider_failed' })
    rmSync(repository, { recursive: true })
    expect(await jobs(home, { borg: [job] }, 'borg')).toMatchObject([
      { state: 'unknown', reason: 'unreachable', detail: 'no_repository' },
    ])
  })

  test(
    'under backup-run: sizes, and a missing source is a warning',
    { timeout: 60_000 },
    async () => {
      const { home, source, environment } = made()
      expect(backupRun(home, ['borg', 'create', '--json', '::a', source], environment)).toBe(0)
      const [good] = await jobs(home, {}, 'run:')
      expect(good).toMatchObject({ state: 'ok', files: 5 })
      // borg counts some of its own bookkeeping with the files.
      expect(good?.['size_bytes']).toBeGreaterThanOrEqual(100_000)
      expect(good?.['size_bytes']).toBeLessThan(110_000)
      const words = ['borg', 'create', '--json', '::b', source, path.join(home, 'nope')]
      expect(backupRun(home, words, environment)).toBe(1)
      expect(await jobs(home, {}, 'run:')).toMatchObject([{ state: 'warning', detail: 'exit 1' }])
      expect(backupRun(home, ['borg', 'create', '::b', source], environment)).toBe(2)
      expect((await jobs(home, {}, 'run:'))[0]).toMatchObject({ state: 'failed', detail: 'exit 2' })
    },
  )
})

describe.skipIf(missing('rsync', 'rsync'))('rsync', () => {
  test('its log, good and with a source that is not there', async () => {
    const { home, source } = documents()
    const log = path.join(home, 'rsync.log')
    const target = path.join(home, 'copy')
    const logs = [{ product: 'rsync' as const, alias: 'docs', path: log, kind: 'sync' as const }]
    expect(await jobs(home, { logs }, 'rsync')).toMatchObject([{ state: 'never' }])
    const rsync = (from: string) =>
      spawnSync('rsync', ['-a', '--stats', `--log-file=${log}`, from, target]).status
    expect(rsync(source)).toBe(0)
    const [good] = await jobs(home, { logs }, 'rsync')
    expect(good).toMatchObject({ job: 'rsync:docs', state: 'ok', size_bytes: 100_000, files: 5 })
    expect(recent(good?.['last_success'])).toBe(true)
    expect(rsync(path.join(home, 'nope'))).toBe(23)
    expect(await jobs(home, { logs }, 'rsync')).toMatchObject([
      { state: 'failed', detail: 'exit 23', exit_code: 23 },
    ])
    expect(decodeRsync(readFileSync(log, 'utf8')).result).toBe('failed')
  })

  test('under backup-run the statistics go through and are read on the way', async () => {
    const { home, source } = documents()
    const words = ['rsync', '-a', '--stats', source, path.join(home, 'copy')]
    expect(backupRun(home, words, {})).toBe(0)
    expect(await jobs(home, {}, 'run:')).toMatchObject([
      { state: 'ok', size_bytes: 100_000, files: 5 },
    ])
  })
})

describe.skipIf(missing('rclone', 'rclone'))('rclone', () => {
  test('its JSON log', async () => {
    const { home, source } = documents()
    const log = path.join(home, 'rclone.log')
    const words = [
      'sync',
      source,
      path.join(home, 'copy'),
      '--use-json-log',
      '--log-file',
      log,
      '-v',
    ]
    execFileSync('rclone', [...words, '--config', path.join(home, 'rclone.conf')], {
      stdio: 'ignore',
    })
    const logs = [{ product: 'rclone' as const, alias: 'docs', path: log, kind: 'sync' as const }]
    const [row] = await jobs(home, { logs }, 'rclone')
    expect(row).toMatchObject({ state: 'ok', size_bytes: null })
    expect(recent(row?.['last_success'])).toBe(true)
  })
})

test('watched folders and targets on this machine; no path leaves it', async () => {
  const { home, source } = documents()
  const watch = {
    match: '*.bin',
    minBytes: 1,
    depth: 0,
    time: 'modified' as const,
    kind: 'data' as const,
  }
  const rows = await jobs(
    home,
    {
      roots: [home],
      watch: [
        { ...watch, alias: 'accounts', path: source, target: 'disk' },
        { ...watch, alias: 'outside', path: '/etc' },
        { ...watch, alias: 'gone', path: path.join(home, 'gone') },
      ],
      targets: [{ alias: 'disk', path: home, rotating: false }],
    },
    'watch',
  )
  expect(rows).toMatchObject([
    {
      job: 'watch:accounts',
      state: 'ok',
      files: 5,
      size_bytes: 2e4,
      total_bytes: 1e5,
    },
    {
      job: 'watch:outside',
      state: 'unknown',
      reason: 'not_configured',
    },
    {
      job: 'watch:gone',
      state: 'unknown',
      reason: 'unreachable',
    },
  ])
  // A folder on the system's disk is no mounted target.
  expect(rows[0]).toMatchObject({ target_present: false })
  expect(JSON.stringify(rows)).not.toContain(home)
})
