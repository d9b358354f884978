/** Rules in a whole collector: taken up while it runs, refused with faults, tried on stored values. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRequestListener } from '../../collector/api-root.ts'
import { loadRules } from '../../collector/cli/context.ts'
import { rulesCommands } from '../../collector/cli/rules.ts'
import { startCollector, type Collector } from '../../collector/collector.ts'
import { collectorHome } from '../../collector/home.ts'
import { describeSeries } from '../../contract/catalogue/describe.ts'
import { disk } from '../../contract/catalogue/families/disk.ts'
import { presence } from '../../contract/catalogue/families/presence.ts'
import { reading } from '../../contract/catalogue/grammar.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { rememberingLog } from '../support/remembering-log.ts'
import { packed, valuesOf } from '../support/timeline-store.ts'

const root = mkdtempSync(path.join(tmpdir(), 'mlinzi-rules-'))
const home = collectorHome(root)
const log = rememberingLog()
const hour = 3_600_000
let collector: Collector
const own = (text: string, name = 'own.yaml') => writeFileSync(path.join(home.rules, name), text)
const limit = (percent: number) => `
- id: nearly-full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  warning: { when: { field: used_percent, above: ${percent} } }
`

beforeAll(async () => {
  vi.stubEnv('MLINZI_HOME', root)
  mkdirSync(home.rules, { recursive: true })
  const assets = await mkdtemp(path.join(root, 'assets-'))
  const names = ['style.css', 'common.js', 'fleet.js', 'host.js']
  for (const name of names) await writeFile(path.join(assets, name), '')
  const manifest = JSON.stringify(Object.fromEntries(names.map((name) => [name, name])))
  await writeFile(path.join(assets, 'manifest.json'), manifest)
  collector = await startCollector({
    home,
    address: '127.0.0.1',
    port: 0,
    names: [],
    collectors: [],
    retention: { full: 14, m5: 400, h1: 1830 },
    rules: loadRules(home),
    loadRules: (instead) => loadRules(home, instead),
    backup: { folder: '', keep: 1 },
    clock: systemClock,
    log,
    requestListener: (stages) =>
      createRequestListener(stages, { clock: systemClock, log, version: 'test', assets }),
  })
  await fill(await enrol('FED-PC-07'))
})
afterAll(async () => {
  await collector.close()
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

async function enrol(hostname: string): Promise<string> {
  const { enrolment, keys, hosts } = collector.stages.repositories
  const ticket = await enrolment.createToken({
    expiresAtMs: Date.now() + hour,
    usesLeft: 1,
    siteId: null,
    departmentId: null,
    role: 'desktop',
    autoApprove: true,
    note: '',
  })
  await keys.enrol({
    ticket,
    agentId: 'ab'.repeat(16),
    publicKey: Buffer.alloc(32, 7),
    hostname,
    platform: 'linux',
    version: '0.1.0',
    facts: { macs: [] },
    siteId: null,
  })
  return (await hosts.all()).find(({ name }) => name === hostname)?.id ?? ''
}
/** Three days, a reading every 10 minutes: 60 % in use, two hours of 88 % on the second day. */
async function fill(hostId: string): Promise<void> {
  const { store } = collector.stages
  const tags = { path: 'D:', device: 'D:', fstype: 'ntfs', mode: 'rw' } as const
  const descriptor = describeSeries(disk, tags)
  const [series = 0] = await store.series.register(hostId, [descriptor])
  const fromMs = Date.now() - 72 * hour
  const rows = Array.from({ length: 72 * 6 }, (_, at) => {
    const used_percent = at >= 200 && at < 212 ? 88 : 60
    const values = valuesOf(
      descriptor,
      reading(disk, tags, { used_percent, free: 100 * 1024 ** 3 }),
    )
    return { series, timeMs: fromMs + (at * hour) / 6, flags: 1, values }
  })
  const frame = { agentId: 'a', epoch: '0'.repeat(32), rows: packed(rows) }
  await store.append([{ ...frame, settled: [[1, rows.length]] }], Date.now())
}

