/** The invented council tells its facts as real computers do: what is right, and when. */
import { describe, expect, it } from 'vitest'
import { sampleOf } from '../../../contract/catalogue/sample.ts'
import type { Reading } from '../../../contract/catalogue/grammar.ts'
import { councilOf, type SimulatedHost } from '../../../scripts/swarm/council.ts'
import { FactBeats } from '../../../scripts/swarm/facts/fact-beats.ts'
import { inventoryOf } from '../../../scripts/swarm/inventory.ts'

const minute = 60_000
const day = 24 * 60 * minute
const storyMs = Date.UTC(2026, 10, 12, 7)
const council = councilOf(40)
const momentAt = (host: SimulatedHost, timeMs: number) => ({
  host,
  timeMs,
  bootMs: storyMs - day,
  storyMs,
})
const atStart = new Map(
  council.map((host) => [host.name, new FactBeats().due(momentAt(host, storyMs))]),
)

function told(measurement: string, field: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const one of [...atStart.values()].flat()) {
    if (one.measurement.name !== measurement) continue
    const word = String(one.fields[field])
    counts[word] = (counts[word] ?? 0) + 1
  }
  return counts
}
/** Readings of a minute each, in the order of their minutes. */
function minutes(host: SimulatedHost, count: number): readonly (readonly Reading[])[] {
  const beats = new FactBeats()
  return Array.from({ length: count }, (_, at) => beats.due(momentAt(host, storyMs + at * minute)))
}
const hostWith = (ill: Parameters<SimulatedHost['ills']['has']>[0]): SimulatedHost => {
  const host = council.find(({ ills }) => ills.has(ill))
  if (!host) throw new Error(`Nobody has ${ill}`)
  return host
}

describe('the facts of the simulated council', () => {
  it('are all as the catalogue declares them, without a value that had to be left out', () => {
    for (const host of council) {
      for (const one of minutes(host, 20).flat()) {
        const sample = sampleOf(one)
        expect('refused' in sample ? sample.refused : sample.problems, host.name).toEqual([])
      }
    }
  })
  it('show an office in which most is well and each kind of trouble is there', () => {
    expect(told('antivirus', 'state')).toEqual({
      protected: 32,
      definitions_old: 3,
      off: 1,
      none: 1,
      not_applicable: 3,
    })
    expect(told('backup_summary', 'state')).toEqual({ found: 36, none: 4 })
    expect(told('backup', 'state')).toEqual({ ok: 34, failed: 2 })
    expect(told('smart_device', 'verdict')).toEqual({ ok: 38, failing: 1, worn: 2, unknown: 1 })
    expect(told('raid_array', 'state')).toEqual({ degraded: 1 })
    expect(told('firewall', 'state')).toEqual({ on: 39, off: 1 })
    expect(told('remote_access', 'tools')['AnyDesk']).toBe(1)
  })
  it('have copies of last night, and one that is nine days old', () => {
    const ages = [...atStart.values()]
      .flat()
      .filter(({ measurement }) => measurement.name === 'backup')
      .map(({ fields }) => storyMs / day - Number(fields['last_success']) / (day / 1000))
    expect(ages.filter((age) => age > 0 && age < 1)).toHaveLength(33)
    expect(ages.filter((age) => age >= 9 && age < 10)).toHaveLength(1)
  })
})

describe('the beats of the facts', () => {
  it('tell all at the start, the protection again within ten minutes, then each quarter of an hour', () => {
    for (const host of council.slice(0, 8)) {
      const at = minutes(host, 60).flatMap((rows, minuteAt) => (rows.length > 0 ? [minuteAt] : []))
      expect(at[0]).toBe(0)
      expect(at[1]).toBeLessThanOrEqual(10)
      for (const [index, one] of at.slice(2).entries()) expect(one - (at[index + 1] ?? 0)).toBe(15)
    }
  })
  it('tell disks each hour and the rules for passwords once a day', () => {
    const rows = minutes(hostWith('weak_passwords'), 130)
    const times = (name: string) =>
      rows.filter((own) => own.some(({ measurement }) => measurement.name === name)).length
    expect(times('smart_device')).toBe(3)
    expect(times('password_policy')).toBe(1)
  })
  it('tell a memory stick once, and the same detection of a threat again and again', () => {
    const of = (host: SimulatedHost, name: string) =>
      minutes(host, 60)
        .flat()
        .filter(({ measurement }) => measurement.name === name)
    expect(of(hostWith('memory_stick'), 'removable_use')).toHaveLength(1)
    const threats = of(hostWith('threat'), 'antivirus_threat')
    expect(threats.length).toBeGreaterThan(1)
    expect(new Set(threats.map(({ fields }) => fields['detection'])).size).toBe(1)
  })
  it('tell a new administrator while one watches, and not before', () => {
    const host = hostWith('administrator_added')
    const counts = minutes(host, 60)
      .flat()
      .filter(({ measurement }) => measurement.name === 'access')
      .map(({ fields }) => fields['administrator_count'])
    expect(counts[0]).toBe(2)
    expect(counts.at(-1)).toBe(3)
  })
})

describe('the inventories', () => {
  it('name the system as the table of support dates does, and the disks of the facts', () => {
    const old = council.find(({ system }) => system === 'windows-10')
    if (!old) throw new Error('There is no Windows 10')
    const { os, disks } = inventoryOf(momentAt(old, storyMs))
    expect(os).toMatchObject({ id: 'windows', build: '19045.6456', edition: 'Professional' })
    expect(disks).toMatchObject([{ name: 'PhysicalDrive0', kind: 'hdd' }])
    expect(inventoryOf(momentAt(old, storyMs + day)).disks).toEqual(disks)
  })
})
