/** All dashboards in all languages. A new one is a file in themes/ and a line in the list here. */
import { MappingType, type Dashboard } from '@grafana/grafana-foundation-sdk/dashboard'
import type { Rule } from '../config/rule.ts'
import { withoutPlaces } from '../config/locales/alert-format.ts'
import { alertTexts } from '../config/locales/alert-languages.ts'
import { alertPointWords } from '../config/locales/alert-point-words.ts'
import { consoleEn } from '../config/locales/console-en.ts'
import { consoleSw } from '../config/locales/console-sw.ts'
import { dashboardLabelsEn } from '../config/locales/dashboard-labels-en.ts'
import { dashboardLabelsSw } from '../config/locales/dashboard-labels-sw.ts'
import { assemble } from './assemble.ts'
import { colours } from './look/colours.ts'
import { mappingOf, type Mapping } from './states.ts'
import { languages, uidOf, type Desk, type Language, type Theme } from './theme.ts'
import { alerts } from './themes/alerts.ts'
import { backups } from './themes/backups.ts'
import { collector } from './themes/collector.ts'
import { devices } from './themes/devices.ts'
import { fleet } from './themes/fleet.ts'
import { host } from './themes/host.ts'
import { incidents } from './themes/incidents.ts'
import { network } from './themes/network.ts'
import { power } from './themes/power.ts'
import { protection } from './themes/protection.ts'
import { storage } from './themes/storage.ts'
import { wallboard } from './themes/wallboard.ts'

export const themes: readonly Theme[] = [
  fleet,
  host,
  alerts,
  incidents,
  storage,
  protection,
  backups,
  network,
  power,
  devices,
  collector,
  wallboard,
]

export interface BuildOptions {
  readonly language: Language
  readonly rules: readonly Rule[]
  /** Of the data source in Grafana. */
  readonly datasourceUid: string
  readonly consoleUrl: string
}

export function buildDashboards(options: BuildOptions): readonly Dashboard[] {
  const desk = deskOf(options)
  return themes.map((theme) => assemble(theme, desk, options.datasourceUid))
}

/** The uids of every dashboard in every language, to which links may lead. */
export function everyUid(): readonly string[] {
  return themes.flatMap(({ name }) => languages.map((language) => uidOf(name, language)))
}

const consoleTexts = { en: consoleEn, sw: consoleSw } as const
const labels: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: dashboardLabelsEn,
  sw: dashboardLabelsSw,
}

function deskOf({ language, rules, consoleUrl }: BuildOptions): Desk {
  const { facts, presence } = consoleTexts[language]
  const alert = alertPointWords[language]
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return {
    language,
    rules: (id) => byId.get(id),
    everyRule: rules,
    consoleUrl: consoleUrl.replace(/\/+$/, ''),
    label: (name) => {
      const label = labels[language][name] ?? facts.fields[name]
      if (label === undefined) throw new Error(`No language has a label for ${name}`)
      return label
    },
    mapping: (measurement, field) =>
      mappingOf(measurement, field, rules, { words: facts.words, presence, alert }),
    ruleNames: ruleNames(language, rules),
    pathOf: (theme) => `/d/${uidOf(theme, language)}`,
  }
}

/** What a rule is about, without what is said of the single case. */
function ruleNames(language: Language, rules: readonly Rule[]): Mapping {
  const options = rules.map(({ id, text, texts }, index) => {
    const words = texts?.[language] ?? alertTexts[language].rules[text]
    // What stands after the dash is said of the single case.
    const [title = id] = withoutPlaces(words?.title ?? id)
      .trim()
      .split(' – ')
    return [id, { text: title, color: colours.plain, index }] as const
  })
  return { type: MappingType.ValueToText, options: Object.fromEntries(options) }
}
