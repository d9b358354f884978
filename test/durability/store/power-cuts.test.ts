import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../../bench/store-fleet.ts'
import { scratch } from '../../collector/store/fixture.ts'
import { powerCut } from '../../support/power-cut/power-cut.ts'
import { bundledProcess } from '../bundled-process.ts'
import { Journal } from './journal.ts'

const cuts = Number(process.env['MLINZI_POWER_CUTS'] ?? 100)
const cutsPerFile = 10
const sides = 2
const appender = path.join(import.meta.dirname, 'appender.ts')
const missing = powerCut.missing()

async function cutAll(
  program: string,
  side: number,
  unsafe: boolean,
  count: number,
): Promise<string[]> {
  const random = randomFrom(side)
  for (let done = side; done < count;) {
    const place = scratch()
    const journal = new Journal(program, place.file)
    for (let i = 0; i < cutsPerFile && done < count; i++, done += sides) {
      const environment = powerCut.env(place.folder)
      const acksMax = random() < 0.1 ? -1 : Math.floor(random() * 30)
      await journal.live({ environment, unsafe, acksMax })
      // Every second cut spares some of the unsynced sectors, as disks do.
      powerCut.restore(place.folder, random() < 0.5 ? random : undefined)
    }
    await journal.live({ acksMax: 0 })
    powerCut.forget(place.folder)
    place.remove()
    if (journal.problems.length > 0) return [...journal.problems]
  }
  return []
}
async function problems(unsafe: boolean, count: number): Promise<string[]> {
  const programs = scratch()
  const program = await bundledProcess(appender, programs.folder)
  const all = Array.from({ length: sides }, (_, side) => cutAll(program, side, unsafe, count))
  const found = await Promise.all(all)
  programs.remove()
  return found.flat()
}

describe.skipIf(missing !== undefined)(`power cuts${missing ? ` (${missing})` : ''}`, () => {
  it(`lose nothing acknowledged and double nothing, ${cuts} times`, async () => {
    expect(await problems(false, cuts)).toEqual([])
  }, 1_800_000)
  it('are noticed by this very test when the store does not fsync', async () => {
    expect((await problems(true, 20)).join('\n')).toMatch(/is lost|damaged|ended by itself/)
  }, 600_000)
})
