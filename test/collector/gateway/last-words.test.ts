import { onTestFinished, test } from 'vitest'
import { encodeDictionary } from '../../../contract/wire/dictionary.ts'
import { FrameWriter } from '../../../contract/wire/frame-writer.ts'
import { limits } from '../../../contract/wire/limits.ts'
import { describeSeries } from '../../../contract/catalogue/describe.ts'
import { cpu } from '../../../contract/catalogue/families/cpu.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { enrolledAgent, eventually, helloOf, temporaryFolder } from '../../support/door.ts'
import { doors } from '../../support/doors.ts'
import { realIngest } from '../../support/real-ingest.ts'

const open = doors()

test('what an agent says just before its goodbye is stored', async () => {
  const ingest = await realIngest(await temporaryFolder())
  onTestFinished(() => ingest.close())
  const door = await open({ ingest: ingest.stage })
  const agent = await enrolledAgent(door)
  const session = await agent.connect()
  const { epoch } = helloOf(agent.agentId)
  const descriptor = describeSeries(cpu, { cpu: 'cpu-total' })
  const frames = new FrameWriter({
    sessionEpoch: epoch,
    seriesOf: () => descriptor,
    frameBytesMax: limits.frameBytesMax,
  })
  for (const part of encodeDictionary(0, [descriptor])) session.sendFrame(part)
  const values = descriptor.fields.map(() => 1)
  const row = { series: 0, seq: 1, timeMs: systemClock.now(), values }
  const clock = { boot: 1, offsetMs: systemClock.now() - 60_000 }
  const frame = frames.write({ kind: 'live', epoch, clock, urgent: true, rows: [row] })
  session.sendFrame(frame.bytes)
  await session.close('shutdown')
  await eventually('the row is durable', async () => {
    return (await ingest.store.received(agent.agentId, epoch)).length === 1
  })
})
