import { describe, expect, test } from 'vitest'
import {
  decodeDefenderEvents,
  decodeDetections,
  mergeThreats,
} from '../../../../agent/sources/antivirus/windows/defender-threats.ts'
import { ThreatReport } from '../../../../agent/sources/antivirus/threat-report.ts'
import { threatName, type Threat } from '../../../../agent/sources/antivirus/product.ts'

const nowMs = Date.UTC(2026, 10, 22, 8, 0)
const found = '2026-11-22T06:00:00.0000000Z'
const detection = (change: object = {}) => ({
  id: '2147519003',
  det: '{3DC200B4-DC42-44EC-8B0C-8F88840A56A2}',
  name: 'Virus:DOS/EICAR_Test_File',
  sev: 5,
  active: false,
  at: found,
  status: 3,
  ...change,
})
const event = (id: number, rec: number, data: object = {}) => ({
  id,
  rec,
  at: found,
  data: {
    'Detection ID': '{3DC200B4-DC42-44EC-8B0C-8F88840A56A2}',
    'Detection Time': found,
    'Threat ID': '2147519003',
    'Threat Name': 'Virus:DOS/EICAR_Test_File',
    'Severity ID': '5',
    ...data,
  },
})

describe('detections of Defender', () => {
  test.each([
    [1, true, 'detected', true],
    [1, false, 'detected', false],
    [2, false, 'cleaned', false],
    [3, false, 'quarantined', false],
    [4, false, 'removed', false],
    [5, false, 'allowed', false],
    [6, false, 'blocked', false],
    [102, true, 'failed', true],
    [103, null, 'failed', true],
    [105, true, 'abandoned', true],
    [107, true, 'failed', true],
    [0, true, 'unknown', false],
  ])('status %i, active %s, is %s', (status, active, state, isActive) => {
    const [threat] = decodeDetections([detection({ status, active })])
    expect(threat).toMatchObject({ state, active: isActive, severity: 'severe' })
  })
  test('found, then quarantined, is one threat with its last state', () => {
    const events = [event(1117, 11, { 'Action ID': '2' }), event(1116, 10)]
    expect(decodeDefenderEvents(events)).toMatchObject([
      { id: '3DC200B4-DC42-44EC-8B0C-8F88840A56A2', state: 'quarantined', active: false },
    ])
  })
  test('an action that failed leaves it there', () => {
    const events = [event(1116, 10), event(1118, 11)]
    expect(decodeDefenderEvents(events)).toMatchObject([{ state: 'failed', active: true }])
  })
  test('the list and the events of one detection are one threat; the list is newer', () => {
    const merged = mergeThreats(
      decodeDetections([detection()]),
      decodeDefenderEvents([event(1116, 10)]),
    )
    expect(merged).toHaveLength(1)
    expect(merged[0]).toMatchObject({ state: 'quarantined', active: false })
  })
  test('an event without an id of the detection is told by threat and time', () => {
    const [threat] = decodeDefenderEvents([event(1006, 1, { 'Detection ID': '' })])
    expect(threat?.id).toBe('2147519003@2026-11-22T06:00:00.000Z')
  })
  test('other events are none', () => {
    expect(decodeDefenderEvents([event(5007, 1)])).toEqual([])
  })
})

test.each([
  ['Trojan:Win32/Wacatac.B!ml', 'Trojan:Win32/Wacatac.B!ml'],
  ['C:\\Users\\asha\\mshahara.exe', undefined],
  ['/home/asha/mshahara.pdf', undefined],
  ['a\u0000b', undefined],
  ['', undefined],
])('the name %j is kept as %j: a path never is', (given, kept) => {
  expect(threatName(given)).toBe(kept)
})

describe('what is reported of threats', () => {
  const threat = (number: number, change: Partial<Threat> = {}): Threat => ({
    id: `id-${number}`,
    product: 'Microsoft Defender',
    name: `Virus ${number}`,
    severity: 'severe',
    state: 'quarantined',
    detectedMs: nowMs - number * 60_000,
    active: false,
    ...change,
  })
  const idsOf = (rows: ReturnType<ThreatReport['rows']>) =>
    rows.map(({ fields }) => fields['detection'])

  test('an outbreak larger than the list is told over several readings, each threat once', () => {
    const report = new ThreatReport()
    const many = Array.from({ length: 20 }, (_, index) => threat(index))
    const told = new Set<unknown>()
    for (let round = 0; round < 3; round++) {
      const rows = report.rows(many, nowMs)
      expect(rows.length).toBe(8)
      expect(new Set(rows.map(({ tags }) => tags['slot'])).size).toBe(8)
      for (const id of idsOf(rows)) told.add(id)
    }
    expect(told.size).toBe(20)
    expect(idsOf(report.rows(many, nowMs))).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => `id-${n}`))
  })
  test('what was dealt with long ago is no news; what is still there always is', () => {
    const old = { detectedMs: nowMs - 90 * 86_400_000 }
    const rows = new ThreatReport().rows(
      [threat(1, old), threat(2, { ...old, active: true })],
      nowMs,
    )
    expect(idsOf(rows)).toEqual(['id-2'])
  })
})
