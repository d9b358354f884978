import { describe, expect, it } from 'vitest'
import { RuleBook } from '../../../collector/alert/rule-book.ts'
import type { HostRecord } from '../../../collector/model/hosts.ts'
import { ConfigError } from '../../../config/load.ts'
import type { Rule } from '../../../config/rule.ts'
import { parseRules, type RuleFile } from '../../../config/rules-file.ts'
import { catalogue } from '../../../contract/catalogue/catalogue.ts'
import { describeSeries } from '../../../contract/catalogue/describe.ts'
import { disk } from '../../../contract/catalogue/families/disk.ts'
import { hostNamed, shippedRules } from '../../support/alert-scene.ts'

const base = `
- id: full
  kind: threshold
  select: { measurement: disk }
  object: [path]
  warning: { when: { field: used_percent, above: 80 }, for: 5m }
  critical: { when: { field: used_percent, above: 95 } }
`
const parse = (...texts: readonly string[]): readonly Rule[] =>
  parseRules(
    texts.map((text, at): RuleFile => ({
      file: `/${at === 0 ? 'shipped' : 'own'}/${at}.yaml`,
      text,
    })),
    catalogue,
  )
const faults = (...texts: readonly string[]): readonly string[] => {
  try {
    parse(...texts)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((one) => `${one.line}: ${one.text}`)
    throw error
  }
  return []
}
const names = new Map([
  ['s1', 'Kituo cha Afya Chambo'],
  ['d1', 'Fedha'],
])
function warningOf(rules: readonly Rule[], host: HostRecord, path = 'C:'): number | undefined {
  const series = describeSeries(disk, { path, device: path, fstype: 'ntfs', mode: 'rw' })
  const rule = new RuleBook(rules, names).forSeries(series, host).find(({ id }) => id === 'full')
  const level = rule?.kind === 'threshold' ? rule.levels.at(-1) : undefined
  const value = level?.when[0]?.value
  return typeof value === 'number' ? value : undefined
}
const above = (value: number, where: string) =>
  `- { override: full, ${where && `where: ${where}, `}set: { warning: { when: { field: used_percent, above: ${value} } } } }`
const pc = (more: Partial<HostRecord> = {}) =>
  hostNamed('id-7', { name: 'AFY-PC-014', siteId: 's1', departmentId: 'd1', ...more })

