/** The dashboards as the shipped rules make them. */
import { parseRules, readRuleFolder } from '../../config/rules-file.ts'
import { catalogue } from '../../contract/catalogue/catalogue.ts'
import { dashboardFiles, defaults } from '../../dashboards/files.ts'
import type { LintedDashboard } from '../../dashboards/lint/problem.ts'
import type { Language } from '../../dashboards/theme.ts'

export const shippedRules = parseRules(readRuleFolder('config/rules'), catalogue)

export function shippedDashboards(language: Language): readonly LintedDashboard[] {
  const files = dashboardFiles({ ...defaults, languages: [language], rules: shippedRules })
  return files.map(({ text }) => JSON.parse(text) as LintedDashboard)
}
