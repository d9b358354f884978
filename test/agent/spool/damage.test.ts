import fs from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { openSpool, type Spool } from '../../../agent/spool/spool.ts'
import { SpoolLocked } from '../../../agent/spool/storage-fault.ts'
import type { Row } from '../../../contract/wire/series.ts'
import { desktopBeat } from '../../support/agent/office-readings.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { silentLog, testSpool } from '../../support/agent/test-spool.ts'
import { VirtualClock } from '../../support/virtual-clock.ts'

/** A closed spool, of 200 beats or so many; answers its rows by epoch and number. */
function filledFile(folder: string, beats = 200): Map<string, Row> {
  const clock = new VirtualClock()
  const spool = testSpool(folder, { clock, synchronous: 'OFF' })
  const rows = new Map<string, Row>()
  for (let beat = 0; beat < beats; beat++) {
    const { epoch, rows: written } = spool.append(desktopBeat(beat), clock.now())
    for (const row of written) rows.set(`${epoch} ${row.seq}`, row)
    clock.suspend(60_000)
  }
  spool.close()
  return rows
}

function unsent(spool: Spool): Map<string, Row> {
  const rows = new Map<string, Row>()
  const history = spool.history()
  for (let batch = history.take(1000); batch; batch = history.take(1000))
    for (const row of batch.rows) rows.set(`${batch.epoch} ${row.seq}`, row)
  return rows
}

test('A file of rubbish is set aside, counted, and the agent goes on in a new one', () => {
  const folder = temporaryFolder()
  filledFile(folder)
  const file = path.join(folder, 'spool.db')
  for (let round = 1; round <= 4; round++) {
    fs.writeFileSync(file, Buffer.alloc(20_000, round))
    const spool = testSpool(folder)
    expect(spool.stats().counters.filesSetAside).toBe(1)
    spool.append(desktopBeat(1), 0)
    expect(unsent(spool).size).toBe(10)
    // A lost boot count begins above all that it can have been.
    expect(spool.boot).toBeGreaterThan(1_000_000)
    spool.close()
  }
  const aside = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.bad-1') || name.endsWith('.bad-2'))
  expect(aside).toHaveLength(2)
  expect(fs.readFileSync(`${file}.bad-1`)[0]).toBe(4)
  expect(fs.readFileSync(`${file}.bad-2`)[0]).toBe(3)
  expect(fs.readdirSync(folder).some((name) => name.includes('bad-3'))).toBe(false)
})

test('A damaged block loses what is unreadable of it, is counted and announced; the rest goes', () => {
  const folder = temporaryFolder()
  const written = filledFile(folder)
  const database = new DatabaseSync(path.join(folder, 'spool.db'))
  const { id, bytes } =
    database.prepare('SELECT id, bytes FROM blocks LIMIT 1 OFFSET 1').get() ?? {}
  const damaged = Buffer.from(bytes as Uint8Array)
  const middle = Math.floor(damaged.length / 2)
  damaged.writeUInt8(damaged.readUInt8(middle) ^ 0x40, middle)
  database.prepare('UPDATE blocks SET bytes = ? WHERE id = ?').run(damaged, id ?? 0)
  database.close()

  const spool = testSpool(folder)
  const left = unsent(spool)
  for (const [key, row] of left) expect(row).toEqual(written.get(key))
  expect(left.size).toBeGreaterThan(written.size - 640)
  expect(left.size).toBeLessThan(written.size)
  spool.append([], 0)
  const { counters, backlogRows } = spool.stats()
  expect(counters).toMatchObject({ blocksDamaged: 1, filesSetAside: 0 })
  expect(counters.rowsDamaged).toBe(written.size - left.size)
  expect(backlogRows).toBe(left.size)
  const history = spool.history()
  while (history.take(1000));
  const voids = history.takeVoids()?.intervals ?? []
  const voided = voids.reduce((sum, [first, last]) => sum + last - first + 1, 0)
  expect(voided).toBe(written.size - left.size)
  spool.close()
})

test('Whatever bytes of the file are damaged, the agent starts, writes and invents nothing', () => {
  const original = temporaryFolder()
  const written = filledFile(original)
  const sound = fs.readFileSync(path.join(original, 'spool.db'))
  const damage = fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    length: fc.integer({ min: 1, max: 9000 }),
    fill: fc.nat(255),
    cut: fc.boolean(),
  })
  fc.assert(
    fc.property(damage, ({ at, length, fill, cut }) => {
      const folder = fs.mkdtempSync(path.join(original, 'case-'))
      const bytes = Buffer.from(sound)
      const start = Math.floor(at * bytes.length)
      if (!cut) bytes.fill(fill, start, Math.min(bytes.length, start + length))
      fs.writeFileSync(path.join(folder, 'spool.db'), cut ? bytes.subarray(0, start) : bytes)
      const spool = testSpool(folder, { synchronous: 'OFF' })
      for (const [key, row] of unsent(spool)) expect(row).toEqual(written.get(key))
      const beat = spool.append(desktopBeat(500), 0)
      expect(unsent(spool).has(`${beat.epoch} ${beat.rows[0]?.seq}`)).toBe(true)
      spool.settle(beat.epoch, [[1, 1000]])
      spool.append(desktopBeat(501), 0)
      spool.close()
      fs.rmSync(folder, { recursive: true })
    }),
    { numRuns: 60 },
  )
})

