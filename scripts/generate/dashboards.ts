/** dashboards/out: what an office without a wish of its own gives to Grafana. */
import { parseRules, readRuleFolder } from '../../config/rules-file.ts'
import { catalogue } from '../../contract/catalogue/catalogue.ts'
import { dashboardFiles, defaults } from '../../dashboards/files.ts'
import { languages } from '../../dashboards/theme.ts'

/** JSON has no place for a first line that says that it is generated. */
export function dashboardOutputs(): Readonly<Record<string, () => string>> {
  const rules = parseRules(readRuleFolder('config/rules'), catalogue)
  const files = dashboardFiles({ ...defaults, languages, rules })
  return Object.fromEntries(files.map(({ name, text }) => [`dashboards/out/${name}`, () => text]))
}
