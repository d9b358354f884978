import { expect, test } from 'vitest'
import type { Spool } from '../../../agent/spool/spool.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { until } from '../../support/agent/agent-runs.ts'
import { backlog, collectorFor, sample, settled, spoolIn } from '../../support/agent/link-stage.ts'
import { desktopBeat, guard, load, malware } from '../../support/agent/office-readings.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { plainConnect } from '../../support/agent/plain-connect.ts'
import { testLink } from '../../support/agent/test-link.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

test('After four days away the newest state comes first, then history from new to old', async () => {
  const spool = spoolIn(temporaryFolder())
  const rows = backlog(spool, 1152)
  const collector = await collectorFor({
    profile: { name: 'wan', sampleSeconds: 300, postSeconds: 300 },
  })
  testLink(spool, collector.port)
  await until(() => settled(spool))
  expect(collector.rows).toHaveLength(rows)
  expect(collector.duplicates).toBe(0)

  const [first, ...rest] = collector.frames
  expect(first).toMatchObject({ kind: 'live', urgent: true })
  expect(first?.seqs).toEqual(Array.from({ length: 10 }, (_, index) => rows - 9 + index))
  expect(rest.every((frame) => frame.kind === 'history')).toBe(true)
  const newest = rest.map((frame) => frame.seqs.at(-1) ?? 0)
  expect(newest).toEqual(newest.toSorted((a, b) => b - a))
})

test('History waits for credit; live beats do not', async () => {
  const spool = spoolIn(temporaryFolder())
  backlog(spool, 200)
  const collector = await collectorFor({ creditRows: 0 })
  const link = testLink(spool, collector.port)
  await until(() => collector.rows.length === 10)
  for (let beat = 200; beat < 205; beat++) link.post(sample(spool, beat))
  await until(() => collector.rows.length === 60)
  expect(collector.frames.filter((frame) => frame.kind === 'history')).toHaveLength(0)
  expect(collector.rows).toHaveLength(60)
})

test('No more history than the credit is ever on its way', async () => {
  const spool = spoolIn(temporaryFolder())
  const rows = backlog(spool, 300)
  const collector = await collectorFor({ creditRows: 70 })
  testLink(spool, collector.port)
  await until(() => settled(spool))
  expect(collector.rows).toHaveLength(rows)
  expect(Math.max(...collector.frames.slice(1).map((frame) => frame.seqs.length))).toBe(70)
})

test('What came after its sample travels with the next one, unless it is news', async () => {
  const clock = new VirtualClock()
  const spool = spoolIn(temporaryFolder(), clock)
  const collector = await collectorFor({})
  const link = testLink(spool, collector.port)
  await until(() => collector.hellos.length === 1 && link.stats().connected)
  const late = (result: 'ok' | 'off'): void =>
    link.post(spool.append([reading(guard, {}, { result })], clock.now()), true)
  link.post(sample(spool, 0))
  await until(() => collector.frames.length === 1)
  late('ok')
  link.post(sample(spool, 1))
  await until(() => collector.frames.length === 2)
  expect(collector.frames[1]?.seqs).toEqual(Array.from({ length: 11 }, (_, index) => 11 + index))
  late('off')
  await until(() => collector.frames.length === 3)
  expect(collector.frames[2]).toMatchObject({ kind: 'live', urgent: true, seqs: [22] })
})

test('A thin line posts hourly; an event and a changed state go at once', async () => {
  const clock = new VirtualClock()
  const spool = spoolIn(temporaryFolder(), clock)
  const collector = await collectorFor({
    profile: { name: 'thin', sampleSeconds: 300, postSeconds: 3600 },
  })
  const link = testLink(spool, collector.port, { clock })
  await until(() => collector.hellos.length === 1 && link.stats().connected)
  const state = (result: 'ok' | 'off') => reading(guard, {}, { result })
  const beat = async (...readings: Parameters<Spool['append']>[0]): Promise<void> => {
    await clock.advance(300_000)
    link.post(spool.append(readings, clock.now()))
  }
  for (let i = 0; i < 11; i++) await beat(reading(load, { core: 'all' }, { usage: i }), state('ok'))
  expect(collector.frames).toHaveLength(0)
  await beat(reading(load, { core: 'all' }, { usage: 11 }), state('ok'))
  await until(() => collector.frames.length === 1)
  expect(collector.frames[0]?.seqs).toHaveLength(24)
  await beat(state('off'))
  await until(() => collector.frames.length === 2)
  await beat(reading(malware, {}, { found: 'EICAR' }))
  await until(() => collector.frames.length === 3)
  expect(collector.frames.map((frame) => frame.urgent)).toEqual([true, true, true])
  expect(collector.rows).toHaveLength(26)
})

