import { expect, test } from 'vitest'
import { profileWith, settingsIn } from '../../../agent/pushed-settings.ts'
import type { CollectorMessage } from '../../../contract/wire/messages.ts'
import { until } from '../../support/agent/agent-runs.ts'
import { collectorFor, sample, spoolIn } from '../../support/agent/link-stage.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { testLink } from '../../support/agent/test-link.ts'
import { lan } from '../../support/agent/test-collector.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

const config = (settings: Record<string, unknown>): CollectorMessage => ({
  type: 'config',
  version: 2,
  settings,
})

test('Beats that wait for an hourly post go at once when the collector wants them often', async () => {
  const clock = new VirtualClock()
  const spool = spoolIn(temporaryFolder(), clock)
  const collector = await collectorFor({
    profile: { name: 'thin', sampleSeconds: 300, postSeconds: 3600 },
  })
  const passed: CollectorMessage[] = []
  const link = testLink(spool, collector.port, { clock, onMessage: (one) => passed.push(one) })
  await until(() => collector.hellos.length === 1 && link.stats().connected)
  for (let beat = 0; beat < 4; beat++) link.post(sample(spool, beat))

  const often = config({ sampleSeconds: 10, postSeconds: 10, profile: 'lan' })
  collector.tell(often)
  await until(() => collector.frames.length === 1)
  expect(collector.frames[0]?.seqs).toHaveLength(40)
  expect(passed).toEqual([often])
  link.post(sample(spool, 4))
  await until(() => collector.frames.length === 2)

  collector.tell(config({ sampleSeconds: 300, postSeconds: 3600, profile: 'thin' }))
  await until(() => passed.length === 2)
  link.post(sample(spool, 5))
  // Whatever the link would send is sent within its own turn.
  await new Promise((resolve) => setImmediate(resolve))
  expect(collector.frames).toHaveLength(2)
})

test.each([
  ['too quick a beat', { sampleSeconds: 0 }],
  ['a beat that is no number', { sampleSeconds: '10' }],
  ['no beat', {}],
  ['an unknown profile', { sampleSeconds: 60, profile: 'moon' }],
  ['more neighbours than may be asked for', order(65, '10.0.0.1')],
  ['a neighbour that is a name', order(1, 'bank.example')],
  ['heartbeats every second', { ...order(1, '10.0.0.1'), heartbeat: { everySeconds: 1 } }],
])('%s is no setting', (_what, settings) => {
  expect(settingsIn(config(settings))).toBeUndefined()
})

test('what a later version adds is left out, and what is not named stays', () => {
  const settings = settingsIn(config({ sampleSeconds: 30, colour: 'green' }))
  expect(settings).toEqual({ sampleSeconds: 30 })
  expect(profileWith(lan, { sampleSeconds: 30 })).toEqual({ ...lan, sampleSeconds: 30 })
})

function order(count: number, address: string): Record<string, unknown> {
  const neighbours = Array.from({ length: count }, () => ({ address }))
  return { sampleSeconds: 60, heartbeat: { everySeconds: 300, list: 1, neighbours } }
}
