import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Row, RowValue, SeriesDescriptor } from '../../contract/wire/series.ts'
import { DecodingIngest } from '../support/decoding-ingest.ts'
import { eventually, temporaryFolder } from '../support/door.ts'
import { doors } from '../support/doors.ts'
import { realIngest } from '../support/real-ingest.ts'
import { play, recordingKey, type AgentStep, type RecordedLine } from '../support/recorded-session.ts'

const open = doors()
const versions = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

interface Understood {
  readonly key: string
  readonly rows: readonly Row[]
  readonly dictionary: readonly SeriesDescriptor[]
}
function recording(version: string) {
  const folder = path.join(import.meta.dirname, version)
  const recorded = readFileSync(path.join(folder, 'session.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line): RecordedLine => JSON.parse(line))
  const understood: Understood = JSON.parse(
    readFileSync(path.join(folder, 'understood.json'), 'utf8'),
  )
  const steps = recorded.filter((line): line is AgentStep => line.from === 'agent')
  return { recorded, understood, steps, key: recordingKey(understood.key) }
}

test('there is a recording', () => expect(versions).toContain('0.1.0'))

test.each(versions)('an agent of %s is served and understood', async (version) => {
  const { recorded, understood, steps, key } = recording(version)
  const ingest = new DecodingIngest()
  const door = await open({ ingest })

  const played = await play(steps, door, key)

  expect(played.map(essence)).toEqual(recorded.map(essence))
  expect(ingest.rows).toEqual(understood.rows)
  expect(ingest.dictionary).toEqual(understood.dictionary)
  const heard = (type: string) => steps.filter((step) => 'message' in step && step.message.type === type)
  expect(ingest.messages).toHaveLength(heard('void').length + heard('inventory').length)
  expect(door.events.map((event) => event.type)).toEqual(['connected', 'disconnected'])
  expect(door.log.lines).toEqual([])
})

test.each(versions)('what an agent of %s says is stored, each row once', async (version) => {
  const { understood, steps, key } = recording(version)
  const ingest = await realIngest(await temporaryFolder())
  onTestFinished(() => ingest.close())
  const door = await open({ ingest: ingest.stage })
  const { epoch, settled } = account(steps, understood)
  // A later collector may get the same session twice: a restored disk image says it all again.
  for (const turn of [1, 2]) {
    await play(steps, door, key)
    await eventually(`all is settled, time ${turn}`, async () => {
      const there = await ingest.store.received(key.agentId, epoch)
      return JSON.stringify(there) === JSON.stringify([settled])
    })
  }

  const stored = [...ingest.store.series.all()]
  expect(stored.map(({ descriptor }) => descriptor)).toEqual(understood.dictionary)
  for (const [index, { id, descriptor }] of stored.entries()) {
    const said = understood.rows.filter(({ series }) => series === index)
    for (const [place, { name, decimals }] of descriptor.fields.entries()) {
      const [answer] = await ingest.store.range({ seriesIds: [id], field: name, ...always })
      const values = answer?.points.map(({ value }) => value) ?? []
      const expected = said.map((row) => shown(row.values[place] ?? null, decimals))
      expect(values.filter(given), name).toEqual(expected.filter(given))
    }
  }
  expect(ingest.log.lines).toEqual([])
})

/** As the store answers it: numbers in the field's unit. */
function shown(value: RowValue, decimals: number): RowValue {
  return typeof value === 'number' ? value / 10 ** decimals : value
}
function given(value: RowValue): boolean {
  return value !== null
}
const always = { fromMs: 0, toMs: Date.UTC(2100) }

/** The epoch of the recording and all numbers that it settles: rows and what was given up. */
function account(steps: readonly AgentStep[], { rows }: Understood) {
  const messages = steps.flatMap((step) => ('message' in step ? [step.message] : []))
  const epoch = String(messages.find(({ type }) => type === 'hello')?.['epoch'])
  const voids = messages
    .filter(({ type }) => type === 'void')
    .flatMap((message) => JSON.stringify(message['intervals']).match(/\d+/g) ?? [])
  const numbers = [...rows.map(({ seq }) => seq), ...voids.map(Number)]
  return { epoch, settled: [Math.min(...numbers), Math.max(...numbers)] }
}

/** What must not change: who said what kind of thing when, and what was acknowledged. */
function essence(line: RecordedLine): unknown {
  if (line.from === 'agent' || line.message.type !== 'ack') {
    return { from: line.from, type: 'message' in line ? line.message.type : line }
  }
  return line.message
}
