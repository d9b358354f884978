/** Which rules apply to which series, host and site. */
import { patternMatches } from '../../config/pattern.ts'
import type { Rule, Selector, SilenceRule } from '../../config/rule.ts'
import { variantOf, type ScopeFacts } from '../../config/rule-variants.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { HostRecord } from '../model/hosts.ts'

/** What sites and departments are called, by id: people write names. */
export type PlaceNames = ReadonlyMap<string, string>

export class RuleBook {
  readonly rules: readonly Rule[]
  readonly #names: PlaceNames
  readonly #byMeasurement = new Map<string, Rule[]>()
  readonly #byId: ReadonlyMap<string, Rule>
  readonly hostSilence: readonly SilenceRule[]
  readonly #site: SilenceRule | undefined
  /** The first about devices with others behind them, and so on; undefined: that is not watched. */
  readonly parent: SilenceRule | undefined
  readonly unsteady: SilenceRule | undefined
  readonly missing: SilenceRule | undefined
  readonly collector: SilenceRule | undefined
  constructor(rules: readonly Rule[], names: PlaceNames = new Map()) {
    this.rules = rules
    this.#names = names
    this.#byId = new Map(rules.map((rule) => [rule.id, rule]))
    const silences = rules.filter((rule) => rule.kind === 'silence')
    this.hostSilence = silences.filter((rule) => rule.of === 'host')
    this.#site = silences.find((rule) => rule.of === 'site')
    this.parent = silences.find((rule) => rule.of === 'parent')
    this.unsteady = silences.find((rule) => rule.of === 'unsteady')
    this.missing = silences.find((rule) => rule.of === 'missing')
    this.collector = silences.find((rule) => rule.of === 'collector')
    for (const rule of rules) {
      const { measurement } = rule.select
      if (measurement === undefined) continue
      const same = this.#byMeasurement.get(measurement)
      if (same) same.push(rule)
      else this.#byMeasurement.set(measurement, [rule])
    }
  }
  get(id: string): Rule | undefined {
    return this.#byId.get(id)
  }
  /** Measurements whose rules wait for deadlines: their series are looked at before any row comes. */
  deadlineMeasurements(): ReadonlySet<string> {
    return new Set(
      this.rules
        .filter((rule) => rule.kind === 'schedule' || rule.kind === 'silence')
        .flatMap((rule) => rule.select.measurement ?? []),
    )
  }
  forSeries({ measurement, tags }: SeriesDescriptor, host: HostRecord): readonly Rule[] {
    const rules = this.#byMeasurement.get(measurement) ?? []
    return rules
      .filter(({ select }) => this.#applies(select, host) && appliesToTags(select, tags))
      .map((rule) => variantOf(rule, this.#factsOf(host, objectOf(rule, tags))))
      .filter(({ enabled }) => enabled)
  }
  forHost(host: HostRecord): readonly SilenceRule[] {
    return this.hostSilence
      .filter(({ select }) => this.#applies(select, host))
      .map((rule) => variantOf(rule, this.#factsOf(host, '')))
      .filter((rule) => rule.enabled && rule.kind === 'silence')
  }
  /** The first rule about whole sites, as it holds for that one; undefined: it is not watched. */
  siteRule(siteId: string): SilenceRule | undefined {
    const siteNames = this.#namesOf(siteId)
    const { sites = [] } = this.#site?.select ?? {}
    if (!this.#site || (sites.length > 0 && !siteNames.some((name) => sites.includes(name)))) return
    const nobody = { departmentNames: [], role: '', critical: false, hostNames: [], object: '' }
    const rule = variantOf(this.#site, { siteNames, ...nobody })
    return rule.enabled ? rule : undefined
  }
  #applies(select: Selector, host: HostRecord): boolean {
    const among = (allowed: readonly string[], names: readonly string[]): boolean =>
      allowed.length === 0 || names.some((name) => allowed.includes(name))
    return (
      among(select.roles, [host.role]) &&
      among(select.sites, this.#namesOf(host.siteId)) &&
      among(select.departments, this.#namesOf(host.departmentId)) &&
      (select.critical === undefined || select.critical === host.critical)
    )
  }
  #namesOf(id: string | null): readonly string[] {
    if (id === null) return []
    const name = this.#names.get(id)
    return name === undefined ? [id] : [id, name]
  }
  #factsOf(host: HostRecord, object: string): ScopeFacts {
    return {
      siteNames: this.#namesOf(host.siteId),
      departmentNames: this.#namesOf(host.departmentId),
      role: host.role,
      critical: host.critical,
      hostNames: [host.id, host.name],
      object,
    }
  }
}

function appliesToTags(select: Selector, tags: SeriesDescriptor['tags']): boolean {
  return Object.entries(select.tags).every(([key, patterns]) => {
    const value = tags.find(([name]) => name === key)?.[1] ?? ''
    const excluded = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1))
    const wanted = patterns.filter((one) => !one.startsWith('!'))
    if (excluded.some((pattern) => patternMatches(pattern, value))) return false
    return wanted.length === 0 || wanted.some((pattern) => patternMatches(pattern, value))
  })
}

/** What an alert is about inside its host: the values of the rule's tags. */
export function objectOf(rule: Rule, tags: SeriesDescriptor['tags']): string {
  const chosen = rule.object.length > 0 ? tags.filter(([key]) => rule.object.includes(key)) : tags
  return chosen.map(([, value]) => value).join(' ')
}

/** What decides which rules a host has. */
export function ruleFacts({ name, role, siteId, departmentId, critical }: HostRecord): string {
  return JSON.stringify([name, role, siteId, departmentId, critical])
}
