import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Spool } from '../../../agent/spool/spool.ts'
import { desktopBeat } from '../../support/agent/office-readings.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { testSpool } from '../../support/agent/test-spool.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

/** A disk of its own, which the test can really fill; undefined when it may not be mounted. */
function smallDisk(kibibytes: number): string | undefined {
  const folder = temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder])
  } catch {
    console.warn('Skipped: no small disk can be mounted here (not root)')
    return undefined
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return folder
}

function fillUp(disk: string): string {
  const ballast = path.join(disk, 'ballast')
  const handle = fs.openSync(ballast, 'w')
  try {
    for (;;) fs.writeSync(handle, Buffer.alloc(4096, 1))
  } catch {
    fs.closeSync(handle)
  }
  return ballast
}

function keysOf(spool: Spool): string[] {
  const keys: string[] = []
  const history = spool.history()
  for (let batch = history.take(500); batch; batch = history.take(500))
    keys.push(...batch.rows.map((row) => `${batch.epoch} ${row.seq}`))
  return keys.sort()
}

test('On a full disk rows wait in memory; with space again all are written, each once', (context) => {
  const disk = smallDisk(2048)
  if (!disk) return context.skip()
  const clock = new VirtualClock()
  const options = { clock, freeBytesMin: 0 }
  const spool = testSpool(disk, options)
  const keys: string[] = []
  let beat = 0
  const append = (): void => {
    const { epoch, rows } = spool.append(desktopBeat(beat++), clock.now())
    keys.push(...rows.map((row) => `${epoch} ${row.seq}`))
    clock.suspend(60_000)
  }
  for (let i = 0; i < 20; i++) append()
  const ballast = fillUp(disk)
  for (let i = 0; i < 60; i++) append()
  expect(spool.stats()).toMatchObject({ fault: 'full' })
  expect(spool.stats().waitingRows).toBeGreaterThan(0)
  expect(keysOf(spool)).toEqual(keys.toSorted())
  // Acknowledgements count although nothing can be written.
  spool.settle(spool.epoch, [[1, 100]])
  append()
  expect(keysOf(spool)).toHaveLength(keys.length - 100)
  fs.rmSync(ballast)
  append()
  expect(spool.stats()).toMatchObject({ fault: undefined, waitingRows: 0 })
  spool.close()
  const again = testSpool(disk, options)
  expect(keysOf(again)).toEqual(keys.slice(100).sort())
  expect(again.stats().counters).toMatchObject({ rowsOverMemory: 0, filesSetAside: 0 })
  again.close()
})

test('A spool on a full disk opens, and what it held can be sent and settled', (context) => {
  const disk = smallDisk(2048)
  if (!disk) return context.skip()
  const clock = new VirtualClock()
  const options = { clock, freeBytesMin: 0 }
  const first = testSpool(disk, options)
  const beats = Array.from({ length: 30 }, (_, beat) => first.append(desktopBeat(beat), beat))
  first.close()
  const ballast = fillUp(disk)
  const spool = testSpool(disk, options)
  const fresh = spool.append(desktopBeat(31), clock.now())
  expect(keysOf(spool)).toHaveLength(310)
  spool.settle(beats[0]?.epoch ?? '', [[1, 300]])
  spool.settle(fresh.epoch, [[1, 10]])
  expect(keysOf(spool)).toHaveLength(0)
  fs.rmSync(ballast)
  spool.append([], clock.now())
  expect(spool.stats()).toMatchObject({ fault: undefined, backlogRows: 0 })
  spool.close()
})

test('With room for a part of what waits, that part is written', (context) => {
  const disk = smallDisk(2048)
  if (!disk) return context.skip()
  const clock = new VirtualClock()
  const spool = testSpool(disk, { clock, freeBytesMin: 0 })
  const ballast = fillUp(disk)
  for (let beat = 0; beat < 3000; beat++) {
    spool.append(desktopBeat(beat * 7919), clock.now())
    clock.suspend(60_000)
  }
  const waiting = spool.stats().waitingRows
  expect(waiting).toBeGreaterThan(10_000)
  fs.truncateSync(ballast, fs.statSync(ballast).size - 300_000)
  for (let i = 0; i < 20; i++) spool.append([], clock.now())
  expect(spool.stats().waitingRows).toBeLessThan(waiting)
  fs.rmSync(ballast)
  for (let i = 0; i < 5; i++) spool.append([], clock.now())
  expect(spool.stats()).toMatchObject({ waitingRows: 0, fault: undefined })
  expect(keysOf(spool)).toHaveLength(spool.stats().backlogRows)
  spool.close()
})

test('A file at its own page limit is as a full disk: rows wait in memory', () => {
  const clock = new VirtualClock()
  const spool = testSpool(temporaryFolder(), { clock, bytesMax: 60_000, freeBytesMin: 0 })
  // One beat of ten thousand values: more than 19 pages hold.
  const big = Array.from({ length: 400 }, (_, beat) => desktopBeat(beat)).flat()
  const { rows } = spool.append(big, clock.now())
  expect(spool.stats()).toMatchObject({ fault: 'full', waitingRows: rows.length })
  spool.settle(spool.epoch, [[1, rows.length]])
  spool.append([], clock.now())
  expect(spool.stats()).toMatchObject({ fault: undefined, backlogRows: 0, waitingRows: 0 })
  spool.close()
})
