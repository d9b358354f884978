/** Measures that are remembered are those of the times that are asked for, whatever was asked before. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KnownMeasures, measuresOf } from '../../../collector/store/time-measures.ts'

const times = fc
  .array(fc.nat({ max: 3_600_000 }), { minLength: 1, maxLength: 40 })
  .map((all) => Float64Array.from(all).sort())

it('an hour whose rows change is measured anew', () => {
  const asked = fc.array(fc.tuple(fc.nat({ max: 3 }), times), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(asked, (questions) => {
      const known = new KnownMeasures()
      for (const [key, hour] of questions) {
        const { gapMs, covered } = known.of(key, hour)
        expect({ gapMs, covered }).toEqual(measuresOf(hour))
        // The same question again, with times that were read again.
        expect(known.of(key, Float64Array.from(hour)).covered).toBe(covered)
      }
    }),
  )
})

it('keeps no more than its bound: what was dropped is measured again', () => {
  const known = new KnownMeasures()
  const hour = Float64Array.from({ length: 3600 }, (_, at) => at * 1000)
  for (let key = 0; key < 500; key++) {
    expect(known.of(key, hour)).toMatchObject({ gapMs: 1000 })
  }
  expect(known.of(0, hour)).toMatchObject({ gapMs: 1000 })
})
