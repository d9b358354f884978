import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readJournal } from '../../support/agent/journal.ts'
import {
  bundleAgent,
  kill,
  missingKeys,
  runAWhile,
  startAgent,
  until,
} from '../../support/agent/agent-runs.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { TestCollector } from '../../support/agent/test-collector.ts'
import { powerCut } from '../../support/power-cut/power-cut.ts'

const cuts = Number(process.env['MLINZI_POWER_CUTS'] ?? 100)
const missing = powerCut.missing()
if (missing) console.warn(`Skipped: ${missing}`)

interface Outcome {
  readonly missing: readonly number[]
  readonly spooled: number
  readonly duplicates: number
}

/** Cuts the power again and again, then lets the agent deliver what its disk still holds. */
async function cutAgain(times: number, synchronous: 'FULL' | 'OFF'): Promise<Outcome> {
  const folder = temporaryFolder()
  const disk = path.join(folder, 'disk')
  fs.mkdirSync(disk)
  const journal = path.join(folder, 'journal')
  const collector = await TestCollector.start({ ackDelayMs: () => Math.random() * 20 })
  const program = await bundleAgent(folder)
  const task = { spool: path.join(disk, 'spool.db'), journal, beatMs: 5, synchronous } as const
  for (let run = 0; run < times; run++) {
    // Every third run has no collector, so that backlogs of several runs meet the cut.
    const port = run % 3 === 2 ? 0 : collector.port
    const own = { ...task, port, firstKey: run * 100_000, sampling: true }
    const agent = startAgent(program, own, powerCut.env(disk))
    await runAWhile(agent)
    await kill(agent)
    powerCut.restore(disk, run % 2 === 0 ? undefined : Math.random)
  }
  const { spooled } = readJournal(journal)
  const own = { ...task, port: collector.port, firstKey: times * 100_000, sampling: false }
  const last = startAgent(program, own)
  await until(() => collector.rows.length >= spooled.size, 5000)
  await kill(last)
  powerCut.forget(disk)
  await collector.close()
  const { duplicates } = collector
  return { missing: missingKeys(collector, journal), spooled: spooled.size, duplicates }
}

test.skipIf(missing)(
  `After ${cuts} power cuts, every spooled reading has arrived exactly once`,
  { timeout: 30_000 + cuts * 1000 },
  async () => {
    const outcome = await cutAgain(cuts, 'FULL')
    expect(outcome.missing).toEqual([])
    expect(outcome.spooled).toBeGreaterThan(cuts)
    expect(outcome.duplicates).toBeGreaterThan(0)
  },
)

test.skipIf(missing)(
  'The same cuts lose readings when nothing is synced',
  async () => {
    const outcome = await cutAgain(9, 'OFF')
    expect(outcome.missing.length).toBeGreaterThan(0)
  },
  60_000,
)
