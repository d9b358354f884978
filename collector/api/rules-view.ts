/** The rules in force with their exceptions and what became of their alerts. */
import { alertTexts } from '../../config/locales/alert-languages.ts'
import type { Rule } from '../../config/rule.ts'
import { falseAlarmsView } from './false-alarms.ts'
import type { ApiParts } from './parts.ts'
import type { RuleLine, RulesView } from './rules-views.ts'

const queryMax = 100

export async function rulesView(parts: ApiParts, asked: string): Promise<RulesView> {
  const query = asked.slice(0, queryMax).trim()
  const all = parts.rules.inForce()
  const { days, rules: shares } = await falseAlarmsView(parts)
  const byId = new Map(shares.map((one) => [one.ruleId, one]))
  const shown = all.filter((rule) => matches(rule, query.toLowerCase()))
  const lines = shown.map((rule): RuleLine => {
    const { alerts = 0, useless = 0, percent = 0, above = false } = byId.get(rule.id) ?? {}
    return { rule, alerts, useless, percent, above }
  })
  const groups = Map.groupBy(lines, ({ rule }) => rule.select.measurement ?? null)
  return {
    groups: [...groups].map(([measurement, of]) => ({ measurement, lines: of })),
    shown: shown.length,
    total: all.length,
    query,
    days,
    faults: parts.rules.faults(),
  }
}

/** By id, by what it looks at, and by its title in either language. */
function matches(rule: Rule, query: string): boolean {
  const titles = [alertTexts.sw, alertTexts.en].map(({ rules }) => rules[rule.text]?.title ?? '')
  return [rule.id, rule.select.measurement ?? '', ...titles].some((text) =>
    text.toLowerCase().includes(query),
  )
}
