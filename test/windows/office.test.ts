/** The zip's content under Wine in an office: from the enrolment token to the computer's page. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { source } from '../../contract/catalogue/families/source.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { ask } from '../e2e/api-client.ts'
import { freePort, runCommand, settle, start, type Running } from '../support/program.ts'
import { until } from '../support/program-office.ts'
import { unpackAgent } from './installed-agent.ts'
import { Wine, wineMissing, type WineProgram } from './wine.ts'

const programFolder = 'C:\\Program Files\\Mlinzi'
const homeFolder = 'C:\\ProgramData\\Mlinzi'

// Heavy sources leave the first minutes to whoever waits for the computer.
const bootedJustNow = systemClock.uptime() < 600_000
const absent = wineMissing()
const wine = new Wine()
const folder = mkdtempSync(path.join(tmpdir(), 'mlinzi-office-'))
let port: number
let token: string
let collector: Running
let host: WineProgram
let id: string

interface Host {
  readonly id: string
  readonly presence: string
  readonly inventory?: {
    readonly os?: { readonly name?: string }
    readonly memory?: { readonly totalBytes?: number }
  } | null
}
interface Series {
  readonly tags: Readonly<Record<string, string>>
  readonly points: readonly { readonly value: number | string }[]
}
async function presence(wanted: string): Promise<Host> {
  const [one] = await until(
    () => ask<Host[]>(port, token, '/api/v1/hosts'),
    (all) => all[0]?.presence === wanted,
  )
  if (!one) throw new Error('There is no host')
  return one
}
/** The stored series of a field. */
async function seriesOf(field: string): Promise<readonly Series[]> {
  const [measurement, name] = field.split('.')
  const question = `/api/v1/series?host=${id}&measurement=${measurement}&field=${name}`
  return await ask<Series[]>(port, token, question)
}
async function newest(field: string): Promise<number> {
  const [first] = await seriesOf(field)
  return Number(first?.points.at(-1)?.value)
}

beforeAll(async () => {
  if (absent) return
  port = await freePort()
  settle(folder, port)
  collector = start(folder, ['collector', 'run'])
  await Promise.all([collector.said(/The collector runs/), wine.start()])
  token = await runCommand(folder, ['token', 'create', '--role', 'admin'])
  await unpackAgent(wine.unixPath(programFolder))
  mkdirSync(wine.unixPath(homeFolder), { recursive: true })
}, 180_000)

afterAll(async () => {
  await wine.close()
  await collector?.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

describe.skipIf(absent)('a Windows computer of an office', () => {
  it('is enrolled with the token from the console', async () => {
    const request = { role: 'desktop', uses: 1, autoApprove: true }
    const { secret } = await ask<{ secret: string }>(port, token, '/api/v1/tokens', request)
    const { code, output } = await wine.run(
      `${programFolder}\\node.exe`,
      [`${programFolder}\\agent.cjs`, 'enrol'],
      { MLINZI_HOME: homeFolder, MLINZI_TOKEN: secret },
    )
    expect(output).toContain('This computer is enrolled')
    expect(code).toBe(0)
  }, 40_000)

  it('is online as soon as its service runs', async () => {
    host = wine.begin(`${programFolder}\\mlinzi-service.exe`, ['--home', homeFolder, '--console'])
    ;({ id } = await presence('online'))
  }, 40_000)

  it.skipIf(bootedJustNow)(
    'sends its inventory (not possible here within ten minutes of the boot, by design)',
    async () => {
      const { inventory } = await until(
        () => ask<Host>(port, token, `/api/v1/hosts/${id}`),
        (one) => one.inventory !== null,
      )
      expect(inventory?.os?.name).toContain('Windows')
      expect(inventory?.memory?.totalBytes).toBeGreaterThan(100_000_000)
    },
    60_000,
  )

  it('is off, and not lost, after it was shut down', async () => {
    // So that processor time has been read twice.
    await systemClock.sleep(2500)
    host.say('preshutdown')
    expect((await host.finished()).code).toBe(0)
    await presence('off')
  }, 40_000)

  it('has sent processor, memory and disk before it went', async () => {
    expect(await newest('cpu.usage_active')).toBeGreaterThanOrEqual(0)
    expect(await newest('mem.total')).toBeGreaterThan(100_000_000)
    expect(await newest('mem.used_percent')).toBeGreaterThan(0)
    expect(await newest('disk.total')).toBeGreaterThan(1_000_000_000)
    expect(await newest('agent.rss')).toBeGreaterThan(10_000_000)
  }, 40_000)

  it('calls unknown what only PowerShell could have told', async () => {
    const states = new Map(
      (await seriesOf('source.state')).map(({ tags, points }) => [
        tags['source'],
        points.at(-1)?.value,
      ]),
    )
    const words = source.fields.state.states
    expect(states.get('cpu')).toBe(words.ok)
    expect(states.get('net')).toBe(words.unknown)
    const { output } = await wine.run(
      `${programFolder}\\node.exe`,
      [`${programFolder}\\agent.cjs`, 'doctor'],
      { MLINZI_HOME: homeFolder },
    )
    expect(output).toMatch(/antivirus +unknown .*powershell\.exe/)
  }, 40_000)
})
