import { afterEach, describe, expect, it } from 'vitest'
import { OutsideBeat } from '../../collector/outside-beat.ts'
import { recordingService, type RecordingService } from '../support/recording-service.ts'
import { VirtualClock } from '../support/virtual-clock.ts'

let service: RecordingService
afterEach(() => service.close())

describe('the address outside', () => {
  it('is called every five minutes while all is well, and a failure is said once', async () => {
    let status = 200
    let well = true
    service = await recordingService(() => ({ status }))
    const clock = new VirtualClock(0)
    const logged: string[] = []
    const note = (_: object, sentence: string): void => void logged.push(sentence)
    const beat = new OutsideBeat({
      url: `${service.url}/ping/abc`,
      minutes: 5,
      well: async () => well,
      clock,
      log: { debug: note, info: note, warn: note, error: note },
    })
    const pass = async (minutes: number): Promise<void> => {
      for (let at = 0; at < minutes; at++) {
        await beat.turn()
        await clock.advance(60_000)
      }
    }
    await pass(11)
    expect(service.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array.from({ length: 3 }, () => 'GET /ping/abc'),
    )
    expect(logged).toEqual([])
    well = false
    await pass(20)
    expect(service.requests).toHaveLength(3)
    well = true
    status = 500
    await pass(10)
    status = 200
    await pass(5)
    expect(logged).toEqual([
      'The watcher outside is not called',
      'The watcher outside is not called',
      'The watcher outside is called again',
    ])
  })
})
