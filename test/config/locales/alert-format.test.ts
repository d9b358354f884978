/** What the places of a text can do. */
import { describe, expect, it } from 'vitest'
import { fill, placesOf, withoutPlaces } from '../../../config/locales/alert-format.ts'
import { zoneReader } from '../../../config/office-time.ts'

const local = zoneReader('Africa/Dar_es_Salaam')
const text = 'vifaa {count:number}, {cause, select, inside {swichi nyingine} other {umeme}}'
const sw = { language: 'sw', local } as const

describe('a place for names', () => {
  it('takes its space with it where there are none', () => {
    const told = 'havijarejea: {count:number} {names}.'
    expect(fill(told, { count: 0, names: '' }, sw)).toBe('havijarejea: 0.')
    expect(fill(told, { count: 1, names: 'PC-1' }, sw)).toBe('havijarejea: 1 PC-1.')
    expect(fill(told, { count: 1 }, sw)).toBe('havijarejea: 1 haijulikani.')
  })
})

describe('a text that chooses by a word', () => {
  it('takes the form of the word, and the last form for words that it does not know', () => {
    expect(fill(text, { count: 3, cause: 'inside' }, sw)).toBe('vifaa 3, swichi nyingine')
    for (const cause of ['power', undefined])
      expect(fill(text, { count: 3, cause }, sw)).toBe('vifaa 3, umeme')
  })
  it('says its forms as Zanzibar says them', () => {
    const there = { ...sw, zanzibar: true }
    expect(fill(text, { count: 3, cause: 'inside' }, there)).toBe('vifaa 3, swichi nyengine')
    const plural = '{n, plural, one {jambo jingine} other {vifaa vingine #}}'
    expect(fill(plural, { n: 2 }, there)).toBe('vifaa vyengine 2')
  })
  it('fills the places in the form that it takes', () => {
    const placed =
      '{why, select, ups {UPS ya {who}} often {mara {times:number}} other {haijulikani}}.'
    expect(fill(placed, { why: 'ups', who: 'A', times: 2 }, sw)).toBe('UPS ya A.')
    expect(fill(placed, { why: 'often', who: 'A', times: 2 }, sw)).toBe('mara 2.')
    expect(fill(placed, { why: 'none' }, sw)).toBe('haijulikani.')
    expect(placesOf(placed).toSorted()).toEqual(['times', 'who', 'why'])
    expect(withoutPlaces(placed)).toBe('haijulikani.')
  })
  it('tells its places, and what it says of any case', () => {
    expect(placesOf(text)).toEqual(['count', 'cause'])
    expect(withoutPlaces(text)).toBe('vifaa, umeme')
  })
})