test('A torn journal loses the beats in its tail and nothing before it', () => {
  const folder = temporaryFolder()
  const written = filledFile(folder)
  const live = testSpool(folder)
  const epochs: string[] = []
  for (let beat = 0; beat < 20; beat++) {
    const { epoch, rows } = live.append(desktopBeat(beat), 0)
    for (const row of rows) written.set(`${epoch} ${row.seq}`, row)
    epochs.push(epoch)
  }
  // As after a power cut: the file and its journal as they are, the journal's end torn off.
  const copy = temporaryFolder()
  for (const name of ['spool.db', 'spool.db-wal'])
    fs.copyFileSync(path.join(folder, name), path.join(copy, name))
  live.close()
  const journal = path.join(copy, 'spool.db-wal')
  fs.truncateSync(journal, fs.statSync(journal).size - 5000)
  const spool = testSpool(copy)
  const left = unsent(spool)
  for (const [key, row] of left) expect(row).toEqual(written.get(key))
  expect(left.size).toBeGreaterThanOrEqual(2000)
  expect(left.size).toBeLessThan(2200)
  expect(spool.stats().counters.filesSetAside).toBe(0)
  spool.close()
})

test('Damage met in mid-work moves the agent to a new file and a new epoch', () => {
  const folder = temporaryFolder()
  // More than SQLite's cache holds, so that the damage is met.
  filledFile(folder, 10_000)
  const spool = testSpool(folder)
  const before = spool.append(desktopBeat(0), 0)
  const file = path.join(folder, 'spool.db')
  const handle = fs.openSync(file, 'r+')
  const size = fs.fstatSync(handle).size
  fs.writeSync(handle, Buffer.alloc(size - 4096, 0xee), 0, size - 4096, 4096)
  fs.closeSync(handle)
  unsent(spool)
  const after = spool.append(desktopBeat(1), 60_000)
  expect(spool.stats().counters.filesSetAside).toBe(1)
  expect(spool.epoch).not.toBe(before.epoch)
  // This beat was numbered before or after the damage was met; it is there either way.
  expect(unsent(spool).has(`${after.epoch} ${after.rows[0]?.seq}`)).toBe(true)
  expect(spool.stats().counters.rowsDamaged).toBeGreaterThanOrEqual(90_000)
  expect(spool.dictionary.count).toBe(10)
  spool.close()
  const again = testSpool(folder)
  expect(again.dictionary.count).toBe(10)
  expect(unsent(again).has(`${after.epoch} ${after.rows[0]?.seq}`)).toBe(true)
  again.close()
})

test('A second agent on the same spool is refused', () => {
  const folder = temporaryFolder()
  const first = testSpool(folder)
  onTestFinished(() => first.close())
  expect(() => testSpool(folder)).toThrow(SpoolLocked)
  expect(fs.readdirSync(folder).some((name) => name.includes('.bad-'))).toBe(false)
})

test('Without any usable file, rows wait in memory up to the limit and the rest is counted', () => {
  const clock = new VirtualClock()
  const spool = openSpool({
    path: path.join(temporaryFolder(), 'no-such-folder', 'spool.db'),
    clock,
    bootId: 'boot-1',
    files: { exists: () => false, move() {}, remove() {}, freeBytes: () => 1e12 },
    log: silentLog,
    waitingRowsMax: 50,
  })
  for (let beat = 0; beat < 8; beat++) spool.append(desktopBeat(beat), clock.now())
  expect(spool.stats()).toMatchObject({ waitingRows: 50, fault: 'unavailable', backlogRows: 50 })
  expect(spool.stats().counters.rowsOverMemory).toBe(30)
  const history = spool.history()
  const seqs: number[] = []
  for (let batch = history.take(100); batch; batch = history.take(100))
    seqs.push(...batch.rows.map((row) => row.seq))
  expect(seqs).toHaveLength(50)
  expect(Math.min(...seqs)).toBe(31)
  expect(history.takeVoids()?.intervals).toEqual([[1, 30]])
  spool.close()
})
