import { describe, expect, it } from 'vitest'
import { alertWords } from '../../../config/locales/alert-wording.ts'
import { zoneReader } from '../../../config/office-time.ts'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { reading } from '../../../contract/catalogue/grammar.ts'
import { alertScene, rulesOf, zone } from '../../support/alert-scene.ts'
import { LevelSteps } from '../../../collector/alert/level-steps.ts'

const minute = 60_000
const level = { severity: 'warning', forMs: 0, clearForMs: 0 } as const

/** Plays a state that changes every so many minutes; answers the minutes at which the level turned. */
function turns(steps: LevelSteps, bad: (at: number) => boolean, until: number, from = 0): number[] {
  const turned: number[] = []
  for (let at = from; at < until; at++) {
    const before = steps.isActive(0)
    const turning = bad(at) !== before ? 'yes' : 'no'
    steps.step(0, turning, minute, at * minute)
    if (steps.isActive(0) !== before) turned.push(at)
  }
  return turned
}

describe('a level that comes and goes (A8)', () => {
  it('ends ever more slowly, so that 40 minutes of flapping are told twice at most', () => {
    const steps = new LevelSteps([level])
    const flaps = (at: number) => at < 40 && Math.floor(at / 4) % 2 === 0
    const turned = turns(steps, flaps, 120)
    expect(turned).toEqual([0, 4, 8, 46])
  })
  it('doubles the time with each return, up to six hours', () => {
    const steps = new LevelSteps([level])
    let at = 0
    const lengths: number[] = []
    for (let round = 0; round < 9; round++) {
      steps.step(0, 'yes', minute, at++ * minute)
      const began = at
      while (steps.isActive(0)) steps.step(0, 'yes', minute, at++ * minute)
      lengths.push(at - began)
    }
    expect(lengths.slice(0, 5)).toEqual([1, 11, 21, 41, 81])
    expect(Math.max(...lengths)).toBe(361)
  })
  it('is forgotten when it stayed away', () => {
    const steps = new LevelSteps([level])
    turns(steps, (at) => at < 12 && at % 4 < 2, 30)
    expect(steps.returns(0)).toBe(1)
    turns(steps, () => false, 400, 30)
    expect(steps.returns(0)).toBe(0)
    expect(steps.save()).toBeUndefined()
    expect(turns(steps, (at) => at < 410, 500, 400)).toEqual([400, 410])
  })
  it('goes on after a restart where it was', () => {
    const steps = new LevelSteps([level])
    turns(steps, (at) => at % 8 < 4, 20)
    const again = new LevelSteps([level])
    again.restore(JSON.parse(JSON.stringify(steps.save())))
    expect(again.returns(0)).toBe(steps.returns(0))
    expect(turns(again, () => false, 60, 20)).toEqual(turns(steps, () => false, 60, 20))
  })
})

describe('a disk that comes and goes', () => {
  it('is told twice, the second time as one that does not settle, and over once', async () => {
    const rules = rulesOf(`
- { id: own, kind: state, field: answering, select: { measurement: disk }, warning: { is: false } }
`)
    const scene = await alertScene({ rules })
    await scene.start()
    const tags = { path: 'D:', device: 'D:', fstype: 'ntfs', mode: 'rw' } as const
    for (let at = 0; at < 90; at++) {
      const answering = at >= 40 || Math.floor(at / 4) % 2 === 0
      await scene.report('pc', reading(disk, tags, { answering }))
      await scene.advance(minute)
    }
    const history = await scene.history()
    expect(history.map(({ kinds }) => kinds)).toEqual([
      ['opened', 'cleared'],
      ['opened', 'cleared'],
    ])
    const facts = (language: 'sw' | 'en') =>
      history
        .toSorted((a, b) => a.openedAtMs - b.openedAtMs)
        .map((alert) => alertWords(alert, rules[0], { language, local: zoneReader(zone) }).fact)
    expect(facts('sw').map((fact) => fact.includes('Hali haitulii: imerudi mara 1'))).toEqual([
      false,
      true,
    ])
    expect(facts('en')[1]).toContain('does not settle: it has come back once')
    await scene.end()
  })
})
