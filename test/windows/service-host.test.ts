/**
 * The service host with the real agent under Wine, against a collector's real door: what the
 * collector is told at each event of the system.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IngestStage, SessionEvent } from '../../collector/model/sessions.ts'
import { DecodingIngest } from '../support/decoding-ingest.ts'
import { openDoor, removeFolders, temporaryFolder, type Door } from '../support/door.ts'
import { until } from '../support/program-office.ts'
import { unpackAgent } from './installed-agent.ts'
import { Wine, wineMissing, type WineProgram } from './wine.ts'

// Spaces and letters that no code page of Windows has together.
const programFolder = 'C:\\Program Files\\Mlinzi ofisi ya Ñandú Łódź'
const homeFolder = 'C:\\ProgramData\\Mlinzi 日本 data'
const hostProgram = `${programFolder}\\mlinzi-service.exe`

const absent = wineMissing()
const wine = new Wine()
let door: Door
let host: WineProgram
/** Events of the door that a test has not yet looked at. */
let seen = 0

// Each session announces its series anew.
const ingest: IngestStage = { open: (peer) => new DecodingIngest().open(peer) }

async function nextEvent(): Promise<SessionEvent> {
  const [event] = await until(
    () => door.events.slice(seen),
    (events) => events.length > 0,
  )
  if (!event) throw new Error('No event')
  seen++
  return event
}
async function connected(): Promise<void> {
  expect(await nextEvent()).toMatchObject({ type: 'connected' })
}
async function goodbye(reason: string | null): Promise<void> {
  expect(await nextEvent()).toMatchObject({ type: 'disconnected', goodbye: reason })
}
function beginHost(): WineProgram {
  return wine.begin(hostProgram, ['--home', homeFolder, '--console'])
}
async function net(verb: 'start' | 'stop'): Promise<number | null> {
  return (await wine.run('net', [verb, 'MlinziAgent'])).code
}

beforeAll(async () => {
  if (absent) return
  door = await openDoor({ home: await temporaryFolder(), ingest })
  await wine.start()
  await unpackAgent(wine.unixPath(programFolder))
  mkdirSync(wine.unixPath(homeFolder), { recursive: true })
}, 180_000)

afterAll(async () => {
  await wine.close()
  await door?.close()
  await removeFolders()
}, 60_000)

describe.skipIf(absent)('the Windows service host', () => {
  it('starts an agent that is not enrolled again and again, ever more slowly', async () => {
    host = beginHost()
    await host.said(/"exitCode":3/, 2)
    await host.said(/"pause_ms":1000[^]*"pause_ms":2000/)
    host.say('stop')
    expect((await host.finished()).code).toBe(0)
    const enrolment = await wine.run(
      `${programFolder}\\node.exe`,
      [`${programFolder}\\agent.cjs`, 'enrol'],
      { MLINZI_HOME: homeFolder, MLINZI_TOKEN: await door.token() },
    )
    expect(enrolment.output).toContain('This computer is enrolled')
  }, 40_000)

  it('lets the agent say goodbye before a sleep and brings it back after it', async () => {
    host = beginHost()
    await connected()
    host.say('suspend')
    await goodbye('sleep')
    host.say('resume')
    await connected()
    expect(host.output()).not.toContain('did not answer')
  }, 40_000)

  it('knows a switching off with Fast Startup from a sleep', async () => {
    host.say('logoff')
    host.say('suspend')
    await goodbye('shutdown')
    host.say('resume')
    await connected()
    host.say('logon')
    host.say('suspend')
    await goodbye('sleep')
    host.say('resume')
    await connected()
  }, 40_000)

  it('starts an agent that dies again', async () => {
    const [, id = ''] = /"processId":(\d+)}/.exec(host.output()) ?? []
    await wine.run('taskkill', ['/f', '/pid', id])
    await goodbye(null)
    await connected()
  }, 40_000)

  it('says that the computer is shut down, and ends', async () => {
    host.say('preshutdown')
    await goodbye('shutdown')
    const { code, output } = await host.finished()
    expect(code).toBe(0)
    expect(output).toMatch(/The agent has ended","exitCode":0/)
  }, 40_000)

  it('takes the agent with it when it is killed', async () => {
    host = beginHost()
    await connected()
    await host.kill()
    expect(await nextEvent()).toMatchObject({ type: 'disconnected' })
    // A second agent on the same data would refuse to start.
    host = beginHost()
    await connected()
    expect(host.output()).not.toContain('"exitCode":4')
    host.say('update')
    await goodbye('update')
    expect((await host.finished()).code).toBe(0)
  }, 40_000)

  it('runs under the service control manager', async () => {
    const install = ['--home', homeFolder, '--install']
    for (let time = 0; time < 2; time++)
      expect(await wine.run(hostProgram, install)).toEqual({ code: 0, output: '' })
    expect(await net('start')).toBe(0)
    await connected()
    expect(await net('stop')).toBe(0)
    await goodbye('stop')
    const log = `${wine.unixPath(homeFolder)}/logs/service.log`
    await until(
      () => readFileSync(log, 'utf8'),
      (text) => text.trimEnd().endsWith('The service host ends"}'),
    )
    expect((await wine.run(hostProgram, ['--uninstall'])).code).toBe(0)
    expect(await net('start')).not.toBe(0)
  }, 40_000)
})
