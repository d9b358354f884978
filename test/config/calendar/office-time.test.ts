import { describe, expect, it } from 'vitest'
import { instantAt, swahiliClock, zoneReader } from '../../../config/office-time.ts'

const local = zoneReader('Africa/Dar_es_Salaam')
const at = (time: string) => local(Date.parse(`2026-11-12T${time}:00+03:00`))

describe('the Swahili clock', () => {
  it.each([
    ['00:30', 'saa 6:30 usiku'],
    ['03:59', 'saa 9:59 usiku'],
    ['05:15', 'saa 11:15 alfajiri'],
    ['06:00', 'saa 12:00 asubuhi'],
    ['07:30', 'saa 1:30 asubuhi'],
    ['10:42', 'saa 4:42 asubuhi'],
    ['12:00', 'saa 6:00 mchana'],
    ['15:30', 'saa 9:30 mchana'],
    ['18:45', 'saa 12:45 jioni'],
    ['19:00', 'saa 1:00 usiku'],
  ])('says %s as %s', (time, said) => {
    expect(swahiliClock(at(time))).toBe(said)
  })
})

describe('office time', () => {
  it('turns a wall time of the zone into the instant and back', () => {
    expect(instantAt(local, 2026, 11, 12, 7 * 60 + 30)).toBe(Date.parse('2026-11-12T04:30:00Z'))
  })
  it('also where clocks change', () => {
    const berlin = zoneReader('Europe/Berlin')
    expect(instantAt(berlin, 2026, 7, 1, 450)).toBe(Date.parse('2026-07-01T05:30:00Z'))
    expect(instantAt(berlin, 2026, 12, 1, 450)).toBe(Date.parse('2026-12-01T06:30:00Z'))
  })
})
