import { expect, test } from 'vitest'
import { decodeDefender } from '../../../../agent/sources/antivirus/windows/defender.ts'
import { decodeProductState } from '../../../../agent/sources/parts/product-state.ts'

const observedMs = Date.UTC(2026, 10, 22, 8, 0)

test.each([
  [397_568, 'on', 'current', true],
  [397_584, 'on', 'old', true],
  [393_472, 'off', 'current', true],
  [393_488, 'off', 'old', true],
  [401_664, 'snoozed', 'current', true],
  [266_240, 'on', 'current', false],
  [266_256, 'on', 'old', false],
  [262_144, 'off', 'current', false],
  [262_160, 'off', 'old', false],
  [331_776, 'on', 'current', false],
  [327_680, 'off', 'current', false],
  [270_336, 'snoozed', 'current', false],
  [0x04_3000, 'expired', 'current', false],
  [344_064, 'unknown', 'current', false],
  [0x06_1120, 'on', undefined, true],
  [4_294_967_295, 'unknown', undefined, false],
])('productState %i is %s, definitions %s', (number, state, definitions, ofWindows) => {
  expect(decodeProductState(number)).toEqual({ state, definitions, ofWindows })
})

test.each([
  ['never, in 32 bits', { quickAge: 4_294_967_295, quickEnd: null }, undefined],
  ['never, in 16 bits', { quickAge: 65_535, quickEnd: null }, undefined],
  ['the year 1601', { quickAge: null, quickEnd: '1601-01-01T00:00:00.0000000Z' }, undefined],
  ['New Year’s Eve 1600', { quickEnd: '1600-12-31T21:00:00Z' }, undefined],
  [
    'a moment',
    { quickAge: 1, quickEnd: '2026-11-21T05:00:00.0000000Z' },
    Date.UTC(2026, 10, 21, 5),
  ],
  ['days only', { quickAge: 2, quickEnd: null }, Date.UTC(2026, 10, 20, 8)],
])('the last quick scan told as %s', (_, told, expected) => {
  const status = decodeDefender({ mode: 'Normal', av: true, rtp: true, ...told }, observedMs)
  expect(status?.quickScanMs).toBe(expected)
})

test.each([
  ['Normal', true, 'on'],
  ['Normal', false, 'off'],
  ['Passive Mode', true, 'passive'],
  ['Passive mode', true, 'passive'],
  ['SxS Passive Mode', true, 'passive'],
  ['Not running', true, 'off'],
  ['EDR Block Mode', true, 'on'],
  [null, true, 'on'],
  [null, false, 'off'],
  ['Something new', true, 'unknown'],
])('mode %s with real-time protection %s is %s', (mode, rtp, state) => {
  expect(decodeDefender({ mode, av: true, rtp }, observedMs)?.state).toBe(state)
})

test('a status out of date by its bits has old definitions', () => {
  const told = {
    mode: 'Normal',
    av: true,
    rtp: true,
    outOfDate: false,
    productStatus: 524_288 + 32,
  }
  expect(decodeDefender(told, observedMs)?.definitions).toBe('old')
})