test.each([
  ['of before there were revisions', undefined],
  ['of today', 2],
])('A collector %s reads whole MiB rightly', async (_age, wire) => {
  const spool = spoolIn(temporaryFolder())
  const collector = await collectorFor(wire === undefined ? {} : { wire })
  const link = testLink(spool, collector.port)
  await until(() => link.stats().connected)
  const told = Array.from(
    { length: 40 },
    (_, beat) => (beat % 7) * 2 ** 20 + (beat > 30 ? 4096 : 0),
  )
  for (const bytes of told) link.post(spool.append([reading(load, { core: 'a' }, { bytes })], 0))
  await until(() => settled(spool))
  expect(collector.hellos[0]?.wire).toBe(2)
  expect(collector.rows.map(({ values }) => values['bytes'])).toEqual(told)
})

test('A reconnection does not repeat the announcements', async () => {
  const spool = spoolIn(temporaryFolder())
  const collector = await collectorFor()
  const link = testLink(spool, collector.port)
  backlog(spool, 20)
  await until(() => settled(spool))
  expect(collector.dictionaryEntries).toBe(10)
  collector.cut()
  await until(() => link.stats().sessions === 2 && link.stats().connected)
  link.post(spool.append([reading(guard, {}, { result: 'ok' })], 0))
  link.post(sample(spool, 21))
  await until(() => settled(spool))
  expect(collector.dictionaryEntries).toBe(11)
  expect(collector.rows).toHaveLength(211)
})

test('One poisonous row in a thousand is set aside; 999 are delivered', async () => {
  const spool = spoolIn(temporaryFolder())
  const rows = backlog(spool, 100)
  const collector = await collectorFor({
    refuses: (frame) => frame.some((row) => row.seq === 437),
  })
  testLink(spool, collector.port)
  await until(() => settled(spool))
  expect(collector.rows).toHaveLength(rows - 1)
  expect(collector.duplicates).toBe(0)
  expect(spool.stats().counters.rowsSetAside).toBe(1)
  await until(() => collector.received(spool.epoch).covers([1, rows]))
  expect(collector.voids.get(spool.epoch)?.intervals()).toEqual([[437, 437]])
})

test('A poisonous live beat does not hold up those after it', async () => {
  const spool = spoolIn(temporaryFolder())
  const collector = await collectorFor({ refuses: (frame) => frame.some((row) => row.seq === 3) })
  const link = testLink(spool, collector.port)
  await until(() => link.stats().connected)
  for (let beat = 0; beat < 30; beat++) link.post(sample(spool, beat))
  await until(() => settled(spool))
  expect(collector.rows).toHaveLength(299)
})

test(
  'A line that is cut again and again delivers everything once',
  { timeout: 30_000 },
  async () => {
    const spool = spoolIn(temporaryFolder())
    const collector = await collectorFor({ creditRows: 150, ackDelayMs: () => 20 })
    const link = testLink(spool, collector.port)
    backlog(spool, 400)
    let beat = 400
    for (let cut = 0; cut < 15; cut++) {
      const framesBefore = collector.frames.length
      link.post(sample(spool, beat++))
      await until(() => collector.frames.length > framesBefore + (cut % 3), 2000)
      collector.cut()
    }
    await until(() => settled(spool))
    expect(link.stats().sessions).toBeGreaterThan(10)
    const seqs = collector.rows.map(({ row }) => row.seq).sort((a, b) => a - b)
    expect(seqs).toEqual(Array.from({ length: beat * 10 }, (_, index) => index + 1))
    // The cuts hit frames on their way: some came twice and were stored once.
    expect(collector.duplicates).toBeGreaterThan(0)
  },
)