describe('exceptions from a rule', () => {
  it('lie over each other from the office to the object, in whatever order they are written', () => {
    const steps = [
      [81, ''],
      [82, '{ sites: Kituo cha Afya Chambo }'],
      [83, '{ departments: [d1] }'],
      [84, '{ roles: laptop }'],
      [85, '{ critical: true }'],
      [86, '{ hosts: afy-pc-* }'],
      [87, "{ objects: 'D:' }"],
    ] as const
    const host = pc({ role: 'laptop', critical: true })
    for (let count = 0; count <= steps.length; count++) {
      const written = steps.slice(0, count).map(([value, where]) => above(value, where))
      expect(warningOf(parse(base, written.join('\n')), host, 'D:')).toBe(80 + count)
      expect(warningOf(parse(base, written.toReversed().join('\n')), host, 'D:')).toBe(80 + count)
    }
  })
  it('hold only where they say', () => {
    const rules = parse(base, above(90, "{ sites: [s1], roles: [server], objects: ['/srv*'] }"))
    expect(warningOf(rules, pc({ role: 'server' }), '/srv/db')).toBe(90)
    expect(warningOf(rules, pc({ role: 'server' }), '/')).toBe(80)
    expect(warningOf(rules, pc({ role: 'desktop' }), '/srv/db')).toBe(80)
    expect(warningOf(rules, pc({ role: 'server', siteId: null }), '/srv/db')).toBe(80)
  })
  it('change only what they name, take levels away, and turn rules off and on', () => {
    const [rule] = parse(base, '- { override: full, where: { hosts: x }, set: { critical: null } }')
    const host = hostNamed('x')
    const series = describeSeries(disk, { path: '/', device: '/', fstype: 'ext4', mode: 'rw' })
    const [variant] = new RuleBook(rule ? [rule] : []).forSeries(series, host)
    expect(variant).toMatchObject({ levels: [{ severity: 'warning', forMs: 300_000 }] })
    const off = parse(base, '- { override: full, where: { hosts: x }, set: { enabled: false } }')
    expect(warningOf(off, host)).toBeUndefined()
    expect(warningOf(off, pc())).toBe(80)
    const on = parse(
      base.replace('kind:', 'enabled: false\n  kind:'),
      '- { override: full, where: { hosts: x }, set: { enabled: true } }',
    )
    expect(warningOf(on, host)).toBe(80)
    expect(warningOf(on, pc())).toBeUndefined()
  })
  it('hold for whole sites too', () => {
    const rules = parse(
      '- { id: site, kind: silence, of: site, critical: { after: 0s } }',
      `
- { override: site, where: { sites: Kituo cha Afya Chambo }, set: { share: 80 } }
- { override: site, where: { sites: s2 }, set: { enabled: false } }`,
    )
    const book = new RuleBook(rules, names)
    expect(book.siteRule('s1')).toMatchObject({ share: 80, least: 3 })
    expect(book.siteRule('s2')).toBeUndefined()
    expect(book.siteRule('s3')).toMatchObject({ share: 60 })
  })
  it('give one object for all hosts with the same exceptions, so that thousands share it', () => {
    const rules = parse(base, above(90, '{ roles: [laptop] }'))
    const book = new RuleBook(rules)
    const series = describeSeries(disk, { path: '/', device: '/', fstype: 'ext4', mode: 'rw' })
    const of = (id: string) => book.forSeries(series, hostNamed(id, { role: 'laptop' }))[0]
    expect(of('a')).toBe(of('b'))
  })
  it('made for a shipped rule do not meddle with the one that an office put in its place', () => {
    const shipped = `${base}\n${above(90, '{ critical: true }')}`
    const own = `${base.replace('above: 80', 'above: 70')}\n${above(60, '{ roles: [server] }')}`
    const rules = parse(shipped, own)
    expect(warningOf(rules, pc({ critical: true }))).toBe(70)
    expect(warningOf(rules, pc({ role: 'server' }))).toBe(60)
  })
  it.each([
    [
      'an unknown rule',
      '- { override: ful, set: {} }',
      '1: "ful" is no rule; did you mean "full"?',
    ],
    [
      'an unknown key',
      '- { override: full, where: { site: x }, set: {} }',
      '1: exception: "site" is unknown; did you mean "sites"?',
    ],
    [
      'a fixed key',
      '- override: full\n  set: { select: { measurement: mem } }',
      '2: exception from full: "select" cannot be changed; write a rule of your own',
    ],
    [
      'a wrong value',
      '- override: full\n  set:\n    warning: { for: soon }',
      '3: exception from full: warning.for: "soon" is no length of time; write 90s, 5m, 2h, 3d or 3wd (working days)',
    ],
    [
      'a wrong field',
      '- override: full\n  set:\n    warning: { when: { field: used_procent, below: 1 } }',
      '3: exception from full: "used_procent" is no field of "disk"; did you mean "used_percent"?',
    ],
    [
      'no change',
      '- { override: full }',
      '1: exception: set: Invalid input: expected record, received undefined',
    ],
  ])('%s is told with its place', (_, text, expected) => {
    expect(faults(base, text)).toContain(expected)
  })
})

describe('the critical flag', () => {
  it('tightens a computer’s rules and never loosens one', () => {
    const tightened = shippedRules.filter(({ overrides }) =>
      overrides.some(({ scope }) => scope.critical === true),
    )
    expect(tightened.length).toBeGreaterThan(9)
    const desktop = new RuleBook(shippedRules)
    const series = describeSeries(disk, { path: 'D:', device: 'D:', fstype: 'ntfs', mode: 'rw' })
    const within = (critical: boolean) => {
      const rules = desktop.forSeries(series, hostNamed('pc', { critical }))
      const fills = rules.find(({ id }) => id === 'disk-fills')
      return fills?.kind === 'forecast' ? fills.levels.map((one) => one.withinMs / 86_400_000) : []
    }
    expect(within(false)).toEqual([2, 14])
    expect(within(true)).toEqual([4, 30])
  })
})
