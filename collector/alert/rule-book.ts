/** Which rules apply to which series, host and site. */
import type { Rule, Selector, SilenceRule } from '../../config/rule.ts'
import type { SeriesDescriptor } from '../../contract/wire/series.ts'
import type { HostRecord } from '../model.ts'

export class RuleBook {
  readonly rules: readonly Rule[]
  readonly #byMeasurement = new Map<string, Rule[]>()
  readonly #byId: ReadonlyMap<string, Rule>
  readonly hostSilence: readonly SilenceRule[]
  /** The first rule about whole sites; undefined: sites are not watched. */
  readonly site: SilenceRule | undefined
  constructor(rules: readonly Rule[]) {
    this.rules = rules
    this.#byId = new Map(rules.map((rule) => [rule.id, rule]))
    const silences = rules.filter((rule) => rule.kind === 'silence')
    this.hostSilence = silences.filter((rule) => rule.of === 'host')
    this.site = silences.find((rule) => rule.of === 'site')
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
    return rules.filter(({ select }) => appliesToHost(select, host) && appliesToTags(select, tags))
  }
  forHost(host: HostRecord): readonly SilenceRule[] {
    return this.hostSilence.filter(({ select }) => appliesToHost(select, host))
  }
}

function appliesToHost(select: Selector, host: HostRecord): boolean {
  const among = (allowed: readonly string[], value: string | null): boolean =>
    allowed.length === 0 || (value !== null && allowed.includes(value))
  return (
    among(select.roles, host.role) &&
    among(select.sites, host.siteId) &&
    among(select.departments, host.departmentId) &&
    (select.critical === undefined || select.critical === host.critical)
  )
}

function appliesToTags(select: Selector, tags: SeriesDescriptor['tags']): boolean {
  return Object.entries(select.tags).every(([key, patterns]) => {
    const value = tags.find(([name]) => name === key)?.[1] ?? ''
    const excluded = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1))
    const wanted = patterns.filter((one) => !one.startsWith('!'))
    if (excluded.some((pattern) => matches(pattern, value))) return false
    return wanted.length === 0 || wanted.some((pattern) => matches(pattern, value))
  })
}

/** `*` stands for anything; everything else for itself. */
function matches(pattern: string, value: string): boolean {
  const parts = pattern.split('*')
  if (parts.length === 1) return pattern === value
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (!value.startsWith(first) || value.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return value.length - last.length >= at && value.endsWith(last)
}

/** What an alert is about inside its host: the values of the rule's tags. */
export function objectOf(rule: Rule, tags: SeriesDescriptor['tags']): string {
  const chosen = rule.object.length > 0 ? tags.filter(([key]) => rule.object.includes(key)) : tags
  return chosen.map(([, value]) => value).join(' ')
}

/** What decides which rules a host has. */
export function ruleFacts({ role, siteId, departmentId, critical }: HostRecord): string {
  return JSON.stringify([role, siteId, departmentId, critical])
}
