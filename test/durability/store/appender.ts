/**
 * A process that is killed (bundled first): `node appender.mjs FILE FIRST RESEND UNSAFE`. It opens the store, says
 * what it found, sends again what was not acknowledged, and then appends until it is killed. Each
 * acknowledged append is a line on stdout, written before anything else happens.
 */
import fs from 'node:fs'
import type { RangePoint } from '../../../collector/model/store.ts'
import { openEmbeddedStore, type EmbeddedStore } from '../../../collector/store/embedded-store.ts'
import { systemClock } from '../../../lib/system-clock.ts'
import { frame } from '../../collector/store/fixture.ts'
import { readingOf, rowsPerAppend, series, start, type Found } from './readings.ts'

const [file = '', first = '0', resend = '[]', unsafe = ''] = process.argv.slice(2)
const dayMs = 86_400_000
/** So late that no hour is sealed only because it has been open for long. */
const arrivalMs = start + 20 * dayMs
const agentId = 'agent-1'
const epoch = 'f'.repeat(32)

function say(line: string): void {
  fs.writeSync(1, `${line}\n`)
}
function logLine(fields: object, sentence: string): void {
  say(`log ${sentence} ${JSON.stringify(fields)}`)
}
function quiet(): void {}
function textOf(value: RangePoint['value'] | undefined): string | null {
  return typeof value === 'string' ? value : null
}

async function found(store: EmbeddedStore, id: number): Promise<Found> {
  const span = { seriesIds: [id], fromMs: start, toMs: start + 5 * dayMs }
  const column = async (field: string): Promise<readonly RangePoint[]> =>
    (await store.range({ ...span, field }))[0]?.points ?? []
  const [seqs, usages, notes] = [await column('seq'), await column('usage'), await column('note')]
  const total = async (stepMs: number): Promise<{ count: number; sum: number }> => {
    const of = async (aggregate: 'count' | 'sum'): Promise<number> => {
      const [answer] = await store.range({ ...span, field: 'seq', stepMs, aggregate })
      return (answer?.points ?? []).reduce((sum, { value }) => sum + Number(value), 0)
    }
    return { count: await of('count'), sum: await of('sum') }
  }
  const logged: number[] = []
  for (let after = 0; ;) {
    const commits = await store.commitsAfter(after, 1000)
    if (commits.length === 0) break
    after = commits.at(-1)?.number ?? Infinity
    for (const { rows } of commits.flatMap((commit) => commit.frames)) {
      for (let at = 0; at < rows.length; at += 5 + (rows.data[at + 4] ?? 0))
        logged.push(rows.data[at + 1] ?? 0)
    }
  }
  return {
    rows: seqs.map(({ timeMs, value }, i) => [
      timeMs,
      Number(value),
      Math.round(Number(usages[i]?.value) * 100),
      textOf(notes[i]?.value),
    ]),
    received: await store.received(agentId, epoch),
    lastCommit: (await store.stats()).lastCommit,
    fiveMinutes: await total(300_000),
    hours: await total(3_600_000),
    logged,
  }
}

function append(store: EmbeddedStore, id: number, number: number): Promise<void> {
  const rows = Array.from({ length: rowsPerAppend }, (_, i) => {
    const seq = number * rowsPerAppend + i
    const { timeMs, usage, note } = readingOf(seq)
    return { series: id, seq, timeMs, values: [seq, usage, note] }
  })
  return store.append([frame(rows, agentId, epoch)], arrivalMs).then(() => say(`acked ${number}`))
}

say('starting')
const store = await openEmbeddedStore({
  workerUrl: new URL('./worker.mjs', import.meta.url),
  path: file,
  log: { debug: quiet, info: logLine, warn: logLine, error: logLine },
  clock: systemClock,
  retention: { full: 14, m5: 396, h1: 1827 },
  unsafe: unsafe === 'unsafe',
})
const [id = 0] = await store.series.register('host-1', [series])
say(`found ${JSON.stringify(await found(store, id))}`)
const again: readonly number[] = JSON.parse(resend)
await Promise.all(again.map((number) => append(store, id, number)))
for (let number = Number(first); ; number += 3) {
  // Three at a time, so that group commits, and commits during sealing, happen.
  const three = [0, 1, 2].map((i) => append(store, id, number + i))
  if (number % 4 === 0) {
    await store.release((await store.stats()).lastCommit - 20)
    await store.maintain(start + (number % 24) * 6 * 3_600_000)
  }
  await Promise.all(three)
}