describe('the rules of a running collector', () => {
  const inForce = () => collector.stages.rulesDesk.inForce().map(({ id }) => id)

  it('follow the office’s files, and stay as they were while those have faults', async () => {
    const desk = collector.stages.rulesDesk
    expect(inForce()).not.toContain('nearly-full')
    own(limit(80))
    await desk.turn()
    expect(inForce()).toContain('nearly-full')
    expect(collector.stages.rule('nearly-full')).toBeDefined()
    expect(desk.faults()).toEqual([])
    own(limit(80).replace('used_percent', 'used_procent').replace('disk', 'disk'))
    await desk.turn()
    expect(inForce()).toContain('nearly-full')
    expect(desk.faults()).toMatchObject([{ line: 6 }])
    expect(desk.faults()[0]?.text).toContain('did you mean "used_percent"?')
    rmSync(path.join(home.rules, 'own.yaml'))
    await desk.turn()
    expect(inForce()).not.toContain('nearly-full')
    expect(desk.faults()).toEqual([])
  })
})

describe('exceptions of the console', () => {
  const made = {
    ruleId: 'disk-full-data',
    where: { objects: ['D:'] },
    set: { warning: { when: [{ field: 'used_percent', above: 70 }], clear: null } },
    note: '',
    by: 'asha',
    atMs: 1,
  }
  const overrides = () =>
    collector.stages
      .rule('disk-full-data')
      ?.overrides.filter(({ scope }) => scope.objects.length > 0)

  it('are tried on what is stored, taken up at once, and gone when removed', async () => {
    const { rulesDesk, repositories } = collector.stages
    const trial = await rulesDesk.tryException(made, 7)
    expect(trial).toMatchObject({
      before: { alerts: 0, hosts: 0 },
      after: { alerts: 1, hosts: 1 },
    })
    const id = await repositories.ruleExceptions.add(made)
    await rulesDesk.exceptionsChanged()
    const [override] = overrides() ?? []
    expect(override?.set).toEqual(made.set)
    expect(override && rulesDesk.exceptionId(override)).toBe(id)
    await repositories.ruleExceptions.remove(id)
    await rulesDesk.exceptionsChanged()
    expect(overrides()).toEqual([])
  })
  it('that no longer fit are told and hold nothing else back', async () => {
    const { rulesDesk, repositories } = collector.stages
    const stale = await repositories.ruleExceptions.add({ ...made, ruleId: 'rule-of-old' })
    const good = await repositories.ruleExceptions.add(made)
    await rulesDesk.exceptionsChanged()
    expect(overrides()).toHaveLength(1)
    expect(rulesDesk.faults()[0]?.text).toContain('"rule-of-old" is no rule')
    await expect(rulesDesk.tryException({ ...made, set: { by: {} } }, 0)).rejects.toThrow()
    for (const id of [stale, good]) await repositories.ruleExceptions.remove(id)
    await rulesDesk.exceptionsChanged()
    expect(rulesDesk.faults()).toEqual([])
  })
})

const printed: string[] = []
beforeEach(() => {
  printed.length = 0
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
})
afterEach(() => vi.restoreAllMocks())

/** What `mlinzi rules …` prints. */
async function command(...words: readonly string[]): Promise<string> {
  printed.length = 0
  const rules = rulesCommands({
    withRepositories: (work) => work(collector.stages.repositories),
    port: async () => collector.port,
  })
  const groups = rules.commands.flatMap((one) => [one, ...one.commands])
  for (const one of groups) one.exitOverride().configureOutput({ writeErr: () => undefined })
  await rules.parseAsync(words, { from: 'user' })
  return printed.join('\n')
}

