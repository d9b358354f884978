/** One rule: what it looks at, its exceptions with who made them, and the form for one more. */
import path from 'node:path'
import { fieldHelp } from '../../../config/locales/field-labels.ts'
import { ruleFields } from '../../../config/rules-words.ts'
import type { Rule, RuleOverride } from '../../../config/rule.ts'
import type { ApiParts } from '../parts.ts'
import type { ExceptionItem, RuleView, ScopeKind } from '../rules-views.ts'
import { ruleSettings, ruleSeverities } from './rule-settings.ts'

const computersOffered = 2000

export type RuleViewExtra = Partial<Pick<RuleView, 'form' | 'trial' | 'faults'>>

export async function ruleView(
  parts: ApiParts,
  rule: Rule,
  extra: RuleViewExtra = {},
): Promise<RuleView> {
  const { office, hosts } = parts
  const sites = await office.sites()
  const departments = await office.departments()
  const all = await hosts.all()
  const { measurement = '' } = rule.select
  const names = await namesOf(parts)
  return {
    rule,
    fields: ruleFields(rule).map((name) => ({ name, help: fieldHelp(measurement, name) })),
    severities: ruleSeverities(rule.written),
    settings: ruleSettings(rule.written),
    exceptions: await exceptionsOf(parts, rule, (id) => names.get(id) ?? id),
    sites,
    departments,
    computers: all.slice(0, computersOffered).map(({ name }) => name),
    form: extra.form ?? null,
    trial: extra.trial ?? null,
    faults: extra.faults ?? [],
  }
}

/** What sites, departments and computers are called, by id. */
export async function namesOf({
  office,
  hosts,
}: Pick<ApiParts, 'office' | 'hosts'>): Promise<ReadonlyMap<string, string>> {
  const all = [...(await office.sites()), ...(await office.departments()), ...(await hosts.all())]
  return new Map(all.map(({ id, name }) => [id, name]))
}

export async function exceptionsOf(
  {
    ruleExceptions,
    rules,
  }: Pick<ApiParts, 'ruleExceptions'> & {
    readonly rules: Pick<ApiParts['rules'], 'exceptionId'>
  },
  rule: Rule,
  nameOf: (id: string) => string,
): Promise<readonly ExceptionItem[]> {
  const made = new Map((await ruleExceptions.all()).map((one) => [one.id, one]))
  return rule.overrides.map((override) => {
    const id = rules.exceptionId(override)
    const by = id === undefined ? undefined : made.get(id)
    return {
      id: by?.id ?? null,
      file: path.basename(override.file),
      ...placesOf(override, nameOf),
      set: override.set,
      by: by?.by ?? '',
      atMs: by?.atMs ?? null,
      note: by?.note ?? '',
    }
  })
}

function placesOf(
  { scope }: RuleOverride,
  nameOf: (id: string) => string,
): Pick<ExceptionItem, 'places' | 'critical'> {
  const { critical, ...lists } = scope
  const places = (Object.keys(lists) as ScopeKind[]).flatMap((kind) =>
    lists[kind].length === 0 ? [] : [{ kind, names: lists[kind].map((one) => nameOf(one)) }],
  )
  return { places, critical: critical ?? null }
}
