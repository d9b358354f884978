/** The command line as real processes on this machine. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../support/program.ts'

const entry = path.join(import.meta.dirname, '../../../agent/main.ts')
let home: string
beforeAll(() => (home = mkdtempSync(path.join(os.tmpdir(), 'mlinzi-cli-'))))
afterAll(() => rmSync(home, { recursive: true }))

function agent(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...words], {
    encoding: 'utf8',
    env: { ...process.env, MLINZI_HOME: home },
  })
  return { status, stdout, stderr }
}

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  test('once prints what would be sent, as a table', () => {
    const { status, stdout } = agent('once')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^cpu cpu=cpu-total +usage_active +[\d.]+ +percent$/m)
    expect(stdout).toMatch(/^mem +total +\d+ +bytes$/m)
    expect(stdout).toMatch(/path=\/ /)
    expect(stdout).toContain('inventory')
  })

  test('once --json gives one source alone, as it would go onto the wire', () => {
    const { status, stdout } = agent('once', 'mem', '--json')
    expect(status).toBe(0)
    const { readings, sources } = JSON.parse(stdout)
    expect(readings).toHaveLength(1)
    expect(readings[0].measurement).toBe('mem')
    expect(readings[0].fields.total).toBeGreaterThan(0)
    expect(sources).toMatchObject([{ name: 'mem', state: 'ok' }])
  })

  test('once makes a check by hand, and says what is wrong with its words', async () => {
    const closed = await freePort()
    const json = agent('once', 'smtp', `127.0.0.1:${closed}`, '--set', 'security=none', '--json')
    expect(json.status).toBe(1)
    expect(JSON.parse(json.stdout).readings).toMatchObject([
      { measurement: 'mail_service', tags: { protocol: 'smtp' }, fields: { fails: 1 } },
    ])
    const wrong = agent('once', 'imap', '127.0.0.1', '--set', 'security=ssl')
    expect(wrong).toMatchObject({ status: 2 })
    expect(wrong.stderr).toMatch(/^security: /)
  })

  test('a misspelt source is told with the nearest name', () => {
    const { status, stderr } = agent('once', 'presure')
    expect(status).toBe(2)
    expect(stderr).toContain('did you mean pressure?')
  })

  test('doctor explains what is not known, and says that the computer is not enrolled', () => {
    const { status, stdout } = agent('doctor')
    expect(status).toBe(1)
    expect(stdout).toContain('This computer is not enrolled')
    expect(stdout).toMatch(/temperatures: .*(?:sensor|driver)/)
    expect(stdout).toMatch(/^cpu +ok +[\d.]+ ms$/m)
    const swahili = agent('doctor', '--lang', 'sw').stdout
    expect(swahili).toContain('Kompyuta hii haijasajiliwa')
    expect(swahili).toMatch(/^cpu +sawa /m)
    const found = JSON.parse(agent('doctor', '--json').stdout)
    expect(found.sources.map(({ name }: { name: string }) => name)).toContain('disk')
  })

  test('status, run and enrol say what is missing, each with its exit code', () => {
    expect(agent('status')).toMatchObject({ status: 1 })
    const run = agent('run')
    expect(run.status).toBe(3)
    expect(run.stderr).toContain('mlinzi agent enrol TOKEN')
    expect(agent('enrol')).toMatchObject({ status: 2 })
    const unreadable = agent('enrol', 'mlz1.nonsense')
    expect(unreadable.status).toBe(1)
    expect(unreadable.stderr).toContain('copy it again')
  })

  test('the local settings are obeyed, and a wrong one is told with line and nearest name', () => {
    const file = path.join(home, 'agent.yaml')
    writeFileSync(file, 'sources:\n  off: [processes, net]\n')
    const { readings } = JSON.parse(agent('once', '--json').stdout)
    const names = new Set(readings.map(({ measurement }: { measurement: string }) => measurement))
    expect(names.has('cpu')).toBe(true)
    expect(names.has('process_top') || names.has('net')).toBe(false)
    writeFileSync(file, '# ours\nsources:\n  of: [net]\n')
    const { status, stderr } = agent('once')
    rmSync(file)
    expect(status).toBe(1)
    expect(stderr).toMatch(/agent\.yaml:3: .*did you mean "off"\?/)
    expect(stderr).not.toContain('    at ')
  })

  test('an unknown command is a mistake of use', () => {
    expect(agent('frobnicate').status).toBe(2)
    expect(agent('--help').status).toBe(0)
  })
})
