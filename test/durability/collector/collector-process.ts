/**
 * A collector reduced to what durability rests on: sockets, ingest, embedded store, state database,
 * in a process of its own, so that it can be killed (bundled first). Prints its port, then lives
 * until killed. Arguments: folder, "safe" or "unsafe" (no fsync: the proof that the tests would
 * notice).
 */
import { join } from 'node:path'
import { WebSocketServer, type WebSocket } from 'ws'
import { agentMessage, type Hello } from '../../../contract/wire/messages.ts'
import { createIngest, type Ingest } from '../../../collector/ingest/ingest.ts'
import type { AgentPeer } from '../../../collector/model/sessions.ts'
import { createBootRepository, type BootTables } from '../../../collector/state/boots.ts'
import { openState } from '../../../collector/state/database.ts'
import {
  createDictionaryRepository,
  type DictionaryTables,
} from '../../../collector/state/dictionaries.ts'
import { ingestMigration } from '../../../collector/state/migrations/0004-ingest.ts'
import {
  createQuarantineRepository,
  type QuarantineTables,
} from '../../../collector/state/quarantine.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { systemClock } from '../../../lib/system-clock.ts'

type Tables = DictionaryTables & BootTables & QuarantineTables

const folder = process.argv[2] ?? '.'
const unsafe = process.argv[3] === 'unsafe'
const no = (): void => undefined
const log = { debug: no, info: no, warn: no, error: no }
const maintainMs = 20
/** So far ahead maintenance looks, so that hours are sealed and days rolled up under the kills. */
const aheadMsMax = 30 * 3_600_000
/** Commits that stay in the log, as for an alert engine that is a little behind. */
const commitsKept = 20

async function start(): Promise<void> {
  const state = await openState<Tables>(join(folder, 'state.db'), {
    '0004-ingest': ingestMigration,
  })
  const store = await openEmbeddedStore({
    path: join(folder, 'series.db'),
    log,
    clock: systemClock,
    retention: { full: 14, m5: 400, h1: 1825 },
    workerUrl: new URL('./worker.mjs', import.meta.url),
    unsafe,
  })
  const ingest = createIngest({
    store,
    dictionaries: createDictionaryRepository(state.db),
    boots: createBootRepository(state.db),
    quarantine: createQuarantineRepository(state.db),
    hosts: { setInventory: async () => undefined, setContact: async () => undefined },
    catalogue: new Map(),
    clock: systemClock,
    log,
    random: Math.random,
    profileOf: () => ({ name: 'lan', sampleSeconds: 60, postSeconds: 60, lazyAckSeconds: 0 }),
    siteOf: () => null,
    freeBytes: async () => Infinity,
    onCommit: no,
    onHeard: no,
    onClockOffset: no,
  })
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => serve(socket, ingest))
  server.on('listening', () => {
    const address = server.address()
    if (address !== null && typeof address === 'object') console.log(address.port)
  })
  await maintain(store)
}

/** Sealing, roll-ups and trimming of the log happen while the kills come. */
async function maintain(store: EmbeddedStore): Promise<never> {
  for (;;) {
    await store.release(Math.max(0, (await store.stats()).lastCommit - commitsKept))
    await store.maintain(systemClock.now() + Math.random() * aheadMsMax)
    await systemClock.sleep(maintainMs)
  }
}

function serve(socket: WebSocket, ingest: Ingest): void {
  socket.on('error', no)
  socket.once('message', (bytes: Buffer) => {
    const hello = agentMessage.parse(JSON.parse(bytes.toString()))
    if (hello.type !== 'hello') return socket.terminate()
    socket.pause()
    void begin(socket, hello, ingest)
  })
}

async function begin(socket: WebSocket, hello: Hello, ingest: Ingest): Promise<void> {
  const peer: AgentPeer = {
    agentId: hello.agentId,
    hostId: hello.hostname,
    hello,
    send: (message) => socket.send(JSON.stringify(message)),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: (error) => {
      if (error) socket.send(JSON.stringify(error))
      socket.close()
    },
  }
  const session = await ingest.open(peer, systemClock.now())
  socket.on('close', () => session.closed())
  socket.on('message', (bytes: Buffer, binary) => {
    if (binary) session.receiveFrame(bytes)
    else session.receiveMessage(agentMessage.parse(JSON.parse(bytes.toString())))
  })
  socket.send(JSON.stringify({ type: 'welcome', dictionary: session.dictionary }))
  socket.resume()
}

await start()