test('A clean end says why and leaves nothing waiting for its posting time', async () => {
  const spool = spoolIn(temporaryFolder())
  const collector = await collectorFor({
    profile: { name: 'thin', sampleSeconds: 300, postSeconds: 3600 },
  })
  const link = testLink(spool, collector.port)
  await until(() => link.stats().connected)
  link.post(spool.append(desktopBeat(0), 0))
  expect(collector.frames).toHaveLength(0)
  await link.close('shutdown')
  await until(() => collector.goodbyes.length === 1)
  expect(collector.goodbyes).toEqual(['shutdown'])
  expect(collector.rows).toHaveLength(10)
})

test('History starts after the spread that the collector tells', async () => {
  const clock = new VirtualClock()
  const spool = spoolIn(temporaryFolder(), clock)
  const rows = backlog(spool, 100)
  const collector = await collectorFor({ limits: { historyStartSecondsMax: 120 } })
  testLink(spool, collector.port, { clock, random: () => 0.5 })
  await until(() => collector.rows.length === 10)
  await clock.advance(59_000)
  await until(() => collector.rows.length > 10, 200)
  expect(collector.rows).toHaveLength(10)
  await clock.advance(1000)
  await until(() => collector.rows.length === rows)
  expect(collector.rows).toHaveLength(rows)
})

test('A machine that sleeps says so, stays away and comes back when it wakes', async () => {
  const clock = new VirtualClock()
  const spool = spoolIn(temporaryFolder(), clock)
  const collector = await collectorFor()
  const link = testLink(spool, collector.port, { clock })
  await until(() => link.stats().connected)
  await link.pause('sleep')
  await clock.advance(60_000)
  expect(collector.goodbyes).toEqual(['sleep'])
  expect(link.stats()).toMatchObject({ connected: false, sessions: 1 })
  link.resume()
  await until(() => link.stats().connected)
  expect(link.stats()).toMatchObject({ sessions: 2, connectFailures: 0 })
})

test('A machine that said it sleeps and did not comes back by itself', async () => {
  const clock = new VirtualClock()
  const spool = spoolIn(temporaryFolder(), clock)
  const collector = await collectorFor()
  const link = testLink(spool, collector.port, { clock })
  await until(() => link.stats().connected)
  await link.pause('sleep')
  await clock.advance(120_000)
  await until(() => link.stats().connected)
  expect(link.stats().sessions).toBe(2)
})

test('An end while the machine sleeps needs no second goodbye', async () => {
  const spool = spoolIn(temporaryFolder())
  const collector = await collectorFor()
  const link = testLink(spool, collector.port)
  await until(() => link.stats().connected)
  await link.pause('sleep')
  await link.close('stop')
  expect(collector.goodbyes).toEqual(['sleep'])
})

test('A wake-up without a sleep leaves a session alone', async () => {
  const spool = spoolIn(temporaryFolder())
  const collector = await collectorFor()
  const link = testLink(spool, collector.port)
  await until(() => link.stats().connected)
  link.resume()
  link.post(sample(spool, 1))
  await until(() => collector.rows.length > 0)
  expect(link.stats().sessions).toBe(1)
})

test('A collector that has believed the proof is told of a sleep before its welcome arrives', async () => {
  const spool = spoolIn(temporaryFolder())
  const collector = await collectorFor()
  const connect = plainConnect(collector.port)
  const welcomed = Promise.withResolvers<void>()
  const link = testLink(spool, collector.port, {
    connect: async (hello, signal) => {
      const wire = await connect(hello, signal)
      await welcomed.promise
      return wire
    },
  })
  await until(() => collector.hellos.length === 1)
  const paused = link.pause('sleep')
  welcomed.resolve()
  await paused
  await until(() => collector.goodbyes.length === 1)
  expect(collector.goodbyes).toEqual(['sleep'])
})

test('A sleep does not wait for a collector that does not answer', async () => {
  const clock = new VirtualClock()
  const spool = spoolIn(temporaryFolder(), clock)
  const link = testLink(spool, 0, {
    clock,
    connect: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up')))
      }),
  })
  const paused = link.pause('sleep')
  await clock.advance(1000)
  await paused
  expect(link.stats().connected).toBe(false)
})
