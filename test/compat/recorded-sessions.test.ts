import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { DecodingIngest } from '../support/decoding-ingest.ts'
import { doors } from '../support/doors.ts'
import { play, recordingKey, type AgentStep, type RecordedLine } from '../support/recorded-session.ts'

const open = doors()
const versions = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

test('there is a recording', () => expect(versions).toContain('0.1.0'))

test.each(versions)('an agent of %s is served and understood', async (version) => {
  const folder = path.join(import.meta.dirname, version)
  const recorded = readFileSync(path.join(folder, 'session.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line): RecordedLine => JSON.parse(line))
  const understood = JSON.parse(readFileSync(path.join(folder, 'understood.json'), 'utf8'))
  const ingest = new DecodingIngest()
  const door = await open({ ingest })

  const steps = recorded.filter((line): line is AgentStep => line.from === 'agent')
  const played = await play(steps, door, recordingKey(understood.key))

  expect(played.map(essence)).toEqual(recorded.map(essence))
  expect(ingest.rows).toEqual(understood.rows)
  expect(ingest.dictionary).toEqual(understood.dictionary)
  const heard = (type: string) => steps.filter((step) => 'message' in step && step.message.type === type)
  expect(ingest.messages).toHaveLength(heard('void').length + heard('inventory').length)
  expect(door.events.map((event) => event.type)).toEqual(['connected', 'disconnected'])
  expect(door.log.lines).toEqual([])
})

/** What must not change: who said what kind of thing when, and what was acknowledged. */
function essence(line: RecordedLine): unknown {
  if (line.from === 'agent' || line.message.type !== 'ack') {
    return { from: line.from, type: 'message' in line ? line.message.type : line }
  }
  return line.message
}
