/**
 * Random and mutated messages to the real gateway with the real ingest and store behind it, from
 * strangers and from an agent that has gone mad, while a good agent does its work.
 * `MLINZI_FUZZ_INPUTS` sets how many messages; the seed is fixed, so that a failure comes again.
 */
import { once } from 'node:events'
import tls from 'node:tls'
import { WebSocket } from 'ws'
import { afterAll, expect, test } from 'vitest'
import { openLine } from '../../agent/connect/line.ts'
import { prove } from '../../agent/connect/prove.ts'
import { openVerified } from '../../agent/connect/tls-socket.ts'
import { loadIdentity } from '../../agent/identity.ts'
import { agentPath, subprotocol } from '../../contract/wire/limits.ts'
import { chainHash, emptyDictionaryHash, encodeDictionary } from '../../contract/wire/dictionary.ts'
import { FrameWriter } from '../../contract/wire/frame-writer.ts'
import type { AgentMessage, CollectorMessage } from '../../contract/wire/messages.ts'
import type { Row, SeriesDescriptor } from '../../contract/wire/series.ts'
import { systemClock } from '../../lib/system-clock.ts'
import { enrolledAgent, eventually, neverAborted, temporaryFolder } from '../support/door.ts'
import { doors } from '../support/doors.ts'
import { Mutator } from '../support/mutator.ts'
import { realIngest } from '../support/real-ingest.ts'

const inputs = Number(process.env['MLINZI_FUZZ_INPUTS'] ?? 20_000)
/** Beyond what 20,000 messages of 64 KB at most leave to the garbage collector. */
const growthBytesMax = 400 * 1024 * 1024
const perConnection = 100
/** A connection is closed at the tenth bad text; frames are refused a hundred times. */
const textEvery = 12
const limits = {
  blamePerMinuteMax: 1e9,
  handshakeMs: 2_000,
}
const open = doors()
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing) await close()
})

const epoch = 'ab'.repeat(16)
const series: readonly SeriesDescriptor[] = [
  {
    measurement: 'mem',
    tags: [],
    fields: [{ name: 'used_percent', kind: 'float', decimals: 2 }],
  },
]
const hash = series.reduce(chainHash, emptyDictionaryHash)

class Reporter {
  readonly #frames = new FrameWriter({ sessionEpoch: epoch, seriesOf: (index) => series[index] })
  readonly #offsetMs = systemClock.now() - 60_000
  #seq = 0
  /** One row in one frame, as the first report of a session is. */
  frame(): Uint8Array {
    const seq = ++this.#seq
    const row: Row = { series: 0, seq, timeMs: this.#offsetMs + seq, values: [4200 + seq] }
    const clock = { boot: 1, offsetMs: this.#offsetMs }
    return this.#frames.write({ kind: 'live', epoch, clock, urgent: true, rows: [row] }).bytes
  }
  get rows(): number {
    return this.#seq
  }
}

/** What an honest agent says, to be spoilt. */
function samples(hello: AgentMessage): readonly Uint8Array[] {
  const texts: readonly AgentMessage[] = [
    hello,
    { type: 'proof', signature: 'A'.repeat(88) },
    { type: 'void', epoch, intervals: [[1, 9]] },
    { type: 'inventory', hash: 'd1'.repeat(16), facts: { cpu: { model: 'i5' } } },
    { type: 'goodbye', reason: 'restart' },
  ]
  const reporter = new Reporter()
  return [
    ...texts.map((text) => Buffer.from(JSON.stringify(text))),
    ...encodeDictionary(0, series),
    ...Array.from({ length: 4 }, () => reporter.frame()),
  ]
}

test(
  `${inputs} spoilt messages hurt neither the collector nor a good agent`,
  async () => {
    const ingest = await realIngest(await temporaryFolder())
    closing.push(() => ingest.close())
    const door = await open({ ingest: ingest.stage, limits })
    const good = await enrolledAgent(door)
    const session = await good.connect({ epoch, dictionary: { count: 1, hash } })
    const heard: CollectorMessage[] = []
    session.onMessage((message) => heard.push(message))
    for (const bytes of encodeDictionary(0, series)) session.sendFrame(bytes)
    const reporter = new Reporter()

    const mad = await enrolledAgent(door)
    const identity = await loadIdentity(mad.files)
    if (identity === undefined) throw new Error('The agent is not enrolled')
    const hello = await mad.hello({ epoch })
    const mutator = new Mutator(20_261_122, samples(hello))
    const address = { host: '127.0.0.1', port: door.port }
    const stranger = async (): Promise<WebSocket> => {
      const socket = new WebSocket(`wss://127.0.0.1:${door.port}${agentPath}`, [subprotocol], {
        createConnection: () => tls.connect({ ...address, rejectUnauthorized: false }),
        perMessageDeflate: false,
      })
      await once(socket, 'open')
      return socket
    }
    const member = async (): Promise<WebSocket> => {
      const secure = await openVerified(address, identity.authority, neverAborted)
      const line = await openLine(secure, () => systemClock.monotonic(), neverAborted)
      await prove(line, secure, identity, hello)
      return line.socket
    }

    const before = process.memoryUsage().rss
    for (let sent = 0, turn = 0; sent < inputs; turn++) {
      // Most go behind the proof: before it, the first bad message ends the connection.
      const socket = turn % 8 === 0 ? await stranger() : await member()
      const closed = once(socket, 'close')
      socket.on('error', () => undefined)
      for (let count = 0; count < perConnection; count++, sent++) {
        if (socket.readyState !== WebSocket.OPEN) break
        const { bytes, binary } = mutator.next(count % textEvery === 0)
        await new Promise<void>((resolve) => {
          socket.send(bytes, { binary }, () => resolve())
        })
      }
      session.sendFrame(reporter.frame())
      socket.close()
      await closed
    }

    await eventually('the good agent is acknowledged', () => {
      const intervals = heard.flatMap((one) => (one.type === 'ack' ? one.intervals : []))
      return intervals.some(([, last]) => last === reporter.rows)
    })
    expect(heard.every(({ type }) => type === 'ack' || type === 'credit')).toBe(true)
    expect(await ingest.store.received(good.agentId, epoch)).toEqual([[1, reporter.rows]])
    expect(door.log.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(ingest.log.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(process.memoryUsage().rss - before).toBeLessThan(growthBytesMax)
    // A newcomer is served as before.
    const newcomer = await enrolledAgent(door)
    const welcomed = await newcomer.connect({ epoch })
    expect(welcomed.welcome.hostId).toBe(newcomer.hostId)
  },
  Math.max(120_000, inputs * 10),
)
