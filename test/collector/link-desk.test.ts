/** The collector in this process, the shipped agent's source beside it: what is pushed is done. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCollector, type Collector } from '../../collector/collector.ts'
import { followedOffice } from '../../collector/followed-repositories.ts'
import { collectorHome } from '../../collector/home.ts'
import { formatEnrolmentToken } from '../../contract/wire/enrolment-token.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { eventually, removeFolders, temporaryFolder } from '../support/door.ts'
import { rememberingLog } from '../support/remembering-log.ts'

const entry = path.join(import.meta.dirname, '../../agent/main.ts')
const log = rememberingLog()
const children: ChildProcess[] = []
let collector: Collector
let home: string
let hostId: string

function agent(words: readonly string[], environment = {}): ChildProcess {
  const child = spawn(process.execPath, [entry, ...words], {
    env: { ...process.env, MLINZI_HOME: home, ...environment },
    stdio: 'ignore',
  })
  children.push(child)
  return child
}
/** Without a goodbye; the new one begins with its profile. */
async function restart(): Promise<void> {
  const running = children.at(-1)
  if (running === undefined) throw new Error('No agent runs')
  running.kill('SIGKILL')
  await once(running, 'close')
  agent(['run'])
  await beats(60)
}
/** What the agent itself says of its beat. */
async function sampleSeconds(): Promise<number> {
  const state = JSON.parse(await readFile(path.join(home, 'agent/state.json'), 'utf8'))
  return state.connected && state.processId === children.at(-1)?.pid ? state.sampleSeconds : 0
}
const beats = (seconds: number) =>
  eventually(`it samples every ${seconds} s`, async () => {
    return (await sampleSeconds().catch(() => 0)) === seconds
  })
const host = async () => (await collector.stages.repositories.hosts.all())[0]

beforeAll(async () => {
  home = await temporaryFolder()
  collector = await startCollector({
    home: collectorHome(await temporaryFolder()),
    address: '127.0.0.1',
    port: 0,
    names: [],
    collectors: [],
    retention: { full: 14, m5: 400, h1: 1830 },
    rules: [],
    supportTable: { asOf: '2026-01-01', systems: [] },
    backup: { folder: '', keep: 1 },
    clock: systemClock,
    log,
    requestListener: async () => (_request, response) => response.end(),
  })
  const { repositories, authority } = collector.stages
  const { id, secret } = await repositories.enrolment.createToken({
    expiresAtMs: systemClock.now() + 3_600_000,
    usesLeft: 1,
    siteId: 'hq',
    departmentId: null,
    role: 'server',
    autoApprove: true,
    note: '',
  })
  const addresses = [`127.0.0.1:${collector.port}`]
  const token = formatEnrolmentToken({ addresses, fingerprint: authority.fingerprint, id, secret })
  const [code] = await once(agent(['enrol'], { MLINZI_TOKEN: token }), 'close')
  expect(code).toBe(0)
  agent(['run'])
  await beats(60)
  hostId = (await host())?.id ?? ''
}, 60_000)
afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL')
  await collector?.close()
  await removeFolders()
})

test('an enrolled host stands in the list at once, and its presence follows', async () => {
  expect(hostId).not.toBe('')
  await eventually('it is shown as online', async () => (await host())?.presence === 'online')
})

test('while somebody looks it reports every ten seconds, and falls back afterwards', async () => {
  expect(collector.stages.links.lookAt(hostId)).toEqual({ seconds: 10, limitedHere: false })
  await beats(10)
  // The hold is two minutes long; a reconnection ends it as its end would.
  await restart()
  expect(collector.stages.links.lookAt('nobody')).toBeNull()
}, 40_000)

test('a changed link profile is followed without a reconnection; a thin line is not watched', async () => {
  const { repositories, watch, links } = collector.stages
  const office = followedOffice(repositories.office, watch)
  await office.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'wan', subnets: [] })
  await beats(300)
  await office.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'thin', subnets: [] })
  expect(links.lookAt(hostId)).toEqual({ seconds: 300, limitedHere: false })
  await office.saveSite({ id: 'hq', name: 'Makao Makuu', profile: 'lan', subnets: [] })
  await beats(60)
  expect((await host())?.presence).toBe('online')
}, 40_000)

test('the computer’s own settings have the last word, and whoever looks is told', async () => {
  await writeFile(path.join(home, 'agent.yaml'), 'sampleSecondsMin: 45\n')
  await restart()
  expect(collector.stages.links.lookAt(hostId)).toEqual({ seconds: 45, limitedHere: true })
  await beats(45)
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
}, 40_000)
