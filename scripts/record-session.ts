/**
 * Records a session of this version's agent under test/compat/<version>/, to be played to every
 * later collector (C1). Once a release: `node scripts/record-session.ts`. A recording of a released
 * version is never made again.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import packageJson from '../package.json' with { type: 'json' }
import { chainHash, emptyDictionaryHash, encodeDictionary } from '../contract/wire/dictionary.ts'
import { FrameWriter } from '../contract/wire/frame-writer.ts'
import type { Row, SeriesDescriptor } from '../contract/wire/series.ts'
import { DecodingIngest } from '../test/support/decoding-ingest.ts'
import { openDoor, removeFolders } from '../test/support/door.ts'
import { play, recordingKey, type AgentStep } from '../test/support/recorded-session.ts'

const { version } = packageJson
const key = recordingKey(`mlinzi recording ${version}`)
const epoch = 'c0'.repeat(16)
const clock = { boot: 7, offsetMs: Date.UTC(2026, 10, 12) }
const series: readonly SeriesDescriptor[] = [
  {
    measurement: 'cpu',
    tags: [['cpu', 'cpu-total']],
    fields: [
      { name: 'usage_idle', kind: 'float', decimals: 2 },
      { name: 'usage_user', kind: 'float', decimals: 2 },
    ],
  },
  {
    measurement: 'antivirus',
    tags: [['product', 'ClamAV']],
    fields: [
      { name: 'running', kind: 'boolean', decimals: 0 },
      { name: 'state', kind: 'state', decimals: 0, states: { fine: 0, outdated: 1, off: 2 } },
      { name: 'version', kind: 'text', decimals: 0 },
      { name: 'found', kind: 'event', decimals: 0 },
    ],
  },
]
const rows: readonly Row[] = Array.from({ length: 12 }, (_, seq) => ({
  series: seq % 2,
  seq,
  timeMs: clock.offsetMs + 60_000 * seq,
  values:
    seq % 2 === 0
      ? [9_000 - seq * 17, seq === 4 ? null : 400 + seq * 13]
      : [1, seq % 3, '1.4.2', seq === 5 ? 'Eicar-Test-Signature: kopo la taka' : null],
}))

/** Two live frames, the second built on the first, then one of history. */
function frames(): readonly string[] {
  const writer = new FrameWriter({ sessionEpoch: epoch, seriesOf: (index) => series[index] })
  return [0, 4, 8].map((start) => {
    const kind = start === 8 ? 'history' : 'live'
    const part = rows.slice(start, start + 4)
    const frame = writer.write({ kind, epoch, clock, urgent: start === 4, rows: part })
    if (frame.rowCount !== part.length) throw new Error('The rows did not fit into the frame')
    writer.acknowledged(frame.number)
    return Buffer.from(frame.bytes).toString('hex')
  })
}

const facts = { serial: 'PF0AAA11', macs: ['00:1b:21:aa:bb:01'] }
const machine = { version, hostname: 'pc-mapokezi', platform: 'linux', facts }
const steps: readonly AgentStep[] = [
  { from: 'agent', connection: 'opens' },
  { from: 'agent', message: { type: 'enrol', token: '', publicKey: key.publicKey, ...machine } },
  { from: 'agent', message: { type: 'proof', signature: '', exporter: '' } },
  { from: 'agent', connection: 'closes' },
  { from: 'agent', connection: 'opens' },
  {
    from: 'agent',
    message: {
      type: 'hello',
      ...machine,
      agentId: key.agentId,
      epoch,
      clock: { wallMs: clock.offsetMs + 900_000, uptimeMs: 900_000, boot: clock.boot },
      dictionary: { count: series.length, hash: series.reduce(chainHash, emptyDictionaryHash) },
      checks: ['cpu', 'antivirus'],
      configVersion: 1,
      backlogRows: 4,
      instance: 'ab'.repeat(8),
    },
  },
  { from: 'agent', message: { type: 'proof', signature: '', exporter: '' } },
  ...encodeDictionary(0, series).map(
    (bytes) => ({ from: 'agent', frame: Buffer.from(bytes).toString('hex') }) as const,
  ),
  ...frames().map((frame) => ({ from: 'agent', frame }) as const),
  { from: 'agent', message: { type: 'void', epoch, intervals: [[12, 40]] } },
  {
    from: 'agent',
    message: { type: 'inventory', hash: 'd1'.repeat(16), facts: { cpu: { model: 'i5-8250U' } } },
  },
  { from: 'agent', message: { type: 'goodbye', reason: 'shutdown' } },
  { from: 'agent', connection: 'closes' },
]

const ingest = new DecodingIngest()
const door = await openDoor({ ingest })
const lines = await play(steps, door, key)
await door.close()
await removeFolders()
const understood = {
  key: `mlinzi recording ${version}`,
  rows: ingest.rows,
  dictionary: ingest.dictionary,
}
const folder = path.join(import.meta.dirname, '../test/compat', version)
await mkdir(folder, { recursive: true })
const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
await writeFile(path.join(folder, 'session.jsonl'), text)
await writeFile(path.join(folder, 'understood.json'), `${JSON.stringify(understood, null, 1)}\n`)
console.log(`recorded ${lines.length} lines, ${ingest.rows.length} rows of ${version}`)
