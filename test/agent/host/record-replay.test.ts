import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { liveHost } from '../../../agent/host/live.ts'
import { recordingHost } from '../../../agent/host/record.ts'
import { replayHost } from '../../../agent/host/replay.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { reader, sourcesWith } from '../../support/read-source.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'mlinzi-record-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.skipIf(process.platform !== 'linux')(
  'what is recorded on this machine reads the same when it is replayed',
  async () => {
    const live = liveHost(systemClock)
    const recorder = recordingHost(live, folder)
    // Two steps, so that rates have something to compare with; time stands still in both.
    const clock = {
      ...systemClock,
      now: () => 1e12,
      monotonic: () => steps * 1000,
      uptime: () => 5e6,
    }
    let steps = 0
    const names = ['cpu', 'mem', 'system', 'diskio', 'net', 'pressure', 'disk', 'processes']
    const sources = sourcesWith().filter(({ name }) => names.includes(name))
    const onLive = sources.map((source) => reader(source, recorder, clock))
    const first = await Promise.all(onLive.map((read) => read()))
    recorder.next()
    steps++
    const second = await Promise.all(onLive.map((read) => read()))
    live.close()

    steps = 0
    const replayed = replayHost(folder, clock)
    const onReplay = sources.map((source) => reader(source, replayed, clock))
    expect(await Promise.all(onReplay.map((read) => read()))).toEqual(first)
    replayed.next()
    steps++
    expect(await Promise.all(onReplay.map((read) => read()))).toEqual(second)
    expect(second.flat().length).toBeGreaterThan(8)
  },
)
