import { expect, test } from 'vitest'
import { desktopBeat } from '../../support/agent/office-readings.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { testSpool } from '../../support/agent/test-spool.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

test('20 MB hold 30 days of 60 values every 60 s, all of them', { timeout: 60_000 }, () => {
  const clock = new VirtualClock()
  // Without fsync: only the size is looked at here.
  const spool = testSpool(temporaryFolder(), { clock, synchronous: 'OFF', freeBytesMin: 0 })
  const beats = 30 * 24 * 60
  for (let beat = 0; beat < beats; beat++) {
    spool.append(desktopBeat(beat), clock.now())
    clock.suspend(60_000)
  }
  const { backlogRows, bytes, counters } = spool.stats()
  expect(backlogRows).toBe(beats * 10)
  expect(counters).toMatchObject({ rowsOverBytes: 0, rowsOverAge: 0 })
  expect(bytes).toBeLessThan(20_000_000 / 2)
  spool.close()
})
