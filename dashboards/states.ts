/** A state's number as its word in the reader's language, in the colour that the rules give it. */
import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard'
import type { Rule, RuleSeverity } from '../config/rule.ts'
import { spokenWord } from '../config/locales/fact-words.ts'
import type { Measurement } from '../contract/catalogue/grammar.ts'
import { colours, type Colour } from './look/colours.ts'

export type Mapping = Extract<ValueMapping, { readonly type: MappingType.ValueToText }>
interface Words {
  readonly words: Readonly<Record<string, string>>
  readonly presence: Readonly<Record<string, string>>
  readonly alert: Readonly<Record<string, string>>
}

/** States on which no rule of their own rests: presence is judged by silence, alerts judge others. */
const settled: Readonly<Record<string, Readonly<Record<string, Colour>>>> = {
  'presence.state': {
    online: colours.good,
    off: colours.plain,
    off_assumed: colours.plain,
    asleep: colours.plain,
    power_lost: colours.warning,
    unreachable: colours.critical,
    site_down: colours.critical,
    stale: colours.warning,
    never_seen: colours.unknown,
  },
  'alert.severity': {
    info: colours.notice,
    warning: colours.warning,
    critical: colours.critical,
  },
  'alert.transition': {
    opened: colours.critical,
    worsened: colours.critical,
    eased: colours.warning,
    cleared: colours.good,
    acknowledged: colours.notice,
    silenced: colours.plain,
    renamed: colours.plain,
  },
  'backup_summary.state': {
    none: colours.critical,
    no_data: colours.warning,
    found: colours.good,
  },
  'source.state': { ok: colours.good, failed: colours.warning, timed_out: colours.warning },
  'upgrade_readiness.state': { ready: colours.good, not_ready: colours.warning },
  'os_support.state': { supported: colours.good },
  'last_stop.cause': { power_lost: colours.warning, crash: colours.warning },
}
const rank: Readonly<Record<RuleSeverity, number>> = { info: 1, warning: 2, critical: 3 }
const severityColours: Readonly<Record<RuleSeverity, Colour>> = {
  info: colours.notice,
  warning: colours.warning,
  critical: colours.critical,
}

export function mappingOf(
  { name, fields }: Measurement,
  field: string,
  rules: readonly Rule[],
  { words, presence, alert }: Words,
): Mapping | undefined {
  const declared = fields[field]
  const judged = judgedWords(name, field, rules)
  const own = settled[`${name}.${field}`] ?? {}
  const special = { presence, alert }[name] ?? {}
  const colourOf = (word: string): Colour => {
    const severity = judged.get(word)
    if (severity !== undefined) return severityColours[severity]
    const settledColour = own[word]
    if (settledColour !== undefined) return settledColour
    if (word === 'unknown') return colours.unknown
    return judged.size > 0 && word !== 'not_applicable' ? colours.good : colours.plain
  }
  const said = (word: string): string => special[word] ?? spokenWord(words, word)
  if (declared?.kind === 'state') {
    const options = Object.entries(declared.states).map(([word, code], index) => {
      return [String(code), { text: said(word), color: colourOf(word), index }] as const
    })
    return { type: MappingType.ValueToText, options: Object.fromEntries(options) }
  }
  if (declared?.kind !== 'boolean') return undefined
  // What Grafana makes of a boolean: the words in a table, the numbers in a graph.
  const options = [
    ['true', 'true'],
    ['false', 'false'],
    ['1', 'true'],
    ['0', 'false'],
  ] as const
  return {
    type: MappingType.ValueToText,
    options: Object.fromEntries(
      options.map(([key, word], index) => [
        key,
        { text: said(word), color: colourOf(word), index },
      ]),
    ),
  }
}

/** The gravest severity at which a rule names the word. */
function judgedWords(
  measurement: string,
  field: string,
  rules: readonly Rule[],
): ReadonlyMap<string, RuleSeverity> {
  const judged = new Map<string, RuleSeverity>()
  for (const rule of rules) {
    if (rule.select.measurement !== measurement) continue
    for (const { severity, when } of levelsOf(rule)) {
      for (const condition of when) {
        if (condition.field !== field || condition.comparison !== 'is') continue
        for (const word of Array.isArray(condition.value) ? condition.value : []) {
          const before = judged.get(word)
          if (before === undefined || rank[before] < rank[severity]) judged.set(word, severity)
        }
      }
    }
  }
  return judged
}
function levelsOf(rule: Rule) {
  if (rule.kind === 'threshold' || rule.kind === 'state') return rule.levels
  return rule.kind === 'event' ? [{ severity: rule.severity, when: rule.when }] : []
}