describe('mlinzi rules test', () => {
  const run = (...words: readonly string[]) => command('test', ...words)
  function draft(text: string): string {
    const file = path.join(root, 'draft.yaml')
    writeFileSync(file, text)
    return file
  }

  it('tells what a draft would have told of the last days, and writes nothing', async () => {
    const told = await run(draft(limit(80)))
    expect(told).toContain('432 readings of 1 computers, the last 7 days:')
    expect(told).toContain('nearly-full: 1 alerts on 1 computers')
    expect(told).toMatch(/warning {2}FED-PC-07/)
    expect(told).not.toContain('still open')
    const { alerts, apiTokens } = collector.stages.repositories
    expect((await alerts.open()).filter(({ ruleId }) => ruleId === 'nearly-full')).toEqual([])
    expect((await apiTokens.all()).every(({ revoked }) => revoked)).toBe(true)
  })
  it('tries exceptions, which change a shipped rule only where they hold', async () => {
    const exception = (hosts: string) => `
- override: disk-full-data
  where: { hosts: ${hosts} }
  set: { warning: { when: { field: used_percent, above: 70 }, clear: null } }
`
    expect(await run(draft(exception('FED-PC-07')))).toContain('disk-full-data: 1 alerts')
    expect(await run(draft(exception('other')))).toContain('disk-full-data: 0 alerts')
  })
  it('looks back only as far as asked', async () => {
    expect(await run('--days', '1', draft(limit(80)))).toContain('nearly-full: 0 alerts')
  })
  it('tries silence on what is stored of presence', async () => {
    const { store, repositories } = collector.stages
    const [host] = await repositories.hosts.all()
    const descriptor = describeSeries(presence, {})
    const [series = 0] = await store.series.register(host?.id ?? '', [descriptor])
    const marks = [
      [-50, 'online'],
      [-30, 'off'],
      [-20, 'online'],
    ] as const
    const rows = marks.map(([hours, state], at) => ({
      series,
      timeMs: Date.now() + hours * hour,
      flags: at + 1,
      values: valuesOf(descriptor, reading(presence, {}, { state })),
    }))
    const frame = { agentId: 'own', epoch: '1'.repeat(32), rows: packed(rows) }
    await store.append([{ ...frame, settled: [[1, rows.length]] }], Date.now())
    const rule = (after: string) => `
- id: gone-quiet
  kind: silence
  of: host
  select: { roles: [desktop] }
  warning: { after: ${after} }
`
    const hours = { mode: 'always' } as const
    await repositories.office.setExpected({ hostId: host?.id ?? '' }, hours)
    expect(await run(draft(rule('9h')))).toContain('gone-quiet: 1 alerts on 1 computers')
    expect(await run(draft(rule('11h')))).toContain('gone-quiet: 0 alerts')
  })
  it('tells faults with file and line, and that files change nothing', async () => {
    await expect(run(draft('- { id: a, kind: treshold }'))).rejects.toThrow(
      /draft\.yaml:1: "treshold" is no kind of rule; did you mean "threshold"\?/,
    )
    expect(await run(draft('[]'))).toContain('These files change no rule.')
    await expect(run(path.join(root, 'absent.yaml'))).rejects.toThrow('cannot be read: ENOENT')
  })
})

