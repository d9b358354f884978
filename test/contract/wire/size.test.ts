import { describe, expect, it } from 'vitest'
import { limits } from '../../../contract/wire/limits.ts'
import { LinkModel } from './link-model.ts'
import { machineSeries, SampleMachine } from './sample-machine.ts'

/** Bytes of the live frames of a day, after the first hour. */
function frameSizes(seed: number, framesPerAck: number): number[] {
  const link = new LinkModel(machineSeries)
  const machine = new SampleMachine(seed)
  const sizes: number[] = []
  for (let minute = 0; minute < 24 * 60; minute++) {
    const rows = machine.sample()
    const sent = link.send({ rows })
    expect(sent.rows).toEqual(rows)
    if (minute >= 60) sizes.push(sent.bytes.length)
    if (minute % framesPerAck !== framesPerAck - 1) continue
    link.acknowledge()
    link.deliver()
  }
  return sizes
}
const mean = (sizes: readonly number[]): number =>
  sizes.reduce((sum, size) => sum + size, 0) / sizes.length

describe('a frame with 60 values of an office computer', () => {
  it.each([1, 2, 3])('takes at most 80 bytes when each is acknowledged (machine %i)', (seed) => {
    const sizes = frameSizes(seed, 1)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(80)
    expect(mean(sizes)).toBeLessThanOrEqual(70)
  })

  it('takes no more when only every fifteenth is acknowledged', () => {
    expect(frameSizes(1, 15)).toEqual(frameSizes(1, 1))
  })

  it('fits into a frame however large its values are', () => {
    const most =
      limits.fieldsPerSeriesMax * 11 + limits.rowTextBytesMax + limits.fieldsPerSeriesMax + 200
    expect(most).toBeLessThan(limits.frameBytesMax)
  })
})
