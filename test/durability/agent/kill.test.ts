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

const kills = Number(process.env['MLINZI_KILLS'] ?? 200)

test(
  `After ${kills} kills at any moment, every spooled reading has arrived exactly once`,
  { timeout: 30_000 + kills * 1000 },
  async () => {
    const folder = temporaryFolder()
    const journal = path.join(folder, 'journal')
    const collector = await TestCollector.start({ ackDelayMs: () => Math.random() * 20 })
    const program = await bundleAgent(folder)
    const task = {
      spool: path.join(folder, 'spool.db'),
      journal,
      port: collector.port,
      beatMs: 5,
      synchronous: 'FULL',
    } as const
    for (let run = 0; run < kills; run++) {
      const agent = startAgent(program, { ...task, firstKey: run * 100_000, sampling: true })
      await runAWhile(agent)
      if (Math.random() < 0.2) collector.cut()
      await kill(agent)
    }
    const { spooled } = readJournal(journal)
    const last = startAgent(program, { ...task, firstKey: kills * 100_000, sampling: false })
    // Not by their number: what was spooled and not yet noted in the journal arrives too.
    await until(() => collector.rows.length >= spooled.size)
    await until(() => missingKeys(collector, journal).length === 0, 60_000)
    await kill(last)
    await collector.close()

    expect(missingKeys(collector, journal)).toEqual([])
    // The kills hit what they should: rows sent, and killed before the acknowledgement counted.
    expect(spooled.size).toBeGreaterThan(kills)
    expect(collector.duplicates).toBeGreaterThan(0)
  },
)
