import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import esbuild from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectGarbage, mallocEnvironment, nodeFlagsFor } from '../../agent/small-memory.ts'
import { agentBuild, agentFiles } from '../../scripts/agent-bundles.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

const root = path.join(import.meta.dirname, '../..')

test('the service starts Node with the flags that keep the agent small', () => {
  const unit = readFileSync(path.join(root, 'config/systemd/mlinzi-agent.service'), 'utf8')
  const flags = nodeFlagsFor('24.21.0').join(' ')
  expect(unit).toContain(`/node ${flags} /opt/mlinzi/dist/agent.cjs run`)
  const environment = unit.matchAll(/^Environment=(MALLOC_\w+)=(.*)$/gm)
  expect(Object.fromEntries([...environment].map(([, name, value]) => [name, value]))).toEqual(
    mallocEnvironment,
  )
})

test('a Node before 24 is not given the flag that was never tried with it', () => {
  expect(nodeFlagsFor('24.18.1')).toContain('--single-threaded-gc')
  expect(nodeFlagsFor('22.23.3')).toEqual(
    nodeFlagsFor('24.18.1').filter((flag) => flag !== '--single-threaded-gc'),
  )
})

test('this Node knows every flag', () => {
  const flags = nodeFlagsFor(process.versions.node)
  expect(execFileSync(process.execPath, [...flags, '-p', '6 * 7'], { encoding: 'utf8' })).toBe(
    '42\n',
  )
})

test('garbage is collected after the start, after the heavy readings, then once an hour', async () => {
  const clock = new VirtualClock()
  const over = new AbortController()
  const minutes: number[] = []
  const before = globalThis.gc
  globalThis.gc = (() => void minutes.push(clock.monotonic() / 60_000)) as NodeJS.GCFunction
  try {
    const ended = collectGarbage(clock, over.signal)
    await clock.advance(3 * 3_600_000)
    expect(minutes).toEqual([2, 17, 77, 137])
    over.abort(new Error('The agent stops'))
    await ended
  } finally {
    globalThis.gc = before
  }
})

describe('the bundles', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-bundles-'))
  const textOf = (name: string): string => readFileSync(path.join(folder, name), 'utf8')
  const run = (words: readonly string[], home = folder): string => {
    const options = { encoding: 'utf8', env: { ...process.env, MLINZI_HOME: home } } as const
    return execFileSync(process.execPath, [path.join(folder, 'agent.cjs'), ...words], options)
  }

  beforeAll(async () => {
    await esbuild.build({
      ...agentBuild,
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      target: 'node22',
      minify: true,
      outdir: folder,
    })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('are the files that the package for Windows takes', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.cjs'))).toEqual(
      [...agentFiles].toSorted(),
    )
  })

  test('the service holds neither the command line nor what reads settings', () => {
    const text = textOf('agent.cjs')
    expect(text.length).toBeGreaterThan(100_000)
    for (const own of ['explain what is missing', 'is not valid YAML']) {
      expect(text.includes(own), own).toBe(false)
    }
    expect(textOf('agent-cli.cjs').includes('explain what is missing')).toBe(true)
    expect(textOf('agent-config.cjs').includes('is not valid YAML')).toBe(true)
  })

  test('the service is all ASCII: one letter beyond Latin 1 doubles what its source takes in memory', () => {
    const beyond = [...textOf('agent.cjs').matchAll(/.{0,40}[\u0080-\uffff].{0,40}/g)]
    expect(beyond.map(([found]) => found)).toEqual([])
  })

  test('another command than run comes from the command line beside the service', () => {
    expect(run(['--help'])).toContain('backup-run')
    expect(run(['run', '--help'])).toContain('--config')
  })

  test('a settings file is read by the bundle for it, and its faults are named', () => {
    const file = path.join(folder, 'agent.yaml')
    writeFileSync(file, 'sampleSecondsMinn: 10\n')
    for (const words of [
      ['run', '--config', file],
      ['run', `--config=${file}`],
    ]) {
      expect(() => run(words)).toThrow(`${file}:1: "sampleSecondsMinn" is not a setting`)
    }
    expect(existsSync(path.join(folder, 'agent'))).toBe(false)
  })
})