describe('mlinzi rules exceptions', () => {
  const where = ['--computer', 'fed-pc-07', '--object', 'D:']
  const values = ['--set', 'warning.when.0.above=70', '--set', 'warning.clear.0.below=65']

  it('are tried, made, listed and removed, each with an entry of the audit log', async () => {
    const tried = await command('exceptions', 'try', 'disk-full-data', ...where, ...values)
    expect(tried).toContain('as the rule stands: 0 alerts on 0 computers')
    expect(tried).toMatch(/with the exception: \d alerts? on/)
    expect(await command('exceptions', 'list', 'disk-full-data')).toBe('There is no exception.')
    const note = 'Diski ya picha'
    const id = await command(
      'exceptions',
      'set',
      'disk-full-data',
      ...where,
      '--without',
      'critical',
      '--note',
      note,
    )
    const listed = await command('exceptions', 'list', 'disk-full-data')
    expect(listed).toContain(
      `disk-full-data  hosts FED-PC-07; objects D:  {"critical":null}  ${id}  cli  ${note}`,
    )
    await collector.stages.rulesDesk.turn()
    expect(collector.stages.rule('disk-full-data')?.overrides).toHaveLength(1)
    await command('exceptions', 'remove', id)
    expect(await command('exceptions', 'list', 'disk-full-data')).toBe('There is no exception.')
    const entries = await collector.stages.repositories.audit.list({ limit: 10 })
    const actions = entries.filter(({ actor }) => actor === 'cli').map(({ action }) => action)
    expect(actions).toEqual(['rule.exception_remove', 'rule.exception_add'])
  })
  it('lists those that ship, which have no id', async () => {
    expect(await command('exceptions', 'list', 'clock-ahead')).toContain(
      'clock-ahead  roles server  {"critical":',
    )
  })
  it.each([
    [['set', 'no-such-rule', '--off'], 'There is no rule "no-such-rule"'],
    [['set', 'disk-full-data'], 'Nothing is different'],
    [['set', 'disk-full-data', '--set', 'warning'], 'write PATH=VALUE'],
    [['set', 'disk-full-data', '--off', '--site', 'Mars'], 'Site "Mars" is not known.'],
    [['set', 'disk-full-data', '--off', '--role', 'toaster'], 'Role "toaster" is none of'],
    [['set', 'disk-full-data', '--set', 'warning.for=soon'], 'soon'],
    [['set', 'disk-full-data', '--set', 'kind=state'], 'kind'],
    [['remove', 'x'], 'There is no exception "x"'],
  ])('%j is refused', async (words, said) => {
    await expect(command('exceptions', ...words)).rejects.toThrow(said)
  })
})

describe('/api/v1/rules/exceptions', () => {
  async function call(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: object,
    role: 'viewer' | 'officer' = 'officer',
  ) {
    const { apiTokens } = collector.stages.repositories
    const { id, secret } = await apiTokens.create('program', role)
    const answer = await fetch(
      `https://127.0.0.1:${collector.port}/api/v1/rules/exceptions${url}`,
      {
        method,
        headers: {
          authorization: `Bearer ${secret}`,
          ...(payload && { 'content-type': 'application/json' }),
        },
        ...(payload && { body: JSON.stringify(payload) }),
      },
    )
    await apiTokens.revoke(id)
    return { status: answer.status, body: await answer.json() }
  }
  const made = {
    rule: 'disk-full-data',
    where: { hosts: ['FED-PC-07'], objects: ['D:'] },
    set: { warning: { when: [{ field: 'used_percent', above: 70 }], clear: null } },
  }
  beforeAll(() => vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0'))

  it('are tried, made and removed', async () => {
    expect((await call('POST', '/test', made)).body).toMatchObject({
      days: 7,
      before: { alerts: 0, hosts: 0 },
      after: { alerts: 1, hosts: 1 },
    })
    const { status, body } = await call('POST', '', { ...made, note: 'kwa mkopo' })
    expect(status).toBe(200)
    expect(body).toMatchObject([
      {
        rule: 'disk-full-data',
        where: made.where,
        set: made.set,
        by: 'token:program',
        note: 'kwa mkopo',
      },
    ])
    expect(collector.stages.rule('disk-full-data')?.overrides).toHaveLength(1)
    expect((await call('GET', '?rule=disk-full-data', undefined, 'viewer')).body).toEqual(body)
    expect((await call('DELETE', `/${body[0].id}`)).body).toEqual([])
    expect(collector.stages.rule('disk-full-data')?.overrides).toHaveLength(0)
    expect((await call('DELETE', `/${body[0].id}`)).status).toBe(404)
  })
  it('are refused with a sentence', async () => {
    const refused = async (more: object) =>
      (await call('POST', '', { ...made, ...more })).body.message
    expect(await refused({ rule: 'none' })).toContain('"none" is no rule in force')
    expect(await refused({ where: { hosts: ['MARS-1'] } })).toContain(
      'Computer "MARS-1" is not known',
    )
    expect(await refused({ set: {} })).toContain('changes nothing')
    expect(await refused({ set: { kind: 'state' } })).toContain('kind')
    expect((await call('POST', '', made, 'viewer')).status).toBe(403)
    expect(await collector.stages.repositories.ruleExceptions.all()).toEqual([])
  })
})
