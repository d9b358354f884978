import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { until } from '../../support/agent/agent-runs.ts'
import { backlog, collectorFor, settled, spoolAt, spoolIn } from '../../support/agent/link-stage.ts'
import { desktopBeat, guard, malware } from '../../support/agent/office-readings.ts'
import { temporaryFolder } from '../../support/agent/temporary-folder.ts'
import { testLink } from '../../support/agent/test-link.ts'

test('A spool put back from an older copy sends again what it held, and nothing is stored twice', async () => {
  const folder = temporaryFolder()
  const first = spoolAt(folder)
  backlog(first, 50)
  first.close()
  const copy = fs.readFileSync(path.join(folder, 'spool.db'))

  const collector = await collectorFor()
  const second = spoolAt(folder)
  backlog(second, 50, 50)
  const link = testLink(second, collector.port)
  await until(() => settled(second))
  await link.close('restart')
  second.close()
  expect(collector.rows).toHaveLength(1000)

  fs.writeFileSync(path.join(folder, 'spool.db'), copy)
  const third = spoolIn(folder)
  backlog(third, 10, 100)
  testLink(third, collector.port)
  await until(() => settled(third))
  expect(collector.rows).toHaveLength(1100)
  expect(collector.duplicates).toBe(500)
  expect(new Set(collector.hellos.map((hello) => hello.epoch)).size).toBe(2)
})

test('A restored disk image with another dictionary announces its own and is read rightly', async () => {
  const folder = temporaryFolder()
  const old = spoolAt(folder)
  old.append([reading(guard, {}, { result: 'off' }), ...desktopBeat(0)], 0)
  old.close()
  const image = fs.readFileSync(path.join(folder, 'spool.db'))
  fs.rmSync(path.join(folder, 'spool.db'))

  const collector = await collectorFor()
  const newer = spoolAt(folder)
  newer.append([...desktopBeat(1).toReversed(), reading(malware, {}, { found: 'x' })], 0)
  const link = testLink(newer, collector.port)
  await until(() => settled(newer))
  await link.close('restart')
  newer.close()
  expect(collector.rows).toHaveLength(11)

  fs.writeFileSync(path.join(folder, 'spool.db'), image)
  const restored = spoolIn(folder)
  restored.append([reading(guard, {}, { result: 'failed' })], 0)
  testLink(restored, collector.port)
  await until(() => settled(restored))
  const guards = collector.rows.filter(({ descriptor }) => descriptor.measurement === 'guard')
  expect(
    guards.map(({ values }) => values['result']).toSorted((a, b) => Number(a) - Number(b)),
  ).toEqual([1, 2])
  const part7 = collector.rows.filter(({ descriptor }) => descriptor.tags[0]?.[1] === 'part7')
  expect(part7.map(({ values }) => values['total'])).toEqual([8_000_000_007, 8_000_000_007])
})
