import path from 'node:path'
import { expect, it } from 'vitest'
import { scratch } from '../../collector/store/fixture.ts'
import { randomFrom } from '../../../bench/store-fleet.ts'
import { bundledProcess } from '../bundled-process.ts'
import { Journal } from './journal.ts'

const kills = Number(process.env['MLINZI_KILLS'] ?? 200)
/** The file starts anew after so many, so that checking everything stays quick. */
const killsPerFile = 15
const sides = 2
const appender = path.join(import.meta.dirname, 'appender.ts')

async function killAll(
  program: string,
  side: number,
): Promise<{ acks: number; problems: string[] }> {
  const random = randomFrom(side)
  let acks = 0
  for (let done = side; done < kills;) {
    const place = scratch()
    const journal = new Journal(program, place.file)
    for (let i = 0; i < killsPerFile && done < kills; i++, done += sides) {
      await journal.live({ acksMax: random() < 0.1 ? -1 : Math.floor(random() * 40) })
    }
    // One more life only to look.
    await journal.live({ acksMax: 0 })
    acks += journal.acks
    if (journal.problems.length > 0) return { acks, problems: [...journal.problems, place.file] }
    place.remove()
  }
  return { acks, problems: [] }
}

it(`loses nothing acknowledged and doubles nothing over ${kills} SIGKILLs`, async () => {
  const programs = scratch()
  const program = await bundledProcess(appender, programs.folder)
  const all = Array.from({ length: sides }, (_, side) => killAll(program, side))
  const outcomes = await Promise.all(all)
  programs.remove()
  expect(outcomes.flatMap(({ problems }) => problems)).toEqual([])
  expect(outcomes.reduce((sum, { acks }) => sum + acks, 0)).toBeGreaterThan(kills)
}, 1_800_000)
