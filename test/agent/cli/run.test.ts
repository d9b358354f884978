/** The whole agent as a process, enrolled at a real gateway. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import {
  eventually,
  openDoor,
  removeFolders,
  temporaryFolder,
  type Door,
} from '../../support/door.ts'

const entry = path.join(import.meta.dirname, '../../../agent/main.ts')
const children: ChildProcess[] = []
let door: Door | undefined

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  await door?.close()
  await removeFolders()
})

interface Started {
  readonly child: ChildProcess
  readonly output: () => string
  readonly code: Promise<number | null>
}

function start(home: string, words: readonly string[], environment = {}): Started {
  const child = spawn(process.execPath, [entry, ...words], {
    env: { ...process.env, MLINZI_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  }
  const code = once(child, 'close').then(([value]) => (typeof value === 'number' ? value : null))
  return { child, output: () => text, code }
}

test.skipIf(process.platform !== 'linux')(
  'enrols, reads, sends rows and inventory, tells its state, and says goodbye',
  async () => {
    door = await openDoor()
    const { ingest, events } = door
    const home = await temporaryFolder()
    const enrolment = start(home, ['enrol'], { MLINZI_TOKEN: await door.token() })
    expect(await enrolment.code, enrolment.output()).toBe(0)

    const agent = start(home, ['run'])
    await eventually('a frame came', () => ingest.frames.length > 0)
    await eventually('the inventory came', () =>
      ingest.messages.some(({ type }) => type === 'inventory'),
    )
    const inventory = ingest.messages.find((message) => message.type === 'inventory')
    expect(inventory).toMatchObject({ facts: { os: {}, memory: {}, cpu: {} } })
    expect(ingest.peers[0]?.hello.checks).toContain('cpu')

    const second = start(home, ['run'])
    expect(await second.code).toBe(4)
    expect(second.output()).toContain('running on this computer already')

    const status = start(home, ['status', '--json'])
    expect(await status.code, status.output()).toBe(0)
    expect(JSON.parse(status.output())).toMatchObject({ running: true, state: { connected: true } })

    agent.child.kill('SIGTERM')
    expect(await agent.code, agent.output()).toBe(0)
    await eventually('the goodbye was heard', () =>
      events.some((event) => event.type === 'disconnected' && event.goodbye === 'stop'),
    )
    expect(await start(home, ['status']).code).toBe(1)
  },
)
