import { expect, test } from 'vitest'
import { agentSource } from '../../../agent/sources/agent.ts'
import { replayHost } from '../../../agent/host/replay.ts'
import { reader, someStatistics } from '../../support/read-source.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

async function fieldsWith(change: Partial<typeof someStatistics>) {
  const clock = new VirtualClock()
  const source = agentSource(() => ({ ...someStatistics, ...change }))
  const [row] = await reader(source, replayHost(import.meta.dirname, clock), clock)()
  return row?.fields ?? {}
}

test('the agent tells what it costs', async () => {
  expect(await fieldsWith({})).toMatchObject({ rss: 50_000_000, cpu_time: 1.5, uptime: 600 })
})

test('the age of what waits is unknown, not zero, when nobody knows it', async () => {
  const waitingSinceMs = new VirtualClock().now() - 90_000
  expect(await fieldsWith({ spoolOldestMs: waitingSinceMs })).toMatchObject({ spool_oldest: 90 })
  expect(await fieldsWith({ spoolOldestMs: undefined })).toMatchObject({ spool_oldest: null })
  expect(await fieldsWith({ spoolRows: 0 })).toMatchObject({ spool_oldest: 0 })
})
